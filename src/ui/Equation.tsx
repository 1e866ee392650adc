/** A formula. KaTeX is loaded when the first one is drawn; until then, and without it, the source stands there. */
import { memo, useEffect, useState } from 'react';

type Render = (tex: string, isDisplay: boolean) => string;

let loaded: Render | undefined;
let loading: Promise<void> | undefined;

function load(): Promise<void> {
  loading ??= import('./katex.ts').then(
    ({ renderTex }) => {
      loaded = renderTex;
    },
    () => {
      // Offline after an update, say: the source stays, and the next formula tries again.
      loading = undefined;
    },
  );
  return loading;
}

interface Props {
  readonly tex: string;
  readonly isDisplay?: boolean;
  /** Out of the way of screen readers, where a label says the same. */
  readonly isHidden?: boolean;
}

/** TeX as typeset mathematics. */
export const Equation = memo(function Equation({ tex, isDisplay = false, isHidden = false }: Props) {
  const [, setReady] = useState(loaded !== undefined);
  useEffect(() => {
    if (loaded) return;
    let isThere = true;
    load().then(() => isThere && setReady(true));
    return () => {
      isThere = false;
    };
  }, []);
  if (!loaded) {
    return (
      <span className="equation-source" aria-hidden={isHidden}>
        {plain(tex)}
      </span>
    );
  }
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX escapes its input, and the TeX is ours
    <span className="equation" aria-hidden={isHidden} dangerouslySetInnerHTML={{ __html: loaded(tex, isDisplay) }} />
  );
});

/** Good enough to read for the moment before KaTeX is there. */
function plain(tex: string): string {
  return tex
    .replaceAll(/\\[,;: ]/g, ' ')
    .replaceAll(/\\lVert|\\rVert/g, '‖')
    .replaceAll('\\theta', 'θ')
    .replaceAll(/[{}\\]/g, '');
}
