import { describe, expect, it } from 'vitest';
import type { Parts } from './parts.ts';
import { asLongAsSum, lengthsOf, scale } from './weighing.ts';

/** Gradients of two rows over three shared weights and two of the heads. */
const shared = [
  [1, -2, 0.5],
  [3, 1, -1],
];
const heads = [
  [2, 0],
  [0, -0.5],
];
const gramianOf = (rows: number[][]) => rows.map((a) => rows.map((b) => a.reduce((sum, x, k) => sum + x * b[k]!, 0)));
const combined = (rows: number[][], weights: number[]) =>
  rows[0]!.map((_, k) => rows[0]![k]! * weights[0]! + rows[1]![k]! * weights[1]!);

describe('the length of the sum', () => {
  const weights = [0.3, 1.2];

  it('makes the update over the shared weights as long as the plain sum of the gradients', () => {
    const length = asLongAsSum(lengthsOf({ gramian: gramianOf(shared) }, { weights }));
    expect(length * Math.hypot(...combined(shared, weights))).toBeCloseTo(Math.hypot(...combined(shared, [1, 1])), 12);
  });

  it('counts the heads where their Gramian was read', () => {
    const length = asLongAsSum(lengthsOf({ gramian: gramianOf(shared), own: gramianOf(heads) }, { weights }));
    const all = shared.map((row, i) => [...row, ...heads[i]!]);
    expect(length * Math.hypot(...combined(all, weights))).toBeCloseTo(Math.hypot(...combined(all, [1, 1])), 12);
  });

  it('takes the length of an update that is no combination', () => {
    const update = Float64Array.of(0, 3, 4);
    const length = asLongAsSum(lengthsOf({ gramian: gramianOf(shared) }, { weights, update }));
    expect(length * 5).toBeCloseTo(Math.hypot(...combined(shared, [1, 1])), 12);
  });

  it('leaves an update of nothing, and one that was not measured, as it is', () => {
    expect(asLongAsSum(lengthsOf({ gramian: gramianOf(shared) }, { weights: [0, 0] }))).toBe(1);
    expect(asLongAsSum(lengthsOf({}, { weights }))).toBe(1);
  });
});

describe('the weights of a step', () => {
  const parts: Parts = {
    weighed: ['a', 'b'],
    added: ['l2'],
    active: [],
    shared: [{ start: 0, end: 3 }],
    sharedByLayer: new Map(),
    own: [],
    reach: new Map(),
  };
  const terms = ['a', 'silent', 'l2', 'b'];
  const rows = { ids: ['a', 'b'], factors: [2, 0.5] };
  const faders = { a: 2, silent: 0, l2: 0.01, b: 0.5 };
  const answer = { weights: [0.25, 4], offset: 0 };

  it('are of the losses: length times answer times factor, the fader of an added penalty, 0 for the silent', () => {
    const { weights, own } = scale({ terms, parts }, rows, {}, answer, { faders, length: 3, givesOwn: false });
    expect(weights).toEqual([3 * 0.25 * 2, 0, 0.01, 3 * 4 * 0.5]);
    expect(own).toEqual(weights);
  });

  it('are the factors alone where each loss trains its own head', () => {
    const { own } = scale({ terms, parts }, rows, {}, answer, { faders, length: 3, givesOwn: true });
    expect(own).toEqual([2, 0, 0.01, 0.5]);
  });

  it('say what the rescaled update does to each row', () => {
    const gramian = gramianOf(shared);
    const { measurement } = scale({ terms, parts }, rows, { gramian }, answer, { faders, length: 3, givesOwn: false });
    const update = combined(shared, answer.weights).map((value) => 3 * value);
    const descent = shared.map((row) => row.reduce((sum, x, k) => sum + x * update[k]!, 0));
    const lengths = {
      a: expect.closeTo(3 * 0.25 * Math.hypot(...shared[0]!), 12),
      b: expect.closeTo(3 * 4 * Math.hypot(...shared[1]!), 12),
    };
    const { weights } = answer;
    expect(measurement).toEqual({ terms: ['a', 'b'], isShared: true, gramian, weights, lengths, descent });
  });
});
