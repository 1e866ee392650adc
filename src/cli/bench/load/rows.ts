/**
 * Row 14: what the page holds before and after much use. What is bounded here comes back to what it was; the memory of the
 * process is shown alone, since the system decides when it gets any back.
 */
import type { Browser } from 'playwright';
import type { Row } from '../row.ts';
import { type Held, heldBy } from './held.ts';
import { comeToRest, forgetRuns, loads, until } from './loads.ts';

/**
 * How much more of each there may be afterwards. The heap of WebAssembly grows by a fifth at once, about 4 MB. The nodes of
 * the 500 starts and resets are 13 more, and come once: with the 501st run the library says that it is made for 500.
 */
const bounds = [
  ['heapMB', 10],
  ['wasmMB', 5],
  ['nodes', 20],
  ['workers', 0],
  ['tensors', 0],
] as const;

/**
 * A line for each that is bounded, of each load. Each is put at a tenth of its extent first: what the page fetches and
 * keeps from then on is no growth.
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
    const held = async () => {
      await forgetRuns(page);
      return heldBy(page, session);
    };
    await put(page, Math.ceil(times / 10));
    const before = await held();
    const told = await put(page, times);
    yield* rowsOf(`${times} ${what}`, before, await held(), told);
    await context.close();
  }
  await session.detach();
}

function rowsOf(what: string, before: Held, after: Held, told: Row['figures']): Row[] {
  const process =
    before.processMB && after.processMB ? { processMB: before.processMB, processMBLate: after.processMB } : {};
  return bounds.map(([held, most]) => ({
    row: 14,
    what,
    where: 'Chromium',
    figures: {
      [held]: before[held],
      [`${held}Late`]: after[held],
      ...(held === 'heapMB' ? { ...process, ...told } : {}),
      more: after[held] - before[held],
    },
    bound: { figure: 'more', most },
  }));
}
