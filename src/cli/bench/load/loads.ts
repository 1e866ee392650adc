/** What is done with the page, again and again. Every load ends where it began: the tiny experiment, nothing run. */
import type { Page } from 'playwright';
import type { Experiment } from '../../../core/experiment.ts';
import { defaultExperiment } from '../../../core/presets.ts';
import type { Row } from '../row.ts';
import { hundredLayers, tiny, tinyFor, tinyOfSteps, twelveLosses } from './experiments.ts';

interface Load {
  readonly what: string;
  /** How often; with --quick less often. */
  readonly full: number;
  readonly quick: number;
  /** Does it so often on a page with the tiny experiment, and tells what else is to be known. */
  readonly put: (page: Page, times: number) => Promise<Row['figures']>;
}

export const loads: readonly Load[] = [
  { what: 'starts and resets', full: 500, quick: 50, put: startAndReset },
  { what: 'undos', full: 300, quick: 60, put: undo },
  { what: 'moves of a fader', full: 2000, quick: 400, put: moveFader },
  { what: 'times twelve losses', full: 5, quick: 2, put: (page, times) => open(page, times, twelveLosses, 20) },
  { what: 'times a hundred layers', full: 5, quick: 2, put: (page, times) => open(page, times, hundredLayers, 2) },
  { what: 'steps of a tiny network', full: 20_000, quick: 2000, put: trainFor },
  { what: 'runs to their end', full: 200, quick: 40, put: finish },
];

const run = (page: Page) => page.locator('.run-button').first();
const faderOf = (page: Page) => page.getByRole('slider', { name: /^Fader of/ }).first();

async function reset(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Reset' }).click();
}

/** Until the run that is shown has taken so many steps. */
export async function until(page: Page, step: number): Promise<void> {
  const isThere = (wanted: number) => {
    const text = document.querySelector('.status-text')?.textContent ?? '';
    return Number(/step ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', '') ?? 0) >= wanted;
  };
  await page.waitForFunction(isThere, step, { polling: 20, timeout: 600_000 });
}

/** Opens the experiment, which starts, in the page that is there, as a text. */
async function openHere(page: Page, experiment: Experiment): Promise<void> {
  await page.getByRole('button', { name: /^Experiment: / }).click();
  await page.getByRole('menuitem', { name: 'Open a file or text …' }).click();
  await page.getByLabel('Text or link').fill(JSON.stringify(experiment));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.locator('.preset-title', { hasText: experiment.title }).waitFor();
}

/** Back to the tiny experiment, at rest. What is opened starts a little later: to reset before would stop nothing. */
export async function comeToRest(page: Page): Promise<void> {
  await reset(page);
  await openHere(page, tiny);
  await until(page, 1);
  await reset(page);
}

async function startOnce(page: Page): Promise<void> {
  await run(page).click();
  await until(page, 1);
  await reset(page);
}

/** Lets runs of the tiny experiment take the place of all those that the page has in its memory. */
export async function forgetRuns(page: Page): Promise<void> {
  for (let k = 0; k < runsInMemory; k++) await startOnce(page);
}

/** As many as the page ever keeps with all their numbers. */
const runsInMemory = 12;

/** Of the experiment that the page begins with. */
async function startAndReset(page: Page, times: number): Promise<Row['figures']> {
  await openHere(page, defaultExperiment);
  await until(page, 1);
  await reset(page);
  for (let k = 0; k < times; k++) await startOnce(page);
  await comeToRest(page);
  return {};
}

/** In rounds, since the page takes back the last two hundred gestures alone. */
async function undo(page: Page, times: number): Promise<Row['figures']> {
  for (let left = times; left > 0; left -= undosPerRound) await undoRound(page, Math.min(left, undosPerRound));
  return {};
}

const undosPerRound = 150;

async function undoRound(page: Page, times: number): Promise<void> {
  const fader = faderOf(page);
  for (let k = 0; k < times; k++) {
    // Gestures that follow each other at once are one.
    await fader.press(k % 2 === 0 ? 'ArrowDown' : 'ArrowUp');
    await fader.blur();
  }
  for (let k = 0; k < times; k++) await page.keyboard.press('Control+z');
}

/** Two hundred moves a second while a run trains: none waits until the page has answered the one before. */
async function moveFader(page: Page, moves: number): Promise<Row['figures']> {
  await openHere(page, tinyOfSteps('Moved', 25_000));
  await until(page, 1);
  const box = await faderOf(page).boundingBox();
  if (!box) throw new Error('There is no fader.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const from = performance.now();
  const sent: Promise<void>[] = [];
  for (let k = 0; k < moves; k++) {
    sent.push(page.mouse.move(x, y + 20 * Math.sin(k / 7)));
    const early = from + 5 * (k + 1) - performance.now();
    if (early > 0) await page.waitForTimeout(early);
  }
  const sentPerSecond = (1000 * moves) / (performance.now() - from);
  await Promise.all(sent);
  const takenPerSecond = (1000 * moves) / (performance.now() - from);
  await page.mouse.up();
  await comeToRest(page);
  return { sentPerSecond, takenPerSecond };
}

async function open(page: Page, times: number, experiment: Experiment, step: number): Promise<Row['figures']> {
  for (let k = 0; k < times; k++) {
    await openHere(page, experiment);
    await until(page, step);
    await comeToRest(page);
  }
  return {};
}

async function trainFor(page: Page, steps: number): Promise<Row['figures']> {
  // Little before its end, where it is still shown as training.
  return open(page, 1, tinyOfSteps('Long', steps), steps - 10);
}

/** Lets runs finish, each in six steps; all are kept. */
async function finish(page: Page, times: number): Promise<Row['figures']> {
  const finished = page.locator('.status-text[data-status=finished]').first();
  await openHere(page, tinyFor('Short', 1));
  await finished.waitFor();
  for (let k = 1; k < times; k++) {
    await reset(page);
    await finished.waitFor({ state: 'detached' });
    await run(page).click();
    await finished.waitFor();
  }
  await comeToRest(page);
  return { runsKept: await page.evaluate(countKept) };
}

/** Runs inside the page: how many runs its library keeps. */
async function countKept(): Promise<number> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await answer(indexedDB.open('loss-mixer'));
  const count = await answer(database.transaction('summaries').objectStore('summaries').count());
  database.close();
  return count;
}
