/** Row 14: what the page holds before and after much use. Whatever it is, it comes back to what it was. */
import { readFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from 'playwright';
import type { Experiment } from '../../core/experiment.ts';
import { makeLayer } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import type { Row } from './row.ts';

/** What a page holds, after a collection of garbage. */
interface Held {
  /** Of its scripts. */
  readonly heapMB: number;
  /** Of its process: workers and what WebAssembly has are in it. Nothing where the system does not say. */
  readonly processMB: number | undefined;
  readonly nodes: number;
  readonly workers: number;
}

/** Little enough that a start takes no time; 6 steps an epoch. */
const tiny: Experiment = {
  ...defaultExperiment,
  title: 'Tiny',
  dataset: { ...defaultExperiment.dataset, count: 64, size: 16 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('pool', 'average-pool', ['image'], { size: 4 }),
      makeLayer('flatten', 'flatten', ['pool']),
      makeLayer('head-colour', 'dense', ['flatten'], { units: 8 }),
      makeLayer('head-size', 'dense', ['flatten'], { units: 3 }),
    ],
  },
  training: { ...defaultExperiment.training, batchSize: 8, epochs: 50, evaluateEvery: 60 },
};

const twelveLosses: Experiment = {
  ...tiny,
  title: 'Twelve losses',
  losses: Array.from({ length: 6 }, (_, i) =>
    tiny.losses.map((loss) => ({ ...loss, id: i === 0 ? loss.id : `${loss.id}-${i + 1}` })),
  ).flat(),
};

const names = Array.from({ length: 96 }, (_, i) => `conv-${i + 1}`);
const hundredLayers: Experiment = {
  ...tiny,
  title: 'A hundred layers',
  network: {
    layers: [
      makeLayer('image', 'input', []),
      ...names.map((name, i) =>
        makeLayer(name, 'conv2d', [names[i - 1] ?? 'image'], { filters: 2, activation: 'relu' }),
      ),
      makeLayer('flatten', 'flatten', ['conv-96']),
      makeLayer('head-colour', 'dense', ['flatten'], { units: 8 }),
      makeLayer('head-size', 'dense', ['flatten'], { units: 3 }),
    ],
  },
};

const run = (page: Page) => page.locator('.run-button').first();
const steps = (page: Page) =>
  page.evaluate(() => {
    const text = document.querySelector('.status-text')?.textContent ?? '';
    return Number(/step ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
  });

async function until(page: Page, step: number): Promise<void> {
  while ((await steps(page)) < step) await page.waitForTimeout(20);
}

async function startAndReset(page: Page, times: number): Promise<void> {
  for (let k = 0; k < times; k++) {
    await run(page).click();
    await until(page, 1);
    await page.getByRole('button', { name: 'Reset' }).click();
  }
}

async function undo(page: Page, times: number): Promise<void> {
  const fader = page.getByRole('slider', { name: /^Fader of/ }).first();
  for (let k = 0; k < times; k++) {
    // Gestures that follow each other at once are one.
    await fader.press(k % 2 === 0 ? 'ArrowDown' : 'ArrowUp');
    await fader.blur();
  }
  for (let k = 0; k < times; k++) await page.keyboard.press('Control+z');
}

/** About two hundred moves a second. */
async function moveFader(page: Page, moves: number): Promise<void> {
  const box = await page
    .getByRole('slider', { name: /^Fader of/ })
    .first()
    .boundingBox();
  if (!box) throw new Error('There is no fader.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let k = 0; k < moves; k++) await page.mouse.move(x, y + 20 * Math.sin(k / 7));
  await page.mouse.up();
}

/** Opens the experiment in the page that is there, as a text. */
async function openHere(page: Page, experiment: Experiment): Promise<void> {
  await page.getByRole('button', { name: /^Experiment: / }).click();
  await page.getByRole('menuitem', { name: 'Open a file or text …' }).click();
  await page.getByLabel('Text or link').fill(JSON.stringify(experiment));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.locator('.preset-title', { hasText: experiment.title }).waitFor();
}

async function openAndTrain(page: Page, experiment: Experiment, step: number): Promise<void> {
  await openHere(page, experiment);
  await until(page, step);
  await openHere(page, tiny);
  await page.getByRole('button', { name: 'Reset' }).click();
}

/** What is done, at a part of its extent first: what the page fetches and keeps from then on is no growth. */
const loads = [
  { what: 'starts and resets', full: 500, quick: 50, use: startAndReset },
  { what: 'undos', full: 300, quick: 60, use: undo },
  { what: 'moves of a fader', full: 2000, quick: 400, use: moveFader },
  {
    what: 'times twelve losses',
    full: 5,
    quick: 2,
    use: (page: Page, times: number) => repeat(page, times, twelveLosses, 20),
  },
  {
    what: 'times a hundred layers',
    full: 5,
    quick: 2,
    use: (page: Page, times: number) => repeat(page, times, hundredLayers, 2),
  },
  { what: 'steps of a tiny network', full: 20_000, quick: 2000, use: trainFor },
] as const;

async function repeat(page: Page, times: number, experiment: Experiment, step: number): Promise<void> {
  for (let k = 0; k < times; k++) await openAndTrain(page, experiment, step);
}

async function trainFor(page: Page, count: number): Promise<void> {
  const epochs = Math.ceil(count / 6);
  await openAndTrain(page, { ...tiny, title: 'Long', training: { ...tiny.training, epochs } }, count - 10);
}

export async function loadRows(browser: Browser, url: string, isQuick: boolean): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { what, full, quick, use } of loads) {
    const times = isQuick ? quick : full;
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(url);
    await until(page, 5);
    await openHere(page, tiny);
    await page.getByRole('button', { name: 'Reset' }).click();
    await use(page, Math.ceil(times / 10));
    const session = await browser.newBrowserCDPSession();
    const before = await heldBy(page, session);
    await use(page, times);
    const after = await heldBy(page, session);
    rows.push(rowOf(`${times} ${what}`, before, after));
    await session.detach();
    await context.close();
  }
  return rows;
}

function rowOf(what: string, before: Held, after: Held): Row {
  const process =
    before.processMB && after.processMB ? { processMB: before.processMB, processLateMB: after.processMB } : {};
  return {
    row: 14,
    what,
    where: 'Chromium',
    figures: {
      heapMB: before.heapMB,
      heapLateMB: after.heapMB,
      ...process,
      nodes: before.nodes,
      nodesLate: after.nodes,
      workers: before.workers,
      workersLate: after.workers,
      moreHeapMB: after.heapMB - before.heapMB,
    },
    bound: { figure: 'moreHeapMB', most: 10 },
  };
}

async function heldBy(page: Page, browser: CDPSession): Promise<Held> {
  // What is written and drawn late has been by then.
  await page.waitForTimeout(3000);
  const session = await page.context().newCDPSession(page);
  for (let k = 0; k < 3; k++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  await session.detach();
  return { heapMB: usedSize / 1e6, processMB: await processMB(browser), nodes, workers: page.workers().length };
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
