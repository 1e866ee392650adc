import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldMeta } from '../../core/fields.ts';
import { fromSlider, nudge, readNumber, remarkOn, toField, toSlider } from './scale.ts';

const meta = (change: Partial<FieldMeta>): FieldMeta => ({
  control: 'number',
  label: 'A',
  help: 'B',
  default: 1,
  min: 0,
  max: 1,
  ...change,
});
const learningRate = meta({ min: 1e-6, max: 10, scale: 'log' });
const weight = meta({ min: 0, max: 1000, scale: 'log' });
const filters = meta({ control: 'integer', min: 1, max: 512, step: 1, scale: 'log' });
const share = meta({ min: 0.05, max: 0.5, step: 0.05 });
const all = [learningRate, weight, filters, share];

test('the ends of a slider are the ends of the range', () => {
  expect(all.map((one) => [fromSlider(one, 0), fromSlider(one, 1)])).toEqual(all.map(({ min, max }) => [min, max]));
  expect(all.map((one) => [toSlider(one, one.min ?? 0), toSlider(one, one.max ?? 1)])).toEqual(all.map(() => [0, 1]));
});

test('equal ways on a logarithmic slider are equal factors', () => {
  const places = [1e-6, 1e-5, 1e-4, 1e-3].map((value) => toSlider(learningRate, value));
  const steps = places.slice(1).map((place, i) => place - (places[i] ?? 0));
  for (const step of steps) expect(step).toBeCloseTo(1 / 7, 9);
});

test('every place of a slider gives a value in range, whole where it must be', () => {
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.double({ min: 0, max: 1, noNaN: true }), (one, place) => {
      const value = fromSlider(one, place);
      expect(value).toBeGreaterThanOrEqual(one.min ?? 0);
      expect(value).toBeLessThanOrEqual(one.max ?? 1);
      if (one.control === 'integer') expect(Number.isInteger(value)).toBe(true);
    }),
  );
});

test('a value that is typed is brought into range', () => {
  expect([toField(filters, 12.6), toField(filters, 9999), toField(share, -1), toField(learningRate, 3e-4)]).toEqual([
    13, 512, 0.05, 3e-4,
  ]);
});

test('arrow keys step by the field: by one, by its step, by a tenth of a decade', () => {
  expect([nudge(filters, 16, 1), nudge(filters, 1, -1), nudge(share, 0.2, 1)]).toEqual([17, 1, 0.25]);
  expect([nudge(learningRate, 1e-3, 10), nudge(learningRate, 1e-3, 1)]).toEqual([0.01, 1.3e-3]);
});

test('a logarithmic field reaches its zero and leaves it again', () => {
  expect(nudge(weight, 1e-4, -1)).toBe(0);
  expect(nudge(weight, 0, 1)).toBe(1e-4);
});

const images = meta({ control: 'integer', min: 1, max: 2_000_000 });

test.each<[string, FieldMeta, number | undefined]>([
  ['1,000', images, 1000],
  ['1.000', images, 1000],
  ['1,250,000', images, 1_250_000],
  ['1.250.000', images, 1_250_000],
  ['1 000', images, 1000],
  ["12'000", images, 12_000],
  ['10000', images, 10_000],
  ['1,00', images, 1],
  ['1,000', weight, 1000],
  ['1,500', weight, 1.5],
  ['1.500', weight, 1.5],
  ['0,500', weight, 0.5],
  ['1,234.5', weight, 1234.5],
  ['-1,000', weight, -1000],
  ['1e-3', learningRate, 1e-3],
  ['3,5e-4', learningRate, 3.5e-4],
  ['1,2,3', images, undefined],
  ['1 2', images, undefined],
])('a typed %s is read as a person means it', (text, field, value) => {
  expect(readNumber(field, text)).toBe(value);
});

test.each<[string, FieldMeta, string | undefined]>([
  ['1,000', images, 'Read as 1,000.'],
  ['4.000', images, 'Read as 4,000.'],
  ['1 000', images, undefined],
  ['1,500', weight, undefined],
  ['512', filters, undefined],
  ['513', filters, '512 is the most.'],
  ['1e400', filters, '512 is the most.'],
  ['0', filters, '1 is the least.'],
  ['1,5', filters, 'Whole numbers only.'],
  ['many', filters, '"many" is not a number.'],
  [' ', filters, undefined],
  ['0,5', share, undefined],
  ['0.51', share, '0.5 is the most.'],
  ['0', learningRate, '1e-6 is the least.'],
  ['-1', weight, '0 is the least.'],
])('a typed %s is remarked on where it is not taken as it stands', (text, field, remark) => {
  expect(remarkOn(field, text)).toBe(remark);
});
