/** KaTeX with its style and fonts: a chunk of its own, loaded when the first formula is drawn. */
import katex from 'katex';
import 'katex/dist/katex.min.css';

/**
 * A faulty formula is shown as its source. With MathML for screen readers. A formula may come with a link: it makes no links,
 * pictures or attributes, nothing larger than a page, and no warnings; what its macros expand to is bounded.
 */
function options(isDisplay: boolean) {
  return {
    throwOnError: false,
    displayMode: isDisplay,
    output: 'htmlAndMathml',
    trust: false,
    strict: 'ignore',
    maxSize: 40,
    maxExpand: 500,
  } as const;
}

/** Draws a formula into an element, node by node: the page's policy refuses styles that stand in HTML. */
export function drawTex(tex: string, isDisplay: boolean, element: HTMLElement): void {
  try {
    katex.render(tex, element, { ...options(isDisplay), throwOnError: true });
    element.removeAttribute('title');
  } catch (error) {
    // KaTeX would colour it by an attribute, which the page's policy refuses.
    if (!(error instanceof katex.ParseError)) throw error;
    element.textContent = tex;
    element.title = error.message;
  }
}

/** HTML of a formula, for the build. */
export function htmlOfTex(tex: string, isDisplay: boolean): string {
  return katex.renderToString(tex, options(isDisplay));
}
