import { expect, test } from 'vitest';
import { defaultExperiment, presetOf } from '../presets.ts';
import { append, emptyTable } from '../run/metrics.ts';
import { type Arm, type Measured, marginOf, measure, type RunEffect } from './effect.ts';
import { presetEffects } from './ofPresets.ts';

const run = (values: readonly number[]): Measured => {
  const columns = { step: Float32Array.from(values.keys()), 'loss:a': Float32Array.from(values) };
  return { train: append(emptyTable, columns), validation: emptyTable };
};
// Ten rows: the last fifth are two. A row without a value is left out.
const runs: Readonly<Record<string, Measured>> = {
  one: run([9, 8, 7, 6, 5, 4, 3, 2, 1, 2]),
  two: run([9, 8, 7, 6, 5, 4.5, 3, 2, 1, 2]),
  gaps: run([Number.NaN, 4, Number.NaN, 2]),
};
const named = (title: string, steps = 10): Arm => ({ experiment: { ...defaultExperiment, title }, steps });
const runOf = ({ experiment: { title } }: Arm): Measured => {
  const found = runs[title];
  if (!found) throw new Error(title);
  return found;
};
const effect = (change: Pick<RunEffect, 'measure'> & Partial<RunEffect>): RunEffect => ({
  of: 'colour-size',
  claim: 'A claim.',
  arms: { one: named('one'), two: named('two'), gaps: named('gaps'), start: named('one', 5) },
  ...change,
});
const reading = (name: string, at: 'end' | 'mean' | 'lowest' | 'highest') =>
  ({ arm: name, table: 'train', column: 'loss:a', at }) as const;

test.each([
  ['the mean of the last fifth', effect({ measure: reading('one', 'end') }), 1.5],
  ['the mean of all', effect({ measure: reading('one', 'mean') }), 4.7],
  ['the mean of the rows that have a value', effect({ measure: reading('gaps', 'mean') }), 3],
  ['the lowest', effect({ measure: reading('one', 'lowest') }), 1],
  ['the highest', effect({ measure: reading('one', 'highest') }), 9],
  ['of its first steps alone', effect({ measure: reading('start', 'lowest') }), 5],
  ['a difference', effect({ measure: reading('two', 'mean'), minus: reading('one', 'mean') }), 0.05],
  [
    'the largest distance of two curves',
    effect({ measure: { between: ['one', 'two'], table: 'train', column: 'loss:a' } }),
    0.5,
  ],
])('an effect is read off its runs: %s', (_, of, value) => {
  expect(measure(of, runOf)).toBeCloseTo(value, 6);
});

test('curves of different lengths have no distance, and no margin', () => {
  const of = effect({ measure: { between: ['one', 'gaps'], table: 'train', column: 'loss:a' }, atMost: 1 });
  expect(measure(of, runOf)).toBeNaN();
  expect(marginOf(of, measure(of, runOf))).toBeNaN();
});

test('a column without numbers is no zero', () => {
  const of = effect({ measure: { ...reading('one', 'end'), table: 'validation' } });
  expect(() => measure(of, runOf)).toThrow('The run "one" has no loss:a in its table validation.');
});

test.each([
  [{ atLeast: 1 }, 3, 2],
  [{ atLeast: 1 }, 0.5, -0.5],
  [{ atMost: 1 }, 3, -2],
  [{ atLeast: -1, atMost: 2 }, 1.5, 0.5],
  [{ atLeast: -1, atMost: 2 }, Number.NaN, Number.NaN],
])('the margin of %o at %d is %d', (bounds, value, margin) => {
  expect(marginOf(effect({ measure: reading('one', 'end'), ...bounds }), value)).toBe(margin);
});

test.each(presetEffects.map((one) => [one.of, one.claim, one] as const))('%s: %s can be read', (of, claim, one) => {
  expect(presetOf(of)).toBeDefined();
  expect(claim).toMatch(/^[A-Z0-9].*\.$/);
  expect(one.atLeast ?? one.atMost).toBeDefined();
  const named = 'between' in one.measure ? one.measure.between : [one.measure.arm];
  const used = [...named, ...(one.minus ? [one.minus.arm] : [])];
  expect(new Set(used)).toEqual(new Set(Object.keys(one.arms)));
});

test('every claim is made once', () => {
  const claims = presetEffects.map(({ of, claim }) => `${of}: ${claim}`);
  expect(new Set(claims).size).toBe(claims.length);
});
