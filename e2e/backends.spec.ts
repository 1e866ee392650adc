import { browserFlags, findChromium, isEmulated } from '../src/cli/chromium.mjs';
import { expect, open, status, test, tiny, waitForStep, withProcessors } from './lab.ts';

test.use({ launchOptions: { ...findChromium(), args: browserFlags } });

test('trains on each backend when it is chosen by name', async ({ page }) => {
  await open(page, tiny);
  await expect(status(page)).toContainText('Finished');
  for (const [name, label] of [
    ['webgl', 'WebGL'],
    ['wasm', 'WebAssembly'],
    ['webgpu', 'WebGPU'],
    ['cpu', 'Plain JavaScript'],
  ] as const) {
    await test.step(name, async () => {
      await page.getByRole('button', { name: /^Backend:/ }).click();
      await page.getByRole('menuitemradio', { name: new RegExp(`^${label}`) }).click();
      await page.keyboard.press('Escape');
      await page
        .getByRole('button', { name: /^(Run|Resume)$/ })
        .first()
        .click();
      const badge = page.getByRole('button', { name: new RegExp(`^Backend: ${name}`) });
      await expect(badge).toBeVisible({ timeout: 90_000 });
      await expect(status(page)).toContainText('Finished', { timeout: 90_000 });
      // To the end on this backend, and not on one that it fell back to.
      await expect(badge).toBeVisible();
    });
  }
});

// Real graphics rank by what a step takes.
if (isEmulated)
  test('emulated graphics ranks below wasm, and the badge says why', async ({ page }) => {
    await open(page, tiny);
    await expect(page.getByRole('button', { name: /^Backend: wasm/ })).toBeVisible();
    await page.getByRole('button', { name: /^Backend:/ }).click();
    await expect(page.getByRole('menuitemradio', { name: /^WebGPU/ })).toContainText('emulated in software');
  });

test('a script of the threads that does not load once is said, and the next run of the same engine has them', async ({
  page,
}) => {
  await withProcessors(page, 8);
  const script = /assets\/threads-[^/]*\.js$/;
  await page.route(script, (route) => route.abort(), { times: 1 });
  await open(page, { ...tiny, training: { ...tiny.training, epochs: 1000 } });
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('WebAssembly could not start');
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Backend: wasm/ })).toBeVisible();
  await waitForStep(page, 20);
  expect(page.workers().filter((worker) => worker.url().startsWith('blob:')).length).toBeGreaterThan(1);
});

const wasmFile = (which: string) => new RegExp(`tfjs-backend-wasm${which}-[^/-]{8}\\.wasm`);

for (const [needed, processors, others] of [
  ['-simd', 2, ['', '-threaded-simd']],
  ['-threaded-simd', 8, ['', '-simd']],
] as const) {
  test(`with ${processors} processors one file of WebAssembly is needed: lost once it is said, and Try again brings it`, async ({
    page,
  }) => {
    await withProcessors(page, processors);
    for (const other of others) await page.route(wasmFile(other), (route) => route.abort());
    await page.route(wasmFile(needed), (route) => route.abort(), { times: 1 });
    await open(page, { ...tiny, training: { ...tiny.training, epochs: 1000 } });
    const notices = page.getByRole('region', { name: 'Notices' });
    await expect(notices).toContainText(/^WebAssembly could not start\. .+ trains in its place/);
    await notices.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('button', { name: /^Backend: wasm/ })).toBeVisible();
    await expect(notices).toHaveCount(0);
  });
}

test('WebAssembly whose files do not load is said, and can be tried again', async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await open(page, { ...tiny, training: { ...tiny.training, epochs: 1000 } });
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText(/WebAssembly could not start\. .* trains in its place/);
  await page.unroute('**/*.wasm');
  await notices.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: /^Backend: wasm/ })).toBeVisible();
  await expect(notices).toHaveCount(0);
});
