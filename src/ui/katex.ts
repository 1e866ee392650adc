/** KaTeX with its style and fonts: a chunk of its own, loaded when the first formula is drawn. */
import katex from 'katex';
import 'katex/dist/katex.min.css';

/** HTML (with MathML for screen readers) of a formula; a faulty one is shown as its source. */
export function renderTex(tex: string, isDisplay: boolean): string {
  return katex.renderToString(tex, { throwOnError: false, displayMode: isDisplay, output: 'htmlAndMathml' });
}
