/**
 * The page at its first sight, as HTML: made at every build, so that a visitor sees it before any script has run. It
 * shows the default experiment before its first run; in the browser React takes it over as it stands.
 */
import { prerender } from 'react-dom/static';
import { graphOf } from '../../core/graphOf.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { loadKatex } from '../Equation.tsx';
import { layOut } from '../network/layout.ts';
import { networkView } from '../network/networkView.ts';
import { framing, framingLimits } from '../network/useFraming.ts';
import { App, wideQuery } from './App.tsx';
import { savedLayouts } from './layouts.ts';

await loadKatex();

const { bounds, image } = layOut(networkView(defaultExperiment, graphOf(defaultExperiment)));
const known = { wideQuery, savedLayouts, network: { bounds, image }, framingLimits };

/** What stands in the body: the page of wide screens, that of narrow ones beside it, and the choice between them. */
export const body = `<div id="root">${await htmlOf(true)}</div>
<template id="narrow">${await htmlOf(false)}</template>
<script>(${chooseFirstSight})(${JSON.stringify(known)}, ${framing})</script>`;

async function htmlOf(isWide: boolean): Promise<string> {
  const options = { progressiveChunkSize: Number.POSITIVE_INFINITY };
  const { prelude } = await prerender(<App isWideAtFirst={isWide} />, options);
  return new Response(prelude).text();
}

/**
 * Runs in the page by its text alone, before anything is drawn. A linked experiment and panels of other sizes look
 * different: nothing is shown then. The network is framed as it will be.
 */
function chooseFirstSight(
  { wideQuery, savedLayouts, network, framingLimits }: typeof known,
  frame: typeof framing,
): void {
  const root = document.getElementById('root');
  const narrow = document.getElementById('narrow');
  if (!root || !(narrow instanceof HTMLTemplateElement)) return;
  let isOther = location.hash.length > 1;
  try {
    isOther ||= Object.keys(localStorage).some((key) => key.startsWith(savedLayouts));
  } catch {
    // Where storage is forbidden, nothing was saved.
  }
  if (isOther) root.replaceChildren();
  else if (!matchMedia(wideQuery).matches) root.replaceChildren(narrow.content);
  narrow.remove();
  const { width = 0, height = 0 } = root.querySelector('.net')?.getBoundingClientRect() ?? {};
  const viewport = root.querySelector<HTMLElement>('.react-flow__viewport');
  if (!viewport || width === 0) return;
  const { x, y, zoom } = frame(network, width, height, undefined, framingLimits);
  viewport.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
}
