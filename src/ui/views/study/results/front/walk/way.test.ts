import { expect, test } from 'vitest';
import { ended } from '../../../../../../core/compare/testing/runs.ts';
import { defaultExperiment } from '../../../../../../core/presets.ts';
import { axesOf } from '../../../../../../core/study/axes.ts';
import { studyRunId } from '../../../../../../core/study/keptStudy.ts';
import type { StudyOutcome } from '../../../../../../core/study/outcomes.ts';
import { planOf } from '../../../../../../core/study/plan.ts';
import { raceOf } from '../../../../../../core/study/race.ts';
import { resultsOf } from '../../../../../../core/study/results.ts';
import { pointsOf, sumsFrontOf } from '../points.ts';
import { afterKey } from './WalkHandle.tsx';
import { nearestPlace, standAt, wayOf } from './way.ts';

const plan = planOf(raceOf(defaultExperiment, ['mgda'], { seeds: 2 }));
const runOf = (label: string) => plan.runs.find((run) => plan.setups[run.setup]?.label === label)!;
const outcome = (label: string, colour: number, size: number): StudyOutcome => ({
  id: runOf(label).id,
  ending: 'finished',
  steps: 100,
  outcomes: { 'loss:colour': ended(colour), 'loss:size': ended(size) },
});
const results = resultsOf(plan, [
  outcome('sum, a 0.2', 4, 1),
  outcome('plain sum', 2, 2),
  outcome('sum, a 0.8', 1, 4),
  outcome('MGDA', 0.1, 0.1),
]);
const axes = axesOf(results, undefined)!;
const way = wayOf(sumsFrontOf(pointsOf(results, axes), axes));

test('the way goes along the sums, whatever other methods reach', () => {
  expect(way.map(({ label }) => label)).toEqual(['sum, a 0.8', 'plain sum', 'sum, a 0.2']);
});

test('a place between two points has mixed faders, lies on their line, and begins with the nearest run', () => {
  const stand = standAt(way, 1.25, plan, { id: 's' });
  expect({ ...stand, experiment: stand?.experiment.losses.map(({ fader }) => fader) }).toEqual({
    label: 'a 0.425',
    at: [2.5, 1.75],
    experiment: [0.85, 1.15],
    donors: ['plain sum', 'sum, a 0.2', 'sum, a 0.8'].map((label) => ({ runId: studyRunId('s', runOf(label)), label })),
  });
  expect(stand?.experiment.training.seed).toBe(plan.runs[0]?.seed);
  expect(standAt(way, 2, plan, { id: 's' })?.at).toEqual([4, 1]);
});

test('there is no way between sums that differ in more than faders, or along a single one', () => {
  expect(wayOf(way.slice(0, 1))).toEqual([]);
  const [first, second] = way;
  const other = { ...second!, result: resultsOf(plan, []).setups.find(({ setup }) => setup.label === 'MGDA')! };
  expect(wayOf([first!, other])).toEqual([]);
});

test('the pointer is followed to the nearest place on the line', () => {
  const place = (x: number, y: number) => nearestPlace(way, (point) => point, [x, y]);
  expect([place(1, 9), place(2.5, 1.75), place(9, 0)]).toEqual([0, 1.25, 2]);
});

test('arrow keys go a tenth, or with Shift to the next point; not beyond the ends', () => {
  const after = (key: string, place: number, shiftKey = false) => afterKey({ key, shiftKey }, place, 2);
  expect([after('ArrowRight', 0.5), after('ArrowLeft', 0.5), after('ArrowRight', 2)]).toEqual([0.6, 0.4, 2]);
  expect([after('ArrowRight', 0.5, true), after('ArrowLeft', 0.5, true), after('ArrowRight', 1, true)]).toEqual([
    1, 0, 2,
  ]);
  expect([after('Home', 1), after('End', 1), after('x', 1)]).toEqual([0, 2, undefined]);
});
