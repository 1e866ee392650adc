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
import { distanceOf, framing, framingLimits } from '../network/useFraming.ts';
import { App } from './App.tsx';
import { chooseFirstSight, type Known } from './firstSight.ts';
import { oldestNames, sayOld } from './oldest.ts';
import { savedLayouts, wideQuery } from './pieces.ts';
import { sayLost, watchEntry } from './sayLost.ts';
import { trustOwnScripts } from './trustOwnScripts.ts';

await loadKatex();

const { bounds, image } = layOut(networkView(defaultExperiment, graphOf(defaultExperiment)));
const known: Known = { wideQuery, savedLayouts, network: { bounds, image }, framingLimits };

/** What stands in the head, before the entry is asked for. */
export const head = `(${trustOwnScripts})();(${sayOld})(${JSON.stringify(oldestNames)});(${watchEntry})(${sayLost})`;

/** What stands in the body: the page of wide screens, that of narrow ones beside it, and the choice between them. */
export const body = `<div id="root">${await htmlOf(true)}</div>
<template id="narrow">${await htmlOf(false)}</template>
<script>(${chooseFirstSight})(${JSON.stringify(known)}, ${framing}, ${distanceOf})</script>`;

async function htmlOf(isWide: boolean): Promise<string> {
  const options = { progressiveChunkSize: Number.POSITIVE_INFINITY };
  const { prelude } = await prerender(<App isWideAtFirst={isWide} />, options);
  const html = await new Response(prelude).text();
  // `chooseFirstSight` sets them; a quotation mark in a text is written otherwise.
  return html.replaceAll(' style="', ' data-style="');
}
