/** Memory that is used up: said with what needs less of it, and everything until there is kept. */
import type { Page } from 'playwright/test';
import type { Experiment } from '../src/core/experiment.ts';
import { makeLayer } from '../src/core/make.ts';
import { expect, open, status, test, tiny } from './lab.ts';
import { stored } from './stored.ts';

/** The engine gets so many bytes for its numbers; beyond them its memory refuses to grow, as that of a small machine does. */
async function withMemory(page: Page, bytes: number): Promise<void> {
  await page.route(/assets\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${limitMemory})(${bytes});\n${await response.text()}` });
  });
}

/** Runs in the worker, by its text. */
function limitMemory(bytes: number): void {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 2 ** 16 > bytes)
      throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded');
    return grow.call(this, pages);
  };
}

/** On this, a batch of 512 images of 64×64 needs 46 MiB, one of 256 half of it. */
const limitBytes = 32 * 2 ** 20;

function large(filters: number, batchSize: number): Experiment {
  const layers = tiny.network.layers.map((layer) =>
    layer.id === 'conv-1'
      ? makeLayer('conv-1', 'conv2d', ['image'], { filters, activation: 'relu' as const, stride: 2 })
      : layer,
  );
  const dataset = { ...tiny.dataset, count: 1200, size: 64 };
  const training = { ...tiny.training, batchSize, epochs: 2, evaluateEvery: 20 };
  return { ...tiny, title: 'Large', dataset, network: { layers }, training };
}

const alert = (page: Page) => page.getByRole('alert', { name: 'The run failed' });

test('a batch that the memory does not hold is said; the experiment stays, and a smaller batch trains', async ({
  page,
}) => {
  await withMemory(page, limitBytes);
  await open(page, large(4, 512));
  await expect(alert(page)).toContainText(
    'The memory is used up. Use a smaller batch, smaller images or fewer filters.',
  );
  await expect(status(page)).toContainText('Failed');
  await expect(page.locator('.preset-title')).toHaveText('Large');
  const batch = page.getByRole('spinbutton', { name: 'Batch size', exact: true });
  await expect(batch).toHaveValue('512');
  await alert(page).getByRole('button', { name: 'Run with batch size 256' }).click();
  await expect(batch).toHaveValue('256');
  await expect(status(page)).toContainText('Finished', { timeout: 60_000 });
  await expect(alert(page)).toHaveCount(0);
  const ends = async () => (await stored(page)).map((run) => `${run.status} ${run.rows}`).sort();
  await expect.poll(ends).toEqual(['failed 0', 'finished 6']);
  await page.locator('body').press('Control+z');
  await expect(batch).toHaveValue('512');
});

test('memory that is used up in the middle of a run leaves all its steps until there', async ({ page }) => {
  await withMemory(page, limitBytes);
  // It trains on little, and is evaluated on much after 20 steps.
  await open(page, large(48, 2));
  await expect(alert(page)).toContainText('The memory is used up.');
  await expect(status(page)).toHaveText(/^Failed · step 20 ·/);
  const runs = async () => (await stored(page)).map(({ status: end, rows, lastStep }) => ({ end, rows, lastStep }));
  await expect.poll(runs).toEqual([{ end: 'failed', rows: 20, lastStep: 19 }]);
});
