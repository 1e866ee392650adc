import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { enlarge } from './enlarge.ts';
import { openBackend } from './index.ts';

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(() => openBackend(backend, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'));

  test('twice [0, 1] is 0, ¼, ¾, 1', () => {
    const y = enlarge(tf.tensor4d([0, 1], [1, 1, 2, 1]), 2);
    expect(y.shape).toEqual([1, 2, 4, 1]);
    expect([...y.dataSync()]).toEqual([0, 0.25, 0.75, 1, 0, 0.25, 0.75, 1]);
  });

  test('three times an image of 2×3 is what PyTorch makes of it', async () => {
    // torch 2.13: F.interpolate(arange(6).square().view(1, 1, 2, 3), scale_factor=3, mode='bilinear')
    const y = enlarge(tf.tensor4d([0, 1, 4, 9, 16, 25], [1, 2, 3, 1]), 3);
    expect(y.shape).toEqual([1, 6, 9, 1]);
    const [top, bottom] = [
      [0, 0, 1 / 3, 2 / 3, 1, 2, 3, 4, 4],
      [9, 9, 34 / 3, 41 / 3, 16, 19, 22, 25, 25],
    ];
    const expected = [
      top,
      top,
      [3, 3, 4, 5, 6, 23 / 3, 28 / 3, 11, 11],
      [6, 6, 23 / 3, 28 / 3, 11, 40 / 3, 47 / 3, 18, 18],
      bottom,
      bottom,
    ].flat();
    const found = await y.data();
    expect(found.length).toBe(expected.length);
    expect(Math.max(...expected.map((value, k) => Math.abs(value - found[k]!)))).toBeLessThan(1e-5);
  });
});
