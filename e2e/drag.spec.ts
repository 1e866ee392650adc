/** Every gesture of the mouse on the canvas, the palettes and the desk. The run is over first: it would want the cores. */
import type { Locator, Page } from 'playwright/test';
import { drag, expect, openQuiet, test } from './lab.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const wire = (page: Page, from: string, to: string) => page.locator(`.react-flow__edge[data-id="${from}→${to}"]`);
const notice = (page: Page) => page.locator('.net-notice');
const zone = (page: Page, id: string) => page.locator(`[data-zone="${id}"]`);
const piece = (page: Page, name: string | RegExp) =>
  page.locator('.net-palette').getByRole('button', { name, exact: true });
const channels = (page: Page) => page.getByRole('list', { name: 'Channels' }).getByRole('listitem');
const order = (page: Page) => channels(page).evaluateAll((all) => all.map((one) => one.getAttribute('data-loss')));

async function openDrawn(page: Page): Promise<void> {
  await openQuiet(page);
  await expect(wire(page, 'conv-1', 'pool-1')).toBeAttached();
  await expect(channels(page)).toHaveCount(2);
}

async function undo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
}

test('wires go from handle to handle, and a layer leaves its chain, by mouse', async ({ page }) => {
  await openDrawn(page);
  const source = (id: string) => node(page, id).locator('.react-flow__handle.source');
  const target = (id: string) => node(page, id).locator('.react-flow__handle.target');
  const pull = (from: string, to: string) =>
    drag(page, source(from), target(to), node(page, to).locator('.connectingto'));

  await pull('conv-1', 'flatten');
  await expect(wire(page, 'conv-1', 'flatten')).toBeAttached();
  await expect(wire(page, 'pool-1', 'flatten')).toHaveCount(0);
  await undo(page);
  await expect(wire(page, 'pool-1', 'flatten')).toBeAttached();

  await pull('flatten', 'conv-1');
  await expect(notice(page)).toContainText('would close a circle');
  await expect(wire(page, 'image', 'conv-1')).toBeAttached();

  await pull('conv-1', '#loss-size');
  await expect(wire(page, 'conv-1', '#loss-size')).toBeAttached();
  await undo(page);
  await expect(wire(page, 'head-size', '#loss-size')).toBeAttached();

  await dragBy(page, node(page, 'pool-1'), 0, 150);
  await expect(wire(page, 'conv-1', 'flatten')).toBeAttached();
  await expect(node(page, 'pool-1')).toBeVisible();
  await expect(wire(page, 'conv-1', 'pool-1')).toHaveCount(0);

  await drag(page, node(page, 'pool-1'), zone(page, 'edge:image→conv-1'));
  await expect(wire(page, 'pool-1', 'conv-1')).toBeAttached();
  await undo(page);
  await undo(page);
  await expect(wire(page, 'conv-1', 'pool-1')).toBeAttached();
});

test('losses, penalties and heads go where they are dropped', async ({ page }) => {
  await openDrawn(page);
  await drag(page, piece(page, 'Focal'), page.locator('[data-desk]'));
  await expect.poll(() => order(page)).toEqual(['colour', 'size', 'colour-softmax-focal']);
  await drag(page, piece(page, 'Focal'), piece(page, /^size/));
  await expect.poll(() => order(page)).toContain('size-softmax-focal');
  await drag(page, piece(page, 'L2 penalty'), zone(page, 'node:conv-1'));
  await expect(channels(page).nth(4)).toContainText('L2Conv');
  await drag(page, piece(page, 'L1 penalty'), zone(page, 'trunk'));
  await expect(channels(page).nth(5)).toContainText('shared');
  await drag(page, piece(page, 'garment'), zone(page, 'node:pool-1'));
  await expect(wire(page, 'head-garment', '#loss-garment')).toBeAttached();
});

test('channels are sorted by mouse, and one pulled out of the desk is removed until undo', async ({ page }) => {
  await openDrawn(page);
  const grip = (id: string) => page.locator(`[data-loss="${id}"] .channel-grip`);
  const [from, to] = [await grip('colour').boundingBox(), await grip('size').boundingBox()];
  if (!from || !to) throw new Error('A channel has no grip.');
  // To where the other stood: it makes room, and a drag that followed its grip would lead back.
  await dragBy(
    page,
    grip('colour'),
    to.x - from.x,
    to.y - from.y,
    page.locator('[data-loss="size"][style*="translate"]'),
  );
  await expect.poll(() => order(page)).toEqual(['size', 'colour']);
  await undo(page);
  await expect.poll(() => order(page)).toEqual(['colour', 'size']);

  await dragBy(page, grip('size'), -500, 0);
  await expect.poll(() => order(page)).toEqual(['colour']);
  await expect(node(page, '#loss-size')).toHaveCount(0);
  await expect(notice(page)).toContainText('Undo brings it back');
  await undo(page);
  await expect.poll(() => order(page)).toEqual(['colour', 'size']);
});

test('several layers are chosen, copied, pasted and doubled by keyboard', async ({ page }) => {
  await openDrawn(page);
  const all = page.locator('.react-flow__node-layer');
  const before = await all.count();
  await node(page, 'conv-1').click();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(node(page, 'pool-1')).toBeFocused();
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(2);

  await page.keyboard.press('Control+c');
  await expect(notice(page)).toContainText('2 layers copied');
  await page.keyboard.press('Control+v');
  await expect(all).toHaveCount(before + 2);
  await page.keyboard.press('Control+z');
  await expect(all).toHaveCount(before);
  await expect(node(page, 'image')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(node(page, 'conv-1')).toBeFocused();
  await page.keyboard.press('Control+d');
  await expect(all).toHaveCount(before + 1);
  await expect(wire(page, 'conv-1', 'conv-2')).toBeAttached();
});

/** Drags something by so many pixels and lets go, where it is given once `shows` shows that the drag was heard. */
async function dragBy(page: Page, from: Locator, dx: number, dy: number, shows?: Locator): Promise<void> {
  const box = await from.boundingBox();
  if (!box) throw new Error('Nothing to drag.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx, y + dy, { steps: 8 });
  if (shows) {
    let slip = 0;
    await expect
      .poll(async () => {
        slip = 1 - slip;
        await page.mouse.move(x + dx + slip, y + dy);
        return shows.count();
      })
      .toBe(1);
  }
  await page.mouse.up();
}
