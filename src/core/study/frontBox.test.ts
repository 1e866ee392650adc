import { describe, expect, test } from 'vitest';
import { measuresOf } from '../compare/measures.ts';
import { ended } from '../compare/testing/runs.ts';
import { defaultExperiment } from '../presets.ts';
import { boxOf, isBox, shareOf } from './frontBox.ts';
import type { StudyOutcome } from './outcomes.ts';
import { planOf } from './plan.ts';
import { raceOf } from './race.ts';
import { resultsOf } from './results.ts';

const plan = planOf({
  ...raceOf(defaultExperiment, ['mgda'], { seeds: 2 }),
  variations: [{ kind: 'list', at: ['strategy'], join: 'same', values: ['sum', 'mgda', 'pcgrad'] }],
});
const outcome = (setup: number, place: number, loss: number, accuracy: number): StudyOutcome => ({
  id: plan.runs.filter((one) => one.setup === setup)[place]?.id ?? '',
  ending: 'finished',
  steps: 100,
  outcomes: { 'loss:colour': ended(loss), 'accuracy:size': ended(accuracy) },
});
const firsts = [outcome(0, 0, 0.2, 0.5), outcome(1, 0, 0.4, 0.9), outcome(2, 0, 0.3, 0.8)];
const boxFrom = (outcomes: readonly StudyOutcome[], status: 'running' | 'done' = 'running', box = {}) => {
  const results = resultsOf(plan, outcomes);
  return boxOf({ status, ...box }, plan, results, results.measures.toReversed());
};

describe('the box of a study', () => {
  /** A tenth worse than the worst: 0.4 + 0.04; an accuracy of 0.5, which is to be high, less 0.05. */
  const usual = { ideal: [0.2, 0.9], reference: [expect.closeTo(0.44, 12), expect.closeTo(0.45, 12)] };

  test('is that of the first runs, and stands still when all combinations have one', () => {
    expect(boxFrom(firsts)).toEqual({ ...usual, isFixed: true });
    expect(boxFrom([...firsts, outcome(0, 1, 9, 0.1)])).toEqual({ ...usual, isFixed: true });
    expect(boxFrom(firsts.slice(0, 2))).toEqual({ ...usual, isFixed: false });
    expect(boxFrom(firsts.slice(0, 2), 'done')).toEqual({ ...usual, isFixed: true });
  });

  test('is where a person has put it', () => {
    const results = resultsOf(plan, firsts);
    const axes = results.measures.map(({ key }) => key).toReversed() as [string, string];
    const box = { axes, ideal: [0, 1], reference: [1, 0] } as const;
    expect(boxFrom(firsts, 'running', { box })).toEqual({ ideal: [0, 1], reference: [1, 0], isFixed: true });
    const others = { ...box, axes: [axes[1], axes[0]] };
    expect(boxFrom(firsts, 'running', { box: others })).toEqual({ ...usual, isFixed: true });
  });

  test('is nowhere before there is any difference', () => {
    expect(boxFrom([])).toBeUndefined();
    expect(boxFrom([outcome(0, 0, 0, 0)])).toBeUndefined();
  });
});

test('the box of a race is that of the sums, however far a method ran away', () => {
  const race = planOf(raceOf(defaultExperiment, ['mgda'], { seeds: 1 }));
  const of = (label: string, loss: number): StudyOutcome => ({
    id: race.runs.find(({ setup }) => race.setups[setup]?.label === label)?.id ?? '',
    ending: 'finished',
    steps: 100,
    outcomes: { 'loss:colour': ended(loss) },
  });
  const sums = race.setups.flatMap(({ label }, i) => (label.includes('sum') ? [of(label, 1 + i)] : []));
  const results = resultsOf(race, [...sums, of('MGDA', 2e5), of('colour alone', 0.01)]);
  // After the two tasks alone, the sums are the third setup and the six behind it.
  const reference = [expect.closeTo(9.9, 12)];
  expect(boxOf({ status: 'running' }, race, results, results.measures)).toEqual({
    ideal: [3],
    reference,
    isFixed: true,
  });
});

test('a share of the box is dominated; a measure that is to be high is turned', () => {
  const run = resultsOf(plan, firsts);
  const measures = measuresOf(run.setups.flatMap(({ runs }) => runs)).toReversed();
  const box = { ideal: [0, 1], reference: [1, 0] };
  // The union of [0.2, 1] × [0, 0.5] and [0.4, 1] × [0, 0.9]: 0.4 + 0.54 − 0.3; the last point is beyond.
  const points = [
    [0.2, 0.5],
    [0.4, 0.9],
    [2, 0.5],
  ];
  expect(shareOf(points, box, measures)).toEqual({ share: expect.closeTo(0.64, 12), beyond: [2] });
  expect(isBox(box, measures)).toBe(true);
  expect(isBox({ ideal: [0, 0], reference: [1, 1] }, measures)).toBe(false);
});
