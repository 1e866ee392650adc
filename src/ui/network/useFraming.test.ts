import { expect, test } from 'vitest';
import { framing, framingLimits, isCutOff } from './useFraming.ts';

const network = (width: number, height: number) => ({
  bounds: { x: 0, y: 0, width, height },
  image: { x: 0, y: height - 100, width: 64, height: 64 },
});

test('a network is shown whole, in the middle and not too large, as long as its shape is clear', () => {
  expect(framing(network(400, 200), 1000, 500)).toEqual({ x: 270, y: 148, zoom: 1.15 });
  const whole = framing(network(1800, 400), 936, 400);
  expect(whole).toEqual({ x: 18, y: 113, zoom: 0.5 });
  expect(isCutOff(network(1800, 400).bounds, 936, [whole.x, whole.y, whole.zoom])).toBe(false);
});

test('a longer one starts at the left with the image in the middle, and is known to go on', () => {
  const part = framing(network(3000, 1000), 936, 400);
  expect(part).toEqual({ x: 18, y: -579.2, zoom: 0.85 });
  expect(isCutOff(network(3000, 1000).bounds, 936, [part.x, part.y, part.zoom])).toBe(true);
});

test('everything is shown however small on demand', () => {
  expect(framing(network(9000, 100), 936, 400, 0)).toEqual({ x: 18, y: 208, zoom: 0.1 });
});

test('on a phone it is panned sooner', () => {
  expect(framing(network(590, 100), 390, 300).zoom).toBe(0.85);
});

test('nothing lies under the bars above and below', () => {
  const bars = { ...framingLimits, top: 90, bottom: 60 };
  for (const [width, height] of [
    [400, 700],
    [4000, 50],
    [1000, 240],
  ] as const) {
    const { y, zoom } = framing(network(width, height), 936, 330, 0, bars);
    expect(y).toBeGreaterThanOrEqual(90);
    expect(y + height * zoom).toBeLessThanOrEqual(330 - 60 + 1e-9);
  }
});
