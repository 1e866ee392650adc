import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planeOf } from '../plane/index.ts';
import { sideOfFront, standings } from './front.ts';
import { hypervolume, hypervolumeShare, usualBox } from './hypervolume.ts';

const points = (size: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: size, maxLength: size }), { maxLength: 7 });

describe('standings', () => {
  test('front, dominated, duplicates, and what is no number', () => {
    expect(
      standings([
        [1, 5],
        [2, 4],
        [2, 5],
        [1, 5],
        [5, 1],
        [Number.NaN, 0],
        [0, Number.POSITIVE_INFINITY],
        [2, 5],
      ]),
    ).toEqual([
      { kind: 'front' },
      { kind: 'front' },
      { kind: 'dominated' },
      { kind: 'front', duplicateOf: 0 },
      { kind: 'front' },
      { kind: 'excluded' },
      { kind: 'excluded' },
      { kind: 'dominated', duplicateOf: 2 },
    ]);
    expect(standings([])).toEqual([]);
  });

  test('a point is dominated exactly where one of the front is no worse anywhere and another', () => {
    fc.assert(
      fc.property(points(3), (list) => {
        const stand = standings(list);
        const front = list.filter((_, i) => stand[i]?.kind === 'front').map((point) => point.join());
        for (const [i, point] of list.entries()) {
          const isBeaten = front.some((text) => {
            const other = text.split(',').map(Number);
            return text !== point.join() && other.every((value, k) => value <= point[k]!);
          });
          expect(stand[i]?.kind).toBe(isBeaten ? 'dominated' : 'front');
        }
      }),
    );
  });
});

/** The volume of a union of boxes by inclusion and exclusion: the definition. */
function volume(list: readonly (readonly number[])[], reference: readonly number[]): number {
  let sum = 0;
  for (let subset = 1; subset < 2 ** list.length; subset++) {
    const members = list.filter((_, i) => subset & (1 << i));
    const box = reference.reduce((v, r, k) => v * Math.max(0, r - Math.max(...members.map((point) => point[k]!))), 1);
    sum += members.length % 2 === 1 ? box : -box;
  }
  return sum;
}

describe('the hypervolume', () => {
  test.each([2, 3, 4, 5])('is the volume of the union of the boxes, for %i losses', (size) => {
    const reference = [5, 6, 5, 6, 4].slice(0, size);
    fc.assert(
      fc.property(points(size), (list) => {
        expect(hypervolume(list, reference)).toBeCloseTo(volume(list, reference), 9);
      }),
    );
  });

  /** Seven points each, their volume below (1, …) by inclusion and exclusion in NumPy. */
  test.each<[number, number[][]]>([
    [
      0.74887,
      [
        [0.886, 0.889],
        [0.567, 0.314],
        [0.059, 0.422],
        [0.449, 0.05],
        [0.054, 1.099],
        [0.718, 0.258],
        [0.478, 1.072],
      ],
    ],
    [
      0.3261213909999999,
      [
        [0.987, 0.929, 0.432],
        [0.542, 0.744, 0.067],
        [0.611, 0.299, 0.968],
        [0.071, 0.747, 0.957],
        [0.25, 0.985, 0.959],
        [0.02, 0.778, 0.001],
        [0.554, 0.48, 0.224],
      ],
    ],
    [
      0.05846477041799997,
      [
        [0.357, 0.887, 0.348, 0.164],
        [0.768, 0.493, 0.879, 0.259],
        [0.352, 0.88, 0.558, 0.557],
        [0.26, 0.016, 1.027, 0.094],
        [0.929, 0.405, 1.046, 0.439],
        [1.03, 0.612, 0.264, 0.816],
        [0.742, 0.753, 0.51, 0.244],
      ],
    ],
  ])('is %f for pinned points', (expected, list) => {
    expect(
      hypervolume(
        list,
        list[0]!.map(() => 1),
      ),
    ).toBeCloseTo(expected, 12);
  });

  test('of the known fronts is what it is: ZDT1 2/3, ZDT2 1/3, Fonseca–Fleming 0.34212', () => {
    const of = (kind: 'zdt1' | 'zdt2' | 'fonseca-fleming', count: number) => {
      const problem = planeOf(kind);
      return hypervolume(
        problem
          .paretoSet(count)
          .flat()
          .map((x) => problem.at(x, {}).losses),
        [1, 1],
      );
    };
    // A staircase of n points lacks about 1/(2n).
    expect(of('zdt1', 20_001)).toBeCloseTo(2 / 3, 4);
    expect(of('zdt2', 20_001)).toBeCloseTo(1 / 3, 4);
    expect(of('fonseca-fleming', 20_001)).toBeCloseTo(0.34212, 4);
  });

  test('of the two ends of Fonseca–Fleming alone, (0, 1 − e⁻⁴) and its mirror image, is 0.0363', () => {
    const end = 1 - Math.exp(-4);
    expect(
      hypervolume(
        [
          [0, end],
          [end, 0],
        ],
        [1, 1],
      ),
    ).toBeCloseTo(0.0363, 5);
  });

  test('is in units of the box, with the points beyond it listed', () => {
    const { share, beyond } = hypervolumeShare(
      [
        [10, 300],
        [5, 500],
        [9, Number.NaN],
        [-10, 399],
      ],
      [0, 200],
      [10, 400],
    );
    // The ideal in x, and 1/200 below the reference in y; the first touches the reference in x.
    expect(share).toBeCloseTo(0.005, 12);
    expect(beyond).toEqual([1, 2]);
    expect(hypervolumeShare([], [0, 0], [1, 1])).toEqual({ share: 0, beyond: [] });
    expect(() => hypervolumeShare([], [0, 1], [1, 1])).toThrow(/above the ideal/);
  });
});

describe('the side of a front of weighted sums', () => {
  /** The point (3.5, 2) is dominated and no part of the front, which goes straight from (1, 4) to (3, 1). */
  const sums = [
    [3, 1],
    [1, 4],
    [3.5, 2],
    [Number.NaN, 0],
  ] as const;

  test.each<[readonly [number, number], 'below' | 'on' | 'above']>([
    [[2, 2.5], 'on'],
    [[2, 2.4], 'below'],
    [[2, 2.6], 'above'],
    [[1, 4], 'on'],
    [[0.9, 9], 'below'],
    [[5, 1], 'on'],
    [[5, 0.9], 'below'],
    [[5, 1.2], 'above'],
  ])('of %j is %s', (point, side) => {
    expect(sideOfFront(point, sums)).toBe(side);
  });

  test('is on it within a tolerance, and nowhere without a front or a number', () => {
    expect(sideOfFront([2, 2.6], sums, 0.15)).toBe('on');
    expect(sideOfFront([2, 2.4], sums, 0.05)).toBe('below');
    expect(sideOfFront([2, 2], [])).toBeUndefined();
    expect(sideOfFront([2, Number.NaN], sums)).toBeUndefined();
  });
});

test('the usual box goes from the least to a tenth beyond the greatest', () => {
  const points = [
    [1, 20],
    [2, 10],
    [Number.NaN, 99],
  ];
  expect(usualBox(points)).toEqual({ ideal: [1, 10], reference: [expect.closeTo(2.2, 12), 22] });
  expect(usualBox([[Number.NaN]])).toBeUndefined();
});
