import { expect, test } from 'vitest';
import { datasets } from '../../core/datasets/index.ts';
import { defaultsOf } from '../../core/fields.ts';
import { drawAll } from './samples.ts';
import { fingerprint } from './testing/fingerprint.ts';
import { makeWardrobe } from './wardrobe.ts';

test('a seed has the same bytes in a browser as in Node', () => {
  const options = { ...defaultsOf(datasets.wardrobe.options), count: 64, seed: 7 };
  // The number in wardrobe.test.ts.
  expect(fingerprint(drawAll(makeWardrobe(options), options.count))).toBe(3870335259);
});
