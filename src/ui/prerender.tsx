/**
 * The page at its first sight, as HTML: made at every build, so that a visitor sees it before any script has run. It
 * shows the default experiment before its first run; in the browser React takes it over as it stands.
 */
import { prerender } from 'react-dom/static';
import { App, savedLayouts, wideQuery } from './App.tsx';
import { loadKatex } from './Equation.tsx';

await loadKatex();

/** What stands in the body: the page of wide screens, that of narrow ones beside it, and the choice between them. */
export const body = `<div id="root">${await htmlOf(true)}</div>
<template id="narrow">${await htmlOf(false)}</template>
<script>(${chooseFirstSight})('${wideQuery}', '${savedLayouts}')</script>`;

async function htmlOf(isWide: boolean): Promise<string> {
  const options = { progressiveChunkSize: Number.POSITIVE_INFINITY };
  const { prelude } = await prerender(<App isWideAtFirst={isWide} />, options);
  return new Response(prelude).text();
}

/** Runs in the page by its text alone. A linked experiment and panels of other sizes look different: nothing is shown then. */
function chooseFirstSight(wideQuery: string, savedLayouts: string): void {
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
}
