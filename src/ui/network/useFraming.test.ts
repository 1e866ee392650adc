import { expect, test } from 'vitest';
import { framing, isCutOff } from './useFraming.ts';

const network = (width: number, height: number) => ({
  bounds: { x: 0, y: 0, width, height },
  image: { x: 0, y: height - 100, width: 64, height: 64 },
});

test('a network is shown whole, in the middle and not too large, as long as its shape is clear', () => {
  expect(framing(network(400, 200), 1000, 500)).toEqual({ x: 270, y: 135, zoom: 1.15 });
  const whole = framing(network(1800, 400), 936, 400);
  expect(whole).toEqual({ x: 18, y: 100, zoom: 0.5 });
  expect(isCutOff(network(1800, 400).bounds, 936, [whole.x, whole.y, whole.zoom])).toBe(false);
});

test('a longer one starts at the left with the image in the middle, and is known to go on', () => {
  const part = framing(network(3000, 1000), 936, 400);
  expect(part).toEqual({ x: 18, y: -592.2, zoom: 0.85 });
  expect(isCutOff(network(3000, 1000).bounds, 936, [part.x, part.y, part.zoom])).toBe(true);
});

test('everything is shown however small on demand', () => {
  expect(framing(network(9000, 100), 936, 400, 0)).toEqual({ x: 18, y: 195, zoom: 0.1 });
});

test('on a phone it is panned sooner', () => {
  expect(framing(network(590, 100), 390, 300).zoom).toBe(0.85);
});
