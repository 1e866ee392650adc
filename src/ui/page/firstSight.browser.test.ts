/** What runs in the page by its text alone is evaluated here without the module around it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { distanceOf, framing, framingLimits } from '../network/useFraming.ts';
import { chooseFirstSight, type Known } from './firstSight.ts';
import { savedLayouts } from './pieces.ts';
import { sayLost, watchEntry } from './sayLost.ts';

const network = { bounds: { x: 0, y: 0, width: 900, height: 300 }, image: { x: 0, y: 100, width: 64, height: 64 } };
const known: Known = { wideQuery: '(min-width: 1px)', savedLayouts, network, framingLimits };
const drawn = (words: string) =>
  `<div class="page">${words}<div class="net" style="width: 400px; height: 200px"><i class="react-flow__viewport"></i></div></div>`;

let place: HTMLElement;

beforeEach(() => {
  place = document.createElement('div');
  place.innerHTML = `<div id="root">${drawn('wide')}</div><template id="narrow">${drawn('narrow')}</template>`;
  document.body.append(place);
});

afterEach(() => {
  place.remove();
  for (const left of document.querySelectorAll('.lost, script[src*="nothing-is-here"]')) left.remove();
  history.replaceState(null, '', location.pathname + location.search);
  localStorage.clear();
});

/** The function as a page has it that was sent nothing but the text. */
function alone<T>(text: T): T {
  return new Function(`return (${text});`)();
}

const root = () => place.querySelector('#root');
const choose = (more: Partial<Known> = {}) =>
  alone(chooseFirstSight)({ ...known, ...more }, alone(framing), alone(distanceOf));

test('the page of wide screens stays, the network framed as the page will frame it', () => {
  choose();
  expect(root()?.textContent).toBe('wide');
  expect(place.querySelector('#narrow')).toBe(null);
  const viewport = place.querySelector<HTMLElement>('.react-flow__viewport');
  expect(viewport?.style.transform).toBe('translate(18px, 0.8px) scale(0.85)');
});

test('on narrow screens the narrow page takes its place', () => {
  choose({ wideQuery: '(max-width: 1px)' });
  expect(root()?.textContent).toBe('narrow');
});

test.each([
  ['a link', () => history.replaceState(null, '', '#1/colour-size')],
  ['panels of other sizes', () => localStorage.setItem(`${savedLayouts}columns`, '{}')],
])('with %s a sentence stands there instead, never nothing', (_, come) => {
  come();
  choose();
  expect(root()?.querySelector('.page')).toBe(null);
  expect(root()?.textContent).toBe('Loss Mixer opens your experiment …');
});

test('an entry that cannot be fetched is asked for once more, and then the page says it with a button', async () => {
  alone(watchEntry)(alone(sayLost));
  const entry = document.createElement('script');
  entry.type = 'module';
  entry.src = '/nothing-is-here.js';
  document.head.append(entry);
  await expect
    .poll(() => document.querySelector('.lost')?.textContent, { timeout: 10_000 })
    .toContain('Loss Mixer could not be loaded.');
  expect(document.querySelector('.lost button')?.textContent).toBe('Load the page again');
  expect(document.querySelectorAll('script[src*="nothing-is-here"]')).toHaveLength(2);
});
