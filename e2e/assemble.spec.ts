import type { Page } from 'playwright/test';
import { drag, expect, fader, open, openQuiet, pause, test, waitForStep } from './lab.ts';

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const nodes = (page: Page) => page.locator('.react-flow__node');
const experimentMenu = (page: Page) => page.getByRole('button', { name: /^Experiment:/ });

async function openEmpty(page: Page, gesture: 'click' | 'tap'): Promise<void> {
  await openQuiet(page);
  await experimentMenu(page)[gesture]();
  await page.getByRole('menuitem', { name: /^Empty canvas/ })[gesture]();
  await expect(node(page, 'conv-1')).toHaveCount(0);
  await expect(node(page, 'image')).toBeVisible();
}

/** The pieces of a residual network with two heads; a head brings its loss along. */
const pieces = ['Conv', 'Max-pool', 'Residual', 'Global avg-pool'];

async function expectTrained(page: Page): Promise<void> {
  await expect(fader(page, 'colour')).toBeVisible();
  await expect(fader(page, 'size')).toBeVisible();
  await expect(page.getByRole('slider', { name: /^Fader of L2/ })).toBeVisible();
  await waitForStep(page, 2);
}

async function undoAll(page: Page): Promise<number> {
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  let count = 0;
  while (await undo.isEnabled()) {
    await undo.click();
    count++;
  }
  return count;
}

test('a residual two-head network from an empty canvas by mouse, trained, and all undone', async ({ page }) => {
  await openEmpty(page, 'click');
  await node(page, 'image').click();
  const palette = page.locator('.net-palette');
  for (const piece of pieces) await palette.getByRole('button', { name: piece, exact: true }).click();
  for (const head of ['colour', 'size']) await palette.getByRole('button', { name: head, exact: true }).click();
  await palette.getByRole('button', { name: 'L2 penalty' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  await expectTrained(page);
  expect(await undoAll(page)).toBeGreaterThanOrEqual(7);
  await expect(experimentMenu(page)).toHaveAccessibleName('Experiment: Tiny');
  await expect(node(page, 'head-colour')).toBeVisible();
});

test('the same by keyboard alone', async ({ page }) => {
  await openQuiet(page);
  let keys = 0;
  const press = async (...names: readonly string[]) => {
    for (const name of names) await page.keyboard.press(name);
    keys += names.length;
  };
  const listening = page.locator('[role="menu"]:focus, [role="menu"] :focus');
  /** A key that opens a menu at its first row, the letters that lead to another, Enter; then the focus is on what came of it. */
  const choose = async (key: string, letters: readonly string[], choice: string, next: string) => {
    await press(key);
    await expect(listening).toHaveCount(1);
    await press(...letters);
    await expect(page.getByRole('menuitem', { name: choice, exact: true })).toBeFocused();
    await press('Enter');
    await expect(node(page, next)).toBeFocused();
  };
  const goBack = async (next: string) => {
    await press('ArrowLeft');
    await expect(node(page, next)).toBeFocused();
  };

  await press('Tab', 'Tab', 'Tab', 'Tab');
  await expect(experimentMenu(page)).toBeFocused();
  await press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await press('e', 'm');
  await expect(page.getByRole('menuitem', { name: /^Empty canvas/ })).toBeFocused();
  await press('Enter');
  await expect(node(page, 'image')).toBeFocused();
  const toOpen = keys;

  await choose('i', [], 'Conv', 'conv2d-1');
  await choose('i', ['m'], 'Max-pool', 'max-pool-1');
  await choose('i', ['r'], 'Residual', 'activation-1');
  await choose('i', ['g'], 'Global avg-pool', 'global-pool-1');
  await choose('h', ['c'], 'colour', '#loss-colour');
  await goBack('head-colour');
  await choose('h', ['s'], 'size', '#loss-size');
  await goBack('head-size');
  await choose('l', ['l', '2'], 'L2 penalty', '#loss-l2');
  await press('Control+Enter');
  await expectTrained(page);
  console.log(`${keys - toOpen} keys from an empty canvas to a running two-head network, ${toOpen} to the canvas`);

  for (let i = 0; i < 30; i++) await page.keyboard.press('Control+z');
  await expect(experimentMenu(page)).toHaveAccessibleName('Experiment: Tiny');
  for (let i = 0; i < 30; i++) await page.keyboard.press('Control+Shift+z');
  await expect(experimentMenu(page)).toHaveAccessibleName('Experiment: My network');
  await expect(page.getByRole('slider', { name: /^Fader of L2/ })).toBeVisible();
});

test('a layer is inserted by dragging it onto an edge, and a loss by dropping it on a head', async ({ page }) => {
  await openQuiet(page);
  const palette = page.locator('.net-palette');
  const count = await nodes(page).count();
  const zone = page.locator('[data-zone="edge:conv-1→pool-1"]');
  await drag(page, palette.getByRole('button', { name: 'Batch norm' }), zone);
  await expect(nodes(page)).toHaveCount(count + 1);
  await page.keyboard.press('Control+z');
  await expect(nodes(page)).toHaveCount(count);
  await drag(
    page,
    palette.getByRole('button', { name: 'Focal', exact: true }),
    page.locator('[data-zone="node:head-size"]'),
  );
  await expect(page.getByRole('list', { name: 'Channels' }).getByRole('listitem')).toHaveCount(3);
});

test('a broken network says what is wrong, with a fix that mends it', async ({ page }) => {
  await open(page);
  await waitForStep(page, 1);
  await pause(page);
  await node(page, 'flatten').click();
  await page.keyboard.press('Delete');
  await expect(node(page, 'flatten')).toHaveCount(0);
  const problem = page.getByText(/needs a vector, gets 8×8×32/).first();
  await expect(problem).toBeVisible();
  await page.locator('.net-problems summary').click();
  await page.getByRole('button', { name: 'Insert Flatten' }).click();
  await expect(page.getByText(/needs a vector/)).toHaveCount(0);
});

test('the empty canvas shows where to drop: one piece after the other, each to the right of the last', async ({
  page,
}) => {
  await openEmpty(page, 'click');
  const palette = page.locator('.net-palette');
  await expect(page.getByText('Drop a layer here, or press one')).toBeVisible();
  const dropAtEnd = (piece: string, end: string) =>
    drag(page, palette.getByRole('button', { name: piece, exact: true }), page.locator(`[data-zone="end:${end}"]`));
  await dropAtEnd('Conv', 'image');
  await expect(node(page, 'conv2d-1')).toBeVisible();
  await dropAtEnd('Dense', 'conv2d-1');
  await expect(node(page, 'dense-1')).toBeVisible();
  await expect(page.locator('.react-flow__edge[data-id="image→conv2d-1"]')).toBeAttached();
  // 32×32×16 values are too many to flatten: Dense brings an average instead.
  await expect(page.locator('.react-flow__edge[data-id="global-pool-1→dense-1"]')).toBeAttached();
  await node(page, 'dense-1').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(nodes(page)).toHaveCount(1);
  await expect(node(page, 'image')).toBeVisible();
});

test('the keyboard runs and pauses by Space from a fader and a node, and skips to each part', async ({ page }) => {
  await open(page);
  await waitForStep(page, 1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the mixer' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(fader(page, 'colour')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await node(page, 'conv-1').focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('spinbutton', { name: 'Filters' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(node(page, 'conv-1')).toBeFocused();
  await page.getByRole('button', { name: 'Skip to the charts' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Curves' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
});

test('text that is no experiment is refused with its place, and the work stays', async ({ page }) => {
  await openQuiet(page);
  await experimentMenu(page).click();
  await page.getByRole('menuitem', { name: /^Open a file or text/ }).click();
  const dialog = page.getByRole('dialog');
  const layers = [
    { id: 'image', kind: 'input', inputs: [] },
    { id: 'a', kind: 'teleport', inputs: ['image'] },
  ];
  await dialog.getByRole('textbox').fill(JSON.stringify({ version: 1, network: { layers }, losses: [] }));
  await dialog.getByRole('button', { name: /^Open/ }).click();
  await expect(dialog).toContainText('"a" is of the kind "teleport"');
  await page.keyboard.press('Escape');
  await expect(experimentMenu(page)).toHaveAccessibleName('Experiment: Tiny');
  await expect(node(page, 'conv-1')).toBeVisible();
});

test.describe('by touch, on a phone', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('the same network by tapping', async ({ page }) => {
    await openEmpty(page, 'tap');
    await page.getByRole('button', { name: 'Insert', exact: true }).tap();
    const palette = page.getByRole('region', { name: 'Insert' });
    for (const piece of [...pieces, 'colour', 'size']) {
      await palette.getByRole('button', { name: piece, exact: true }).tap();
    }
    await palette.getByRole('button', { name: 'L2 penalty' }).tap();
    await palette.getByRole('button', { name: 'Done' }).tap();
    await expect(palette).toHaveCount(0);
    await page.getByRole('button', { name: 'Run', exact: true }).first().tap();
    await expectTrained(page);
    await undoAll(page);
    await expect(experimentMenu(page)).toHaveAccessibleName('Experiment: Tiny');
  });

  test('every fader stands free beside the loss curve, with a sheet open or not', async ({ page }) => {
    await openQuiet(page);
    const curve = page.locator('.pinned-curve svg.recharts-surface').first();
    for (const target of ['colour', 'size']) {
      await fader(page, target).scrollIntoViewIfNeeded();
      await expect(curve).toBeInViewport({ ratio: 0.9 });
      await expect(fader(page, target)).toBeInViewport({ ratio: 1 });
      // Playwright refuses to hover where something else lies on top.
      await fader(page, target).hover({ timeout: 5000 });
    }
    await page.getByRole('button', { name: 'Training', exact: true }).tap();
    await fader(page, 'size').scrollIntoViewIfNeeded();
    await fader(page, 'size').hover({ timeout: 5000 });
  });
});
