/** The page as a person uses it: opening it, reading what it says. A test fails when the console is not empty. */
import { expect, type Locator, type Page, type Worker } from 'playwright/test';
import type { Experiment } from '../src/core/experiment.ts';
import { makeLayer } from '../src/core/make.ts';
import { defaultExperiment } from '../src/core/presets.ts';
import { encodeLink } from '../src/ui/link/url.ts';
import type { Dialog } from '../src/ui/store.ts';
import { greetedKey } from '../src/ui/welcome/greet.ts';
import { test as guarded } from './guard.ts';

export { expect };

/** What Playwright says of the service worker that the configuration blocks. */
const blockedText = 'Service Worker registration blocked by Playwright';

interface Own {
  /** Whether the page greets, as it does on the first visit of a browser. */
  readonly isFirstVisit: boolean;
  readonly consoleLines: string[];
}

export const test = guarded.extend<Own>({
  isFirstVisit: [false, { option: true }],
  context: async ({ context, isFirstVisit }, use) => {
    if (!isFirstVisit) await context.addInitScript(visitAgain, greetedKey);
    await use(context);
  },
  consoleLines: [
    async ({ page }, use) => {
      const lines: string[] = [];
      page.on('console', (message) => {
        if (message.text() === blockedText) return;
        lines.push(`${message.type()}: ${message.text()}`);
      });
      page.on('pageerror', (error) => lines.push(`error: ${error.message}`));
      await use(lines);
      expect(lines).toEqual([]);
    },
    { auto: true },
  ],
});

/** Runs in every document before its own scripts; one that is nobody's, as `about:blank`, keeps nothing. */
function visitAgain(key: string): void {
  try {
    localStorage.setItem(key, 'true');
  } catch {}
}

/** Two heads on very little: trains on a GPU emulated in software. */
export const tiny: Experiment = {
  ...defaultExperiment,
  title: 'Tiny',
  dataset: { ...defaultExperiment.dataset, count: 64, size: 16 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('conv-1', 'conv2d', ['image'], { filters: 4, activation: 'relu', stride: 2 }),
      makeLayer('pool-1', 'max-pool', ['conv-1']),
      makeLayer('flatten', 'flatten', ['pool-1']),
      makeLayer('head-colour', 'dense', ['flatten'], { units: 8 }),
      makeLayer('head-size', 'dense', ['flatten'], { units: 3 }),
    ],
  },
  training: { ...defaultExperiment.training, batchSize: 8, epochs: 2, evaluateEvery: 6 },
};

/** Trains for longer than any test takes. */
export const lasting: Experiment = {
  ...tiny,
  title: 'Lasting',
  dataset: { ...tiny.dataset, count: 640 },
  training: { ...tiny.training, batchSize: 2, epochs: 1000, evaluateEvery: 50 },
};

/** Opens an experiment by its link; the default one without. */
export async function open(page: Page, experiment?: Experiment): Promise<void> {
  await page.goto(experiment ? `/${encodeLink(experiment)}` : '/');
}

/** Opens an experiment, waits until all of it is drawn and its short run is over: one that goes on would want the cores. */
export async function openQuiet(page: Page): Promise<void> {
  await open(page, tiny);
  await expect(status(page)).toContainText('Finished');
  await expect(page.locator('.still')).toHaveCount(0);
}

/** Lets the run stand still, which would want the cores. */
export async function pause(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pause' }).first().click();
}

/** The fader on the desk of the one loss that reads a target. */
export function fader(page: Page, target: string): Locator {
  return page.getByRole('slider', { name: new RegExp(`^Fader of ${target}, `) });
}

/** The worker that trains. */
export function engineOf(page: Page): Worker {
  const engine = page.workers().find((worker) => /\/worker-[^/]*\.js$/.test(worker.url()));
  if (!engine) throw new Error('The page has no worker that trains.');
  return engine;
}

/** The status in the top bar: "Training · step 412 · …". */
export function status(page: Page) {
  return page.locator('.status-text').first();
}

/** The step that the status names; 0 before the first. */
export async function stepOf(page: Page): Promise<number> {
  const text = (await status(page).textContent()) ?? '';
  return Number(/step ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
}

/** Waits until the run has taken more than `steps` steps. */
export async function waitForStep(page: Page, steps: number): Promise<void> {
  await expect.poll(() => stepOf(page), { timeout: 90_000, intervals: [100] }).toBeGreaterThan(steps);
}

/** Holds back every request for such files until what it returns is called. */
export async function hold(page: Page, files: RegExp): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(files, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Lets the engine find so many processors. */
export async function withProcessors(page: Page, count: number): Promise<void> {
  await page.route(/assets\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const processors = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: ${count} });`;
    await route.fulfill({ response, body: `${processors}\n${await response.text()}` });
  });
}

/** Drags by mouse onto the middle of a place and lets go once `shows` shows that the place would take it. */
export async function drag(
  page: Page,
  from: Locator,
  to: Locator,
  shows: Locator = to.and(page.locator('[data-over]')),
) {
  await from.scrollIntoViewIfNeeded();
  const start = middle(await from.boundingBox());
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 12, start.y + 12, { steps: 3 });
  let slip = 0;
  await expect
    .poll(async () => {
      // Places are measured once the drag is under way, and heard of with the next move.
      slip = 1 - slip;
      const { x, y } = middle(await to.boundingBox());
      await page.mouse.move(x + slip, y, { steps: 4 });
      return shows.count();
    })
    .toBe(1);
  await page.mouse.up();
}

function middle(box: { x: number; y: number; width: number; height: number } | null): { x: number; y: number } {
  if (!box) throw new Error('Nothing to drag, or nowhere to drop it.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** How a person comes to each dialog. */
export const dialogs = {
  presets: async (page) => {
    await page.getByRole('button', { name: /^Experiment: / }).click();
    await page.getByRole('menuitem', { name: /^All experiments/ }).click();
  },
  share: (page) => page.getByRole('button', { name: 'Share' }).click(),
  open: async (page) => {
    await page.getByRole('button', { name: /^Experiment: / }).click();
    await page.getByRole('menuitem', { name: 'Open a file or text …' }).click();
  },
  commands: (page) => page.keyboard.press('Control+k'),
  help: (page) => page.keyboard.press('?'),
  class: async (page) => {
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('button', { name: 'For a class …' }).click();
  },
} satisfies Record<Dialog, (page: Page) => Promise<void>>;

/** The default experiment with its two losses six times over. */
export const twelveLosses: Experiment = {
  ...defaultExperiment,
  title: 'Twelve losses',
  losses: Array.from({ length: 6 }, (_, i) =>
    defaultExperiment.losses.map((loss) => ({ ...loss, id: i === 0 ? loss.id : `${loss.id}-${i + 1}` })),
  ).flat(),
};
