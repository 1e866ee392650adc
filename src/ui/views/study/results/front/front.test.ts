import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ended } from '../../../../../core/compare/testing/runs.ts';
import { defaultExperiment } from '../../../../../core/presets.ts';
import { type Axes, axesOf, type Pair } from '../../../../../core/study/axes.ts';
import type { StudyOutcome } from '../../../../../core/study/outcomes.ts';
import { planOf } from '../../../../../core/study/plan.ts';
import { raceOf } from '../../../../../core/study/race.ts';
import { resultsOf } from '../../../../../core/study/results.ts';
import { frontFrame, lineText } from './frame.ts';
import { labelWidth, placeLabels } from './labels.ts';
import { dominanceOf, frontOf, pointsOf, staircaseOf, sumsFrontOf } from './points.ts';

const plan = planOf(raceOf(defaultExperiment, ['mgda', 'pcgrad', 'uncertainty'], { seeds: 2 }));
const outcome = (label: string, place: number, colour: number, size: number): StudyOutcome => ({
  id: plan.runs.filter((run) => plan.setups[run.setup]?.label === label)[place]?.id ?? '',
  ending: 'finished',
  steps: 100,
  outcomes: Object.fromEntries(
    [
      ['loss:colour', colour],
      ['loss:size', size],
      ['accuracy:colour', 1 - colour / 16],
      ['accuracy:size', 1 - size / 16],
    ].map(([name, value]) => [name, ended(Number(value))]),
  ),
});
const results = resultsOf(plan, [
  outcome('colour alone', 0, 0.1, 9),
  outcome('sum, a 0.2', 0, 4, 1),
  outcome('plain sum', 0, 2, 2),
  outcome('sum, a 0.8', 0, 1, 4),
  outcome('sum, a 0.95', 0, 1.5, 5),
  outcome('MGDA', 0, 0.5, 3),
  outcome('MGDA', 1, 1.5, 3),
  outcome('PCGrad', 0, 2, 2),
  outcome('Uncertainty weighting', 0, 3, 1),
]);
const axes = axesOf(results, undefined)!;
const points = pointsOf(results, axes);
const labels = (some: readonly { readonly label: string }[]) => some.map(({ label }) => label);

describe('the points', () => {
  test('are the means of all setups but the tasks alone, with their seeds and their standing', () => {
    expect(
      points.map(({ label, look, mean, seeds, isDominated, duplicateOf }) => [
        label,
        look,
        mean,
        seeds.length,
        isDominated,
        duplicateOf,
      ]),
    ).toEqual([
      ['plain sum', 'sum', [2, 2], 1, false, undefined],
      ['sum, a 0.2', 'sum', [4, 1], 1, true, undefined],
      ['sum, a 0.8', 'sum', [1, 4], 1, true, undefined],
      ['sum, a 0.95', 'sum', [1.5, 5], 1, true, undefined],
      ['MGDA', 'gradients', [1, 3], 2, false, undefined],
      ['PCGrad', 'gradients', [2, 2], 1, false, 'plain sum'],
      ['Uncertainty weighting', 'losses', [3, 1], 1, false, undefined],
    ]);
    expect(points[1]?.shares).toEqual([
      { lossId: 'colour', share: 0.2 },
      { lossId: 'size', share: 0.8 },
    ]);
  });

  test('have a front of all, and a front of the sums that no other method changes', () => {
    expect(labels(frontOf(points))).toEqual(['MGDA', 'plain sum', 'Uncertainty weighting']);
    expect(labels(sumsFrontOf(points, axes))).toEqual(['sum, a 0.8', 'plain sum', 'sum, a 0.2']);
  });

  test('dominate those that are no better anywhere and worse somewhere', () => {
    const of = (label: string) => dominanceOf(points.find((point) => point.label === label)!, points, axes);
    // MGDA at (1, 3): a 0.8 at (1, 4) and a 0.95 at (1.5, 5), which a 0.8 dominates as well.
    expect(of('MGDA')).toEqual({ below: 2, above: 0 });
    expect(of('sum, a 0.95')).toEqual({ below: 0, above: 2 });
    expect(of('PCGrad')).toEqual({ below: 0, above: 0 });
  });

  test('are turned where a measure is to be high: the same points are the front', () => {
    const [colour, size] = results.measures.filter(({ isMain }) => isMain);
    const accuracies = axesOf(results, [colour!.key, size!.key])!;
    const turned = pointsOf(results, accuracies);
    expect(labels(frontOf(turned))).toEqual(['Uncertainty weighting', 'plain sum', 'MGDA']);
  });
});

test('the staircase goes from point to point along what they dominate', () => {
  const points: Pair[] = [
    [1, 3],
    [2, 2],
    [3, 1],
  ];
  expect(staircaseOf(points, axes)).toEqual([
    [1, 3],
    [2, 3],
    [2, 2],
    [3, 2],
    [3, 1],
  ]);
  const high: Axes = [
    { ...axes[0], isHigherBetter: true },
    { ...axes[1], isHigherBetter: true },
  ];
  // From the best of the first measure on, which is the right one now; the corners lie on the other side.
  expect(staircaseOf(points, high)).toEqual([
    [3, 1],
    [2, 1],
    [2, 2],
    [1, 2],
    [1, 3],
  ]);
});

describe('the frame', () => {
  const all: Pair[] = [
    [0.01, 0.2],
    [0.5, 0.9],
  ];

  test.each([false, true])('goes to pixels and back, logarithmic %s; up is up', (wantsLog) => {
    const { to, from, axes: scales } = frontFrame(all, [400, 300], wantsLog);
    for (const point of all) {
      const [x, y] = from(to(point));
      expect([x, y]).toEqual([expect.closeTo(point[0], 9), expect.closeTo(point[1], 9)]);
    }
    expect(to([scales[0].domain[0], scales[1].domain[0]])).toEqual([0, 300]);
    expect(to([scales[0].domain[1], scales[1].domain[1]])).toEqual([400, 0]);
  });

  test('is linear where a value is not above zero', () => {
    expect(frontFrame([[0, 1], ...all], [400, 300], true).isLog).toBe(false);
  });

  test('draws a straight line of values bent where it is logarithmic', () => {
    const to = (point: Pair): Pair => [Math.log(point[0]), Math.log(point[1])];
    expect(
      lineText(
        [
          [1, 4],
          [4, 1],
        ],
        { to: (point) => point, isLog: false },
      ),
    ).toBe('M1 4L4 1');
    expect(
      lineText(
        [
          [1, 4],
          [4, 1],
        ],
        { to, isLog: true },
      ),
    ).toContain('L0.9 0.9');
  });
});

describe('labels', () => {
  const named = fc.array(
    fc.record({
      at: fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 300 })),
      text: fc.string({ minLength: 1, maxLength: 22 }),
    }),
    { maxLength: 40 },
  );

  test('never lie on each other or outside, however many points there are', () => {
    fc.assert(
      fc.property(named, (list) => {
        const boxes = placeLabels(
          list.map((one, key) => ({ ...one, key })),
          500,
          300,
        ).map(({ x, y, text }) => ({ left: x, right: x + labelWidth(text), top: y - 7, bottom: y + 7 }));
        for (const [i, a] of boxes.entries()) {
          expect(a.left >= 0 && a.right <= 500 && a.top >= 0 && a.bottom <= 300).toBe(true);
          for (const b of boxes.slice(i + 1)) {
            const isApart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            expect(isApart).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('stand right of a point that stands alone, and on a leader line in a crowd', () => {
    const [only] = placeLabels([{ key: 1, at: [100, 100], text: 'MGDA' }], 500, 300);
    expect(only).toMatchObject({ x: 110, y: 100, isLed: false });
    const crowd = Array.from({ length: 9 }, (_, key) => ({ key, at: [200 + 3 * key, 150] as const, text: 'Nash-MTL' }));
    const placed = placeLabels(crowd, 500, 300);
    expect(placed.length).toBe(9);
    expect(placed.some(({ isLed }) => isLed)).toBe(true);
  });
});
