/** Frames of Loss Mixer in a page of another origin, in a browser that keeps nothing, and the page of examples. */
import AxeBuilder from '@axe-core/playwright';
import type { Frame, Locator, Page } from 'playwright/test';
import { encodeLink } from '../src/ui/link/url.ts';
import { type Host, serve, servePage } from './host.ts';
import { expect, test, tiny } from './lab.ts';

/** Frames of such addresses, the heights that they tell, and room to scroll. */
function postWith(addresses: readonly string[]): string {
  const frames = addresses.map(
    (src, i) => `<iframe id="f${i}" src="${src}" title="Figure ${i}" width="800" height="200"></iframe>`,
  );
  return `<script>
    const told = {};
    addEventListener('message', ({ data, source }) => {
      const frame = [...document.querySelectorAll('iframe')].find((one) => one.contentWindow === source);
      if (data.type !== 'loss-mixer:size') throw new Error(JSON.stringify(data));
      (told[frame.id] ??= []).push(data.height);
      frame.style.height = data.height + 'px';
    });
  </script><main><h1>A post</h1>${frames.join('\n')}</main><div style="height: 3000px"></div>`;
}

let host: Host | undefined;
test.afterEach(() => host?.stop());

const told = (page: Page) => page.evaluate<Readonly<Record<string, readonly number[]>>>('told');
const runButton = (frame: Frame) => frame.getByRole('button', { name: /^(Run|Pause|Resume|Run again)$/ });

async function frameOf(page: Page, id: string): Promise<Frame> {
  const element = await page.waitForSelector(`#${id}`);
  // A browser draws nothing in a frame of another site that is out of sight.
  await element.scrollIntoViewIfNeeded();
  const frame = await element.contentFrame();
  if (!frame) throw new Error(`${id} is no frame.`);
  await expect(runButton(frame)).toHaveText('Run');
  return frame;
}

test('five frames of another origin start nothing; one that is clicked trains by itself', async ({ page, baseURL }) => {
  // Where a browser forbids storage, it throws.
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The storage is forbidden.', 'SecurityError');
        },
      });
  });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const link = encodeLink(tiny);
  const addresses = [
    `?embed${link}`,
    '?embed#1/loss-and-l2',
    '?embed#1/u-net',
    '?embed&theme=dark#1/mgda',
    '?embed#learn/one-loss',
  ];
  host = await servePage(postWith(addresses.map((address) => `${baseURL}/${address}`)));
  await page.goto(host.url);
  const frames = [];
  for (const id of ['f0', 'f1', 'f2', 'f3', 'f4']) frames.push(await frameOf(page, id));
  const [first, second, , dark, lesson] = frames;
  if (!first || !second || !dark || !lesson) throw new Error('no frames');

  await expect(first.getByRole('heading', { name: 'Tiny' })).toBeVisible();
  await expect(first.locator('.embed-still .network-picture rect').first()).toBeVisible();
  await expect(first.locator('.loss-equation .katex').first()).toBeVisible();
  await expect(dark.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(first.locator('html')).not.toHaveAttribute('data-theme');
  await expect(lesson.getByRole('alert')).toHaveText('A lesson needs the whole page. Open it in Loss Mixer.');
  expect(await first.evaluate('crossOriginIsolated')).toBe(false);
  expect(page.workers()).toEqual([]);
  expect(asked.filter((url) => /worker|wasm|Curves|recharts/.test(url))).toEqual([]);

  // What is typed into a figure is left to the browser, which scrolls the page around it by these keys.
  const kept = await first.evaluate(
    (keys) => {
      const typed = keys.map((key) => new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      return typed.filter((event) => !document.body.dispatchEvent(event)).map(({ key }) => key);
    },
    [' ', 'PageDown', 'ArrowDown', 'End', '?', 'r', '.'],
  );
  expect(kept).toEqual([]);
  await page.locator('#f0').scrollIntoViewIfNeeded();
  await expect(runButton(first)).toHaveText('Run');

  await first.locator('.embed-still').click();
  await expect(runButton(first)).toHaveText('Run again', { timeout: 60_000 });
  await expect(first.getByRole('figure', { name: 'Losses' }).locator('.chart-current path').first()).toBeVisible();
  await expect(first.locator('.embed-status')).toHaveText('step 12 of 12');
  expect(page.workers()).toHaveLength(1);
  await expect(runButton(second)).toHaveText('Run');

  const open = first.getByRole('link', { name: /^Open in Loss Mixer/ });
  await expect(open).toHaveAttribute('href', `./${link}`);
  await expect(open).toHaveAttribute('target', '_blank');
  await first.getByRole('slider', { name: /^Fader of colour/ }).press('ArrowDown');
  await expect(open).not.toHaveAttribute('href', `./${link}`);

  const heights = await told(page);
  expect(Object.keys(heights).toSorted()).toEqual(['f0', 'f1', 'f2', 'f3', 'f4']);
  for (const [id, all] of Object.entries(heights)) {
    expect(all.at(-1), id).toBeGreaterThan(200);
    expect(
      all.filter((height, i) => height === all[i - 1]),
      id,
    ).toEqual([]);
    const element = page.locator(`#${id}`);
    expect(await element.evaluate((one) => one.clientHeight)).toBe(all.at(-1));
  }
  const scrolls = await Promise.all(
    frames.map((frame) => frame.evaluate('document.documentElement.scrollHeight - innerHeight')),
  );
  expect(scrolls).toEqual([0, 0, 0, 0, 0]);
});

test('the page of examples works from any folder, and its figures have their heights, also on a phone', async ({
  page,
}) => {
  host = await serve();
  await page.goto(`${host.url}embed.html`);
  const hasItsHeight = async (element: Locator) => {
    await element.scrollIntoViewIfNeeded();
    const figure = element.contentFrame().locator('.embed');
    await expect(figure).toBeVisible();
    const height = () => figure.evaluate((one) => Math.ceil(one.getBoundingClientRect().height));
    await expect.poll(async () => (await element.evaluate((one) => one.clientHeight)) - (await height())).toBe(0);
    return height();
  };
  const wide = await hasItsHeight(page.locator('iframe').first());
  await hasItsHeight(page.locator('iframe.narrow'));
  expect(page.workers()).toEqual([]);
  const { violations } = await new AxeBuilder({ page }).exclude('iframe:nth-of-type(n+2)').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await hasItsHeight(page.locator('iframe').first())).toBeGreaterThan(wide);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
});
