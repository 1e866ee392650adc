/** Row 14: what the page holds before and after much use. Whatever it is, it comes back to what it was. */
import type { Browser } from 'playwright';
import type { Row } from '../row.ts';
import { type Held, heldBy } from './held.ts';
import { comeToRest, loads, until } from './loads.ts';

/** Experiments opened, with the tiny one after each, until the page has as many runs in its memory as it ever keeps: twelve. */
const fills = 7;

/**
 * Two lines a load: memory; nodes, workers and tensors. Each is put at a tenth of its extent first, or a little more: what the page fetches
 * and keeps from then on is no growth.
 */
export async function* loadRows(browser: Browser, url: string, isQuick: boolean): AsyncGenerator<Row> {
  const session = await browser.newBrowserCDPSession();
  for (const { what, full, quick, put } of loads) {
    const times = isQuick ? quick : full;
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(url);
    await until(page, 5);
    await comeToRest(page);
    await put(page, Math.max(fills, Math.ceil(times / 10)));
    const before = await heldBy(page, session);
    const told = await put(page, times);
    const after = await heldBy(page, session);
    await context.close();
    yield* rowsOf(`${times} ${what}`, before, after, told);
  }
  await session.detach();
}

function rowsOf(what: string, before: Held, after: Held, told: Row['figures']): Row[] {
  const process =
    before.processMB && after.processMB ? { processMB: before.processMB, processLateMB: after.processMB } : {};
  const { heapMB, wasmMB, nodes, workers, tensors } = before;
  const late = { nodesLate: after.nodes, workersLate: after.workers, tensorsLate: after.tensors };
  const row = { row: 14, what, where: 'Chromium' };
  return [
    {
      ...row,
      figures: {
        ...{ heapMB, heapLateMB: after.heapMB, wasmMB, wasmLateMB: after.wasmMB },
        ...process,
        ...told,
        moreHeapMB: after.heapMB - heapMB,
      },
      bound: { figure: 'moreHeapMB', most: 10 },
    },
    {
      ...row,
      figures: { nodes, workers, tensors, ...late, moreTensors: after.tensors - tensors },
      bound: { figure: 'moreTensors', most: 0 },
    },
  ];
}
