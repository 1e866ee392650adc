/** Row 10: frames a second while a node of a long network is dragged, and while the canvas is panned. */
import type { Browser, Page } from 'playwright';
import { makeLayer } from '../../core/make.ts';
import { dense, head, image } from '../../core/templates/draft.ts';
import type { Row } from './row.ts';

const blocks = 20;
const viewport = { width: 1440, height: 900 };

/** Twenty times convolution, batch normalisation, activation; then two heads: 65 layers. */
function longNetwork() {
  const trunk = Array.from({ length: blocks }, (_, i) => [
    makeLayer(`conv-${i}`, 'conv2d', [i === 0 ? 'image' : `relu-${i - 1}`], { filters: 8 }),
    makeLayer(`norm-${i}`, 'batch-norm', [`conv-${i}`]),
    makeLayer(`relu-${i}`, 'activation', [`norm-${i}`]),
  ]).flat();
  const end = [
    makeLayer('flatten', 'flatten', [`relu-${blocks - 1}`]),
    dense('dense', 'flatten', 8),
    head('colour', 'dense', 8),
    head('size', 'dense', 3),
  ];
  return [image, ...trunk, ...end];
}

/** Opens the network by its link, waits for its short run to end, and moves the pointer for two seconds each. */
export async function canvasRow(browser: Browser, url: string): Promise<Row> {
  const layers = longNetwork();
  const patch = { network: layers, dataset: { count: 64, size: 16 }, training: { batchSize: 8, epochs: 1 } };
  const page = await browser.newPage({ viewport });
  await page.goto(`${url}#1/colour-size/j${Buffer.from(JSON.stringify(patch)).toString('base64url')}`);
  await page.locator('.status-text').filter({ hasText: 'Finished' }).waitFor({ timeout: 120_000 });
  const node = await middleOf(page, '.react-flow__node[data-id="norm-2"]');
  const pane = await middleOf(page, '.react-flow');
  const dragFps = await framesPerSecond(page, node);
  const panFps = await framesPerSecond(page, { x: pane.x, y: pane.y - 100 });
  const nodes = await page.locator('.react-flow__node').count();
  await page.close();
  return {
    row: 10,
    what: `${layers.length} layers on the canvas`,
    where: 'Chromium',
    figures: { dragFramesPerSecond: dragFps, panFramesPerSecond: panFps, nodes },
    note: 'Drawn without a graphics card, on a screen of 60 frames a second.',
  };
}

async function middleOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`There is no ${selector} on the page.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Holds the button down on a point and moves around it. */
async function framesPerSecond(page: Page, { x, y }: { readonly x: number; readonly y: number }): Promise<number> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 10, y + 10, { steps: 3 });
  await page.evaluate(() => {
    const counted = { frames: 0, from: performance.now() };
    Object.assign(globalThis, { counted });
    requestAnimationFrame(function count() {
      counted.frames++;
      requestAnimationFrame(count);
    });
  });
  for (let i = 0; i < 130; i++) {
    await page.mouse.move(x + 120 * Math.sin(i / 12), y + 60 * Math.sin(i / 7));
    await page.waitForTimeout(12);
  }
  const rate = await page.evaluate(() => {
    const { frames, from } = Reflect.get(globalThis, 'counted') as { frames: number; from: number };
    return (1000 * frames) / (performance.now() - from);
  });
  await page.mouse.move(x, y);
  await page.mouse.up();
  return rate;
}
