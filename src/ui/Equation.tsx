/**
 * A formula. Those of the page made at the build stand there typeset; KaTeX is loaded when another one is drawn, or is
 * likely to be. Until then, and without it, the source stands there.
 */
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { loadScript } from './loadScript.ts';
import { useDrawnAhead } from './useDrawnAhead.ts';

let loaded: typeof import('./katex.ts') | undefined;
let loading: Promise<void> | undefined;
let isLost = false;

/** Resolves once formulas are typeset, also for those who render the page at the build. */
export function loadKatex(): Promise<void> {
  loading ??= loadScript(() => import('./katex.ts')).then(
    (katex) => {
      loaded = katex;
    },
    () => {
      // The source stays and says why; the next formula asks again.
      loading = undefined;
      isLost = true;
    },
  );
  return loading;
}

let standing: ReadonlyMap<string | undefined, Node> | undefined;

/** A formula that stands in the page already; read with the first formula, before any part is drawn anew. */
function standingOf(tex: string): Node | undefined {
  standing ??= new Map(
    [...(globalThis.document?.querySelectorAll<HTMLElement>('.equation[data-tex]') ?? [])].map((element) => [
      element.dataset.tex,
      element.cloneNode(true),
    ]),
  );
  return standing.get(tex);
}

/** A formula changes with the first fader that is moved: KaTeX should be there by then, and not in the way before. */
const signsOfAPerson = ['pointermove', 'pointerdown', 'keydown'];

/** Calls back at the first sign of a person; returns what calls it off. */
function whenSomebodyIsThere(callback: () => void): () => void {
  for (const sign of signsOfAPerson) addEventListener(sign, callback, { once: true });
  return () => {
    for (const sign of signsOfAPerson) removeEventListener(sign, callback);
  };
}

const lostText = 'The script that typesets formulas could not be loaded. Load the page again to see them set.';

function stateNow(): 'coming' | 'ready' | 'lost' {
  return loaded ? 'ready' : isLost ? 'lost' : 'coming';
}

interface Props {
  readonly tex: string;
  readonly isDisplay?: boolean;
  /** Out of the way of screen readers, where a label says the same. */
  readonly isHidden?: boolean;
}

/** TeX as typeset mathematics. */
export const Equation = memo(function Equation(props: Props) {
  const { tex, isDisplay = false, isHidden = false } = props;
  const [state, setState] = useState(stateNow);
  const isTypeset = loaded !== undefined || (!isDisplay && standingOf(tex) !== undefined);
  useEffect(() => {
    if (loaded) return;
    let isThere = true;
    const load = () => {
      loadKatex().then(() => isThere && setState(stateNow()));
    };
    const callOff = isTypeset ? whenSomebodyIsThere(load) : load();
    return () => {
      isThere = false;
      callOff?.();
    };
  }, [isTypeset]);
  if (isTypeset) return <Typeset tex={tex} isDisplay={isDisplay} isHidden={isHidden} />;
  return (
    <span className="equation-source" aria-hidden={isHidden} title={state === 'lost' ? lostText : undefined}>
      {plain(tex)}
    </span>
  );
});

function Typeset({ tex, isDisplay, isHidden }: Required<Props>) {
  const element = useRef<HTMLSpanElement>(null);
  const isAhead = useDrawnAhead();
  const isDrawn = useRef(isAhead);
  useLayoutEffect(() => {
    const isStanding = isDrawn.current;
    isDrawn.current = false;
    if (isStanding || !element.current) return;
    if (loaded) loaded.drawTex(tex, isDisplay, element.current);
    else element.current.replaceChildren(...(standingOf(tex)?.cloneNode(true).childNodes ?? []));
  }, [tex, isDisplay]);
  // Made at the build, of our own TeX. React sets no HTML when it takes the page over: it leaves alone what stands there.
  const [html] = useState(
    () => isAhead && { __html: globalThis.document ? '' : (loaded?.htmlOfTex(tex, isDisplay) ?? '') },
  );
  return (
    <span
      ref={element}
      className="equation"
      aria-hidden={isHidden}
      data-tex={isDisplay ? undefined : tex}
      suppressHydrationWarning
      {...(html && { dangerouslySetInnerHTML: html })}
    />
  );
}

/** Good enough to read for the moment before KaTeX is there. */
function plain(tex: string): string {
  return tex
    .replaceAll(/\\[,;: ]/g, ' ')
    .replaceAll(/\\lVert|\\rVert/g, '‖')
    .replaceAll('\\theta', 'θ')
    .replaceAll(/[{}\\]/g, '');
}
