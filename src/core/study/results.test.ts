import { describe, expect, test } from 'vitest';
import { ended } from '../compare/testing/runs.ts';
import type { Experiment } from '../experiment.ts';
import { makeLoss } from '../make.ts';
import { parseExperiment } from '../parse.ts';
import { defaultExperiment } from '../presets.ts';
import { applyEvent } from '../run/applyEvent.ts';
import { append, emptyTable } from '../run/metrics.ts';
import { makeRun, type Run } from '../run/run.ts';
import { outcomesVersion, readOutcomes, type StudyOutcome, studyOutcome } from './outcomes.ts';
import { parseStudy } from './parse.ts';
import { isOutOfPatience } from './patience.ts';
import { planOf } from './plan.ts';
import { raceOf, sweptWeights } from './race.ts';
import { resultsOf } from './results.ts';

const experiment = defaultExperiment;
const table = (columns: Record<string, number[]>) =>
  append(
    emptyTable,
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Float32Array.from(values)])),
  );
const run: Run = {
  ...makeRun('x', '', experiment),
  status: 'finished',
  train: table({ step: [0, 1, 2] }),
  validation: table({
    step: [1, 2, 3],
    'loss:colour': [3, 1, 2],
    'accuracy:colour': [0.25, 0.75, 0.5],
    'accuracy:size': [Number.NaN, Number.NaN, Number.NaN],
    'loss:size': [1, 2, Number.POSITIVE_INFINITY],
  }),
  pace: { step: 3, imagesPerSecond: 100, stepMs: 4 },
};

describe('the outcome of a run', () => {
  test('is the last and the best of each column with its step, and the cost of a step', () => {
    const outcome = studyOutcome({ id: 'a' }, run);
    expect(outcome).toEqual({
      id: 'a',
      ending: 'finished',
      steps: 3,
      stepMs: 4,
      outcomes: {
        'loss:colour': { final: { step: 3, value: 2 }, best: { step: 2, value: 1 } },
        'accuracy:colour': { final: { step: 3, value: 0.5 }, best: { step: 2, value: 0.75 } },
      },
    });
    expect(studyOutcome({ id: 'a' }, run, true).ending).toBe('early');
  });

  test('of one that diverged is an outcome, with what happened', () => {
    const failure = { code: 'diverged', message: 'It ran away.', remedy: '' } as const;
    expect(studyOutcome({ id: 'a' }, applyEvent(run, { kind: 'failure', failure }))).toMatchObject({
      ending: 'diverged',
      message: 'It ran away.',
    });
    const bug = { ...failure, code: 'bug' } as const;
    expect(studyOutcome({ id: 'a' }, applyEvent(run, { kind: 'failure', failure: bug })).ending).toBe('failed');
  });

  test('survives its file, with the study; what is none is told', () => {
    const study = raceOf(experiment, ['mgda']);
    const outcomes = [studyOutcome({ id: 'a' }, run), studyOutcome({ id: 'b' }, { ...run, train: emptyTable })];
    const file: unknown = JSON.parse(JSON.stringify({ version: outcomesVersion, study, outcomes }));
    const read = readOutcomes(file);
    expect({ outcomes: read.outcomes, problems: read.problems }).toEqual({ outcomes, problems: [] });
    expect(parseStudy(read.study)).toEqual({ study, problems: [] });
    expect(readOutcomes({ version: 1, study, outcomes: [{ id: 1 }, outcomes[0]] })).toMatchObject({
      outcomes: [outcomes[0]],
      problems: [{ message: '1 outcome cannot be read.' }],
    });
    for (const junk of [null, 3, [], { version: 2 }]) expect(readOutcomes(junk).problems.length).toBe(1);
  });
});

describe('patience', () => {
  const of = (losses: number[], patience: number, changes: object[] = []) =>
    isOutOfPatience(
      table({ 'loss:colour': losses, 'loss:size': losses.map(() => 1) }),
      { losses: experiment.losses.map((loss, i) => ({ ...loss, ...changes[i] })) },
      patience,
    );

  test('ends when the objective was no lower for so many evaluations', () => {
    expect(of([3, 2, 2, 2.5], 2)).toBe(true);
    expect(of([3, 2, 2, 2.5], 3)).toBe(false);
    expect(of([3, 2, 2.5, 1], 2)).toBe(false);
    expect(of([3, 3, 3], 0)).toBe(false);
    expect(of([], 1)).toBe(false);
  });

  test('looks at the heard losses, each times its fader', () => {
    expect(of([3, 2, 1], 2, [{ fader: 0 }])).toBe(true);
    expect(of([3, 2, 1], 2, [{ muted: true }])).toBe(true);
    expect(of([3, 2, 1], 2, [{ fader: 0.1 }])).toBe(false);
  });
});

describe('a race', () => {
  const race = raceOf(experiment, ['mgda', 'pcgrad'], { seeds: 2 });
  const plan = planOf(race);
  const labels = plan.setups.map(({ label }) => label);

  test('holds each task alone, the plain sum and a sweep of its weights', () => {
    expect(plan.problems).toEqual([]);
    expect(labels.slice(0, 3)).toEqual(['colour alone', 'size alone', 'plain sum']);
    expect(labels.slice(-2)).toEqual(['MGDA', 'PCGrad']);
    expect(labels.length).toBe(2 + 1 + sweptWeights + 2);
    for (const { experiment: one, label } of plan.setups) {
      if (!label.startsWith('sum')) continue;
      const faders = one.losses.map(({ fader }) => fader);
      expect(faders[0]! + faders[1]!).toBeCloseTo(2, 5);
    }
    expect(plan.runs.map(({ seed }) => seed).slice(-1)).toEqual([experiment.training.seed + 1]);
    expect(parseStudy(JSON.parse(JSON.stringify(race)))).toEqual({ study: race, problems: [] });
  });

  test('of three losses draws the weights on the simplex', () => {
    const more = makeLoss('more', 'softmax-cross-entropy', { output: 'head-colour', target: 'colour' });
    const { setups, problems } = planOf(raceOf({ ...experiment, losses: [...experiment.losses, more] }, []));
    expect(problems).toEqual([]);
    expect(setups.length).toBe(2 + 1 + sweptWeights);
    for (const { experiment: one } of setups.slice(3)) {
      expect(one.losses.reduce((sum, { fader }) => sum + fader, 0)).toBeCloseTo(3, 4);
    }
  });

  const outcome = (label: string, seed: number, values: Record<string, number>, stepMs = 10): StudyOutcome => {
    const planned = plan.runs.find((one) => one.seed === seed && labels[one.setup] === label);
    const outcomes = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, ended(value)]));
    return { id: planned?.id ?? '', ending: 'finished', steps: 100, stepMs, outcomes };
  };
  const [s1, s2] = race.seeds as [number, number];
  const both = (colour: number, size: number) => ({ 'accuracy:colour': colour, 'accuracy:size': size });
  const outcomes = [
    outcome('colour alone', s1, { 'accuracy:colour': 0.8 }),
    outcome('size alone', s1, { 'accuracy:size': 0.5 }),
    outcome('plain sum', s1, both(0.7, 0.6)),
    outcome('plain sum', s2, both(0.9, 0.5)),
    outcome('MGDA', s1, both(0.88, 0.5), 20),
    { ...outcome('MGDA', s2, {}), ending: 'diverged', message: 'It ran away.' } as const,
    outcome('PCGrad', s1, both(0.72, 0.5)),
  ];
  const results = resultsOf(plan, outcomes);
  const rowOf = (label: string) => results.setups.find(({ setup }) => setup.label === label);
  const key = (quantity: string, title: string) =>
    results.measures.find((one) => one.quantity === quantity && one.title === title)?.key ?? '';

  test('is a table of means and spreads over the seeds; what diverged is counted, and left out of them', () => {
    const sum = rowOf('plain sum');
    expect(sum?.final.get(key('accuracy', 'colour'))).toEqual({
      n: 2,
      mean: expect.closeTo(0.8, 10),
      sd: expect.closeTo(Math.SQRT2 / 10, 10),
    });
    expect({
      ended: rowOf('MGDA')?.ended,
      diverged: rowOf('MGDA')?.diverged,
      n: rowOf('MGDA')?.final.get(key('accuracy', 'size'))?.n,
    }).toEqual({ ended: 2, diverged: 1, n: 1 });
    expect(rowOf('sum, a 0.05')?.ended).toBe(0);
  });

  test('ranks by mean rank, and measures against the tasks alone', () => {
    expect([rowOf('plain sum')?.meanRank, rowOf('MGDA')?.meanRank, rowOf('PCGrad')?.meanRank]).toEqual([
      1.5, 1.75, 2.75,
    ]);
    // Colour as alone, size 10 % better; colour 10 % better, size as alone; colour 10 % worse.
    expect(rowOf('plain sum')?.improvement).toEqual({ percent: expect.closeTo(5, 10) });
    expect(rowOf('MGDA')?.improvement).toEqual({ percent: expect.closeTo(5, 10) });
    expect(rowOf('PCGrad')?.improvement).toEqual({ percent: expect.closeTo(-5, 10) });
    expect(rowOf('colour alone')).toMatchObject({ alone: 'colour' });
    expect(rowOf('colour alone')?.meanRank).toBeUndefined();
  });

  test('says why there is no improvement where a task alone has not ended', () => {
    const early = resultsOf(plan, outcomes.slice(1));
    expect(early.setups.find(({ setup }) => setup.label === 'MGDA')?.improvement).toEqual({
      refusal: 'The accuracy of colour has no value in the run of the task alone.',
    });
  });
});

test('the experiment of every racer is one that parses', () => {
  for (const { experiment: one } of planOf(raceOf(experiment, ['cagrad'])).runs) {
    expect(parseExperiment(one)).toEqual({ experiment: one, problems: [] });
  }
});

test('schedules race on the plain sum, and strategies on one optimizer whatever the desk has', () => {
  const onDesk: Experiment = { ...experiment, schedule: { kind: 'alternating' } };
  const { setups, problems } = planOf(raceOf(onDesk, ['mgda'], { schedules: ['simultaneous', 'alternating'] }));
  expect(problems).toEqual([]);
  const own = setups.filter(({ experiment: one }) => one.schedule.kind !== 'joint');
  expect(own.map(({ label, experiment: one }) => [label, one.strategy.kind, one.schedule.kind])).toEqual([
    ['optimizers together', 'sum', 'simultaneous'],
    ['optimizers in turn', 'sum', 'alternating'],
  ]);
  expect(setups.find(({ label }) => label === 'MGDA')?.experiment.schedule.kind).toBe('joint');
});
