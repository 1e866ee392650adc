/** What a page holds when all that can go has gone: garbage is collected, on the page and in its workers. */
import { readFileSync } from 'node:fs';
import type { CDPSession, Page, Worker } from 'playwright';

export interface Held {
  /** Of the scripts of the page, with their arrays of numbers. */
  readonly heapMB: number;
  /** Of its process, where the system tells: the heaps of the workers and what WebAssembly has are in it. */
  readonly processMB: number | undefined;
  /** What WebAssembly has in the workers; it never shrinks. */
  readonly wasmMB: number;
  /** Tensors in the workers. */
  readonly tensors: number;
  readonly nodes: number;
  readonly workers: number;
}

/** The browser has to be started with `--js-flags=--expose-gc`; `browser` is a session with all of it. */
export async function heldBy(page: Page, browser: CDPSession): Promise<Held> {
  // What is written and drawn late has been by then.
  await page.waitForTimeout(3000);
  const workers = page.workers();
  // The threads of an engine, which come from a blob, answer nothing.
  const engines = await Promise.all(workers.filter((worker) => !worker.url().startsWith('blob:')).map(inEngine));
  const session = await page.context().newCDPSession(page);
  for (let k = 0; k < 3; k++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  await session.detach();
  return {
    heapMB: (usedSize + backingStorageSize) / 1e6,
    processMB: await processMB(browser),
    wasmMB: engines.reduce((sum, { wasmBytes }) => sum + wasmBytes, 0) / 1e6,
    tensors: engines.reduce((sum, { tensors }) => sum + tensors, 0),
    nodes,
    workers: workers.length,
  };
}

/** Asks the TensorFlow.js of a worker, which stands in its global scope. */
function inEngine(worker: Worker): Promise<{ readonly tensors: number; readonly wasmBytes: number }> {
  return worker.evaluate(() => {
    const scope = globalThis as typeof globalThis & {
      gc(): void;
      readonly _tfengine?: {
        memory(): { readonly numTensors: number };
        readonly backend?: { readonly wasm?: { readonly HEAPU8: Uint8Array } };
      };
    };
    for (let k = 0; k < 3; k++) scope.gc();
    const engine = scope._tfengine;
    return {
      tensors: engine?.memory().numTensors ?? Number.NaN,
      wasmBytes: engine?.backend?.wasm?.HEAPU8.byteLength ?? 0,
    };
  });
}

/** The resident memory of the largest process that shows a page, where /proc tells. */
async function processMB(browser: CDPSession): Promise<number | undefined> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.filter(({ type }) => type === 'renderer').flatMap(({ id }) => residentMB(id));
  return sizes.length > 0 ? Math.max(...sizes) : undefined;
}

function residentMB(id: number): number[] {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
    return kilobytes ? [Number(kilobytes) / 1000] : [];
  } catch {
    // No such system, or the process is gone.
    return [];
  }
}
