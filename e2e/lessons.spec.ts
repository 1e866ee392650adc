/** The lessons as a person takes them: every page of all ten, answered, trained, looked at, until it is ticked off. */
import type { Locator, Page } from 'playwright/test';
import { controlNames } from '../src/core/controlNames.ts';
import { lessons } from '../src/core/lessons/index.ts';
import type { Lesson, LessonPage } from '../src/core/lessons/lesson.ts';
import { controls } from '../src/ui/controls.ts';
import { violationsIn } from './axe.ts';
import { expect, open, openQuiet, status, test, waitForStep } from './lab.ts';

/** What pages ask for that is more than an answer and a run of what stands on the desk. */
const acts: Readonly<Record<string, (page: Page, card: Locator) => Promise<void>>> = {
  async 'two-losses-one-task/fader'(page) {
    await page.getByRole('spinbutton', { name: /^Exact fader of mask.*IoU/ }).fill('10');
    await page.keyboard.press('Enter');
    await run(page);
  },
  async 'two-tasks/mute'(page) {
    await run(page);
    await waitForStep(page, 40);
    await page.getByRole('button', { name: /^Mute colour/ }).click();
    await run(page);
  },
  async 'two-tasks/related'(page, card) {
    await run(page);
    await waitForStep(page, 98);
    await card.getByRole('button', { name: 'Put it on the desk' }).click();
    await run(page);
  },
  async 'optimizers/adam'(page) {
    await run(page);
    await expect(status(page)).toContainText('Finished', { timeout: 60_000 });
    await page.getByRole('combobox', { name: 'Optimizers' }).selectOption('simultaneous');
    await run(page);
  },
  // The run of the page before shows it.
  async 'conflict/projection'() {},
  async 'conflict/by-step'(page) {
    await page.getByRole('button', { name: 'One point back' }).click();
    await page.getByRole('button', { name: 'Try with rate × 10' }).click();
  },
  async 'conflict/front'(page) {
    await page.getByRole('slider', { name: /^Start of the walks/ }).press('ArrowLeft');
  },
  async 'your-own/second-loss'(page) {
    await page.getByRole('button', { name: '+ Add a loss' }).click();
    const palette = page.getByRole('dialog', { name: 'Add a loss' });
    await palette.getByRole('listitem').filter({ hasText: 'Multi-class hinge' }).getByRole('button').first().click();
    await run(page);
  },
  async 'your-own/combine'(page) {
    await run(page);
    await expect(status(page)).toContainText('Finished', { timeout: 60_000 });
    await page.getByRole('combobox', { name: 'Strategy' }).selectOption('mgda');
    await run(page);
  },
  async 'your-own/compare'(page) {
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page
      .getByRole('button', { name: /^Actions for/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Run it with another seed' }).click();
  },
};

/** Starts what stands on the desk; a run that goes on or has ended is begun anew. */
async function run(page: Page): Promise<void> {
  const button = page.locator('.run-button');
  if ((await button.textContent())?.trim() !== 'Run') await page.getByRole('button', { name: 'Reset' }).click();
  await button.click();
}

/** Whether a page waits for a run of its own. */
function trains({ stage, prediction, isDone }: LessonPage): boolean {
  if (stage && stage.kind !== 'experiment') return false;
  return isDone !== undefined || (prediction !== undefined && 'arms' in prediction);
}

/** Does what a page asks, and waits for its tick. */
async function take(page: Page, card: Locator, name: string, lessonPage: LessonPage): Promise<void> {
  const { stage, prediction, points = [] } = lessonPage;
  await expect(card.getByRole('heading', { level: 3 })).toHaveText(lessonPage.title);
  const verdict = page.locator(controls.verdict.selector).first();
  // What would give the answer away is pointed at behind it.
  if (prediction && 'kinds' in prediction) await expect(verdict, name).not.toHaveAttribute('data-pointed');
  if (prediction) await card.getByRole('radio').nth(prediction.right).check();
  for (const control of points)
    await expect(page.locator(controls[control].selector).first(), `${name}: ${control}`).toHaveAttribute(
      'data-pointed',
    );
  const act = acts[name];
  if (act) await act(page, card);
  else if (stage?.kind === 'study') await page.getByRole('button', { name: /^Start \d+ runs/ }).click();
  else if (trains(lessonPage)) await run(page);
  await expect(card.getByText(/^✓ Done/), name).toBeVisible({ timeout: 90_000 });
  if (prediction) await expect(card.getByText('As you said: '), name).toBeVisible();
  // A later page may compare with this run: whoever leaves it early is asked to make it again.
  if (trains(lessonPage)) await expect(status(page), name).toContainText('Finished', { timeout: 60_000 });
}

async function enter(page: Page, { title }: Lesson): Promise<Locator> {
  await page.getByRole('button', { name: 'Learn', exact: true }).click();
  await page.getByRole('button', { name: new RegExp(`^${title.replaceAll('?', '\\?')}`) }).click();
  return page.getByRole('complementary', { name: `Lesson: ${title}` });
}

/** Whether the card stands beside the network, and not over it. */
async function standsBeside(page: Page, card: Locator): Promise<boolean> {
  const [left, right] = await Promise.all([card.boundingBox(), page.locator('#network').boundingBox()]);
  return left !== null && right !== null && left.x + left.width <= right.x;
}

test('every lesson is taken from end to end as its pages ask, and gives back what was there', async ({ page }) => {
  test.setTimeout(600_000);
  await openQuiet(page);
  const title = page.locator('.preset-title');
  const before = (await title.textContent()) ?? '';
  for (const lesson of lessons) {
    await test.step(lesson.title, async () => {
      const card = await enter(page, lesson);
      await expect.poll(() => standsBeside(page, card)).toBe(true);
      for (const [index, lessonPage] of lesson.pages.entries()) {
        await take(page, card, `${lesson.id}/${lessonPage.id}`, lessonPage);
        // Its other pages are made of the same pieces.
        if (index === 0) expect(await violationsIn(page, '.lesson-card'), lesson.id).toEqual([]);
        if (index < lesson.pages.length - 1) await card.getByRole('button', { name: 'Next', exact: true }).click();
      }
      await card.getByRole('button', { name: 'Leave' }).click();
      await expect(card).toBeHidden();
      await expect(title).toHaveText(before);
    });
  }
  await page.getByRole('button', { name: 'Learn', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Lessons' }).getByText('done', { exact: true })).toHaveCount(10);
});

test('a lesson asks before the run, answers after it, opens a term, and every page has an address', async ({
  page,
}) => {
  await open(page);
  await waitForStep(page, 1);
  // The stages come with a step.
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(page.locator(controls['step-stages'].selector)).toBeVisible();
  for (const name of controlNames) expect(await page.locator(controls[name].selector).count(), name).toBeGreaterThan(0);
  const [first] = lessons;
  if (!first) throw new Error('There is no lesson.');
  const card = await enter(page, first);
  await expect(card.getByRole('heading', { name: 'A number that says how wrong' })).toBeFocused();
  await expect(page.locator('.preset-title')).toHaveText('Cross-entropy alone');
  await card.getByLabel('near 6').check();
  await run(page);
  await expect(card.getByText('You said “near 6”; it came otherwise: near 2.')).toBeVisible({ timeout: 60_000 });
  expect(new URL(page.url()).hash).toMatch(/^#learn\/one-loss/);
  await card.getByRole('button', { name: 'cross-entropy', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Cross-entropy' })).toContainText('surprise');
  await page.keyboard.press('Escape');
  // In the middle of a lesson: the same page is there again, and what it had been ticked off stays so.
  await page.reload();
  await expect(card.getByText(/^✓ Done/)).toBeVisible();
  for (const lesson of lessons) {
    for (const { id, title } of lesson.pages) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#learn/${lesson.id}/${id}`);
      await expect(page.locator('.lesson-page h3')).toHaveText(title);
    }
  }
  // What is no lesson opens none, and an unknown page is the first one.
  await page.evaluate(() => {
    location.hash = '#learn/one-loss/nowhere';
  });
  await expect(page.locator('.lesson-page h3')).toHaveText('A number that says how wrong');
});
