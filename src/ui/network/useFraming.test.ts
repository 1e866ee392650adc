import { expect, test } from 'vitest';
import { beyond, distanceOf, framing, framingLimits } from './useFraming.ts';

const network = (width: number, height: number) => ({
  bounds: { x: 0, y: 0, width, height },
  image: { x: 0, y: height - 100, width: 64, height: 64 },
});

test('a network is shown whole, in the middle and not too large, as long as its shape is clear', () => {
  expect(framing(network(400, 200), 1000, 500)).toEqual({ x: 270, y: 148, zoom: 1.15 });
  const whole = framing(network(1800, 400), 936, 400);
  expect(whole).toEqual({ x: 18, y: 113, zoom: 0.5 });
  expect(beyond(network(1800, 400).bounds, { width: 936, height: 400 }, [whole.x, whole.y, whole.zoom])).toBe('');
});

test('a longer one starts at the left with the image in the middle, and is known to go on', () => {
  const part = framing(network(3000, 1000), 936, 400);
  expect(part).toEqual({ x: 18, y: -579.2, zoom: 0.85 });
  expect(beyond(network(3000, 1000).bounds, { width: 936, height: 400 }, [part.x, part.y, part.zoom])).toBe('↑ →');
});

test('everything is shown however small on demand', () => {
  expect(framing(network(9000, 100), 936, 400, 0)).toEqual({ x: 18, y: 208, zoom: 0.1 });
});

test('every side on which there is more is named', () => {
  const { bounds } = network(1000, 1000);
  const room = { width: 400, height: 300 };
  expect(beyond(bounds, room, [0, 0, 0.3])).toBe('');
  expect(beyond(bounds, room, [-300, -300, 1])).toBe('← ↑ ↓ →');
  expect(beyond(bounds, room, [0, -700, 1])).toBe('↑ →');
});

test('letters on nodes are at least 8 px as long as everything is framed', () => {
  const letters = { near: 12, far: 18, farther: 24 };
  for (const zoom of [1, 0.67, 0.64, 0.46, 0.44, framingLimits.leastZoom]) {
    expect(letters[distanceOf(zoom)] * zoom).toBeGreaterThan(7.7);
  }
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
