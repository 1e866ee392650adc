/** Rows in Chromium: the benchmark's page is bundled, served with the headers of isolation, and asked backend by backend. */
import { type Browser, chromium, type Page } from 'playwright';
import { build, preview } from 'vite';
import { browserFlags, findChromium, isEmulated } from '../chromium.mjs';
import type { Answers } from './page.ts';
import type { Row } from './row.ts';
import { gramianRows, launchRows, type Measures, stepRow } from './stepRows.ts';
import type { Effort } from './steps.ts';
import { evaluationRow, memoryRow, type UpkeepMeasures } from './upkeepRows.ts';

const outDir = `${process.cwd()}/node_modules/.tmp/bench`;
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export interface Chromium {
  readonly version: string;
  readonly browser: Browser;
  readonly url: string;
  close(): Promise<void>;
}

/** Bundles and serves the page and starts the browser. Throws where there is none. */
export async function startChromium(): Promise<Chromium> {
  const root = `${process.cwd()}/src/cli/bench`;
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    base: './',
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      chunkSizeWarningLimit: 1e5,
      rolldownOptions: { input: `${root}/page.html` },
    },
  });
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: { headers, port: 4199 },
  });
  const args = [...browserFlags, '--js-flags=--expose-gc', '--enable-precise-memory-info'];
  const browser = await chromium.launch({ ...findChromium(), args });
  return {
    version: browser.version(),
    browser,
    url: `${server.resolvedUrls?.local[0] ?? ''}page.html`,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** A page that measures on one backend, in our terms. */
function measuresOf(page: Page): Measures & UpkeepMeasures {
  const ask = <K extends keyof Answers>(
    name: K,
    args: Parameters<Answers[K]>,
  ): Promise<Awaited<ReturnType<Answers[K]>>> =>
    page.evaluate(
      ([key, given]) =>
        (Reflect.get(globalThis, 'answers') as Record<string, (...args: unknown[]) => unknown>)[key]?.(
          ...given,
        ) as never,
      [name as string, args as unknown[]] as const,
    );
  return {
    timeStep: (effort) => ask('timeStep', [effort]),
    countSteps: (batchSize) => ask('countSteps', [batchSize]),
    timeGramian: (count, effort) => ask('timeGramian', [count, effort]),
    rateEvaluation: (images) => ask('rateEvaluation', [images]),
    weighMemory: (early, late) => ask('weighMemory', [early, late]),
  };
}

interface Variant {
  readonly backend: 'wasm' | 'webgl' | 'webgpu';
  readonly threads: number;
  readonly effort: Effort;
  readonly note?: string;
}

const slow = 'Graphics emulated on the processor: few steps and rounds.';

function variants(isQuick: boolean): readonly Variant[] {
  const emulated = { batchSize: 64, steps: 2, rounds: isQuick ? 1 : 3, warmUp: 1 };
  const native = { batchSize: 64, steps: 20, rounds: isQuick ? 2 : 5, warmUp: 4 };
  const graphics = isEmulated ? { effort: emulated, note: slow } : { effort: native };
  return [
    { backend: 'wasm', threads: 1, effort: native },
    { backend: 'wasm', threads: 0, effort: native },
    { backend: 'webgl', threads: 1, ...graphics },
    { backend: 'webgpu', threads: 1, ...graphics },
  ];
}

/** Rows 1, 3, 4, the evaluation of 6, and 7 on every backend of the browser; each in a page of its own. */
export async function browserRows(
  { browser, url }: Chromium,
  wanted: ReadonlySet<number>,
  isQuick: boolean,
  say: (row: Row) => void,
): Promise<void> {
  if (![1, 3, 4, 6, 7].some((row) => wanted.has(row))) return;
  for (const { backend, threads, effort, note } of variants(isQuick)) {
    const page = await browser.newPage();
    const label = `Chromium ${backend}${threads === 0 ? ', threads' : ''}`;
    try {
      await page.goto(url);
      await page.waitForFunction(() => 'answers' in globalThis);
      const count = await page.evaluate(
        async ([name, wish]) => {
          const { open, threads: used } = Reflect.get(globalThis, 'answers') as Answers;
          await open(name, wish);
          return used();
        },
        [backend, threads] as const,
      );
      if (threads === 0 && count === 1) continue;
      const where = threads === 0 ? `Chromium wasm ×${count}` : label;
      const place = { where, backend, effort, ...(note ? { note } : {}) };
      const measures = measuresOf(page);
      if (wanted.has(1)) say(await stepRow(measures, place));
      if (wanted.has(3) && threads === 1) for (const row of await launchRows(measures, place)) say(row);
      const counts = backend === 'wasm' ? [2, 3, 5] : [2];
      const isSlow = backend !== 'wasm' && isEmulated;
      const smaller = isSlow ? { ...place, effort: { ...effort, batchSize: 16 } } : place;
      if (wanted.has(4)) for (const row of await gramianRows(measures, smaller, counts)) say(row);
      if (wanted.has(6) && threads === 1) say(await evaluationRow(measures, place, isSlow ? 128 : 640));
      const stepCounts = isSlow ? ([20, 100] as const) : ([100, isQuick ? 1000 : 5000] as const);
      if (wanted.has(7) && threads === 1) say(await memoryRow(measures, place, stepCounts));
    } catch (error) {
      const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
      say({ row: 1, what: 'whole step', where: label, figures: {}, note: `Not measured: ${why}` });
    } finally {
      await page.close();
    }
  }
}
