import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ended } from '../../compare/testing/runs.ts';
import { isRefusal } from '../../edit/edited.ts';
import { makeLoss } from '../../make.ts';
import { defaultExperiment } from '../../presets.ts';
import { assignAll } from '../assign.ts';
import type { StudyOutcome } from '../outcomes.ts';
import { type PlannedRun, planOf } from '../plan.ts';
import { resultsOf } from '../results.ts';
import { makeStudy, type Ranged, type Study, type Variation } from '../study.ts';
import { studyFinding } from './studyFinding.ts';

const penalty = makeLoss('l2', 'l2', { scope: 'all' }, { fader: 0.01 });
const experiment = { ...defaultExperiment, losses: [...defaultExperiment.losses, penalty] };
const at = ['losses.colour.fader', 'losses.size.fader'];
const shares: Variation = { kind: 'list', at, join: 'shares', values: [0.2, 0.5, 0.8] };
const rates: Ranged = {
  kind: 'range',
  at: ['training.learningRate'],
  join: 'same',
  from: 0.001,
  to: 0.1,
  scale: 'log',
  count: 3,
};
const lambdas: Variation = { kind: 'list', at: ['losses.l2.fader'], join: 'same', values: [0, 0.001, 0.01, 0.1] };
const methods: Variation = { kind: 'list', at: ['strategy'], join: 'same', values: ['sum', 'pcgrad', 'mgda'] };

type Values = readonly [colour: number, size?: number] | undefined;

/** What is found when the runs of a study end so; undefined has not ended, a failure ends with no value. */
function found(
  variations: readonly Variation[],
  valuesOf: (run: PlannedRun, label: string) => Values | 'diverged' | 'failed',
  more: Partial<Study> = {},
) {
  const study = makeStudy(experiment, { variations, seeds: [1, 2, 3], ...more });
  const plan = planOf(study);
  expect(plan.problems).toEqual([]);
  const outcomes = plan.runs.flatMap((run): StudyOutcome[] => {
    const values = valuesOf(run, plan.setups[run.setup]?.label ?? '');
    const base = { id: run.id, steps: 100 };
    if (values === undefined) return [];
    if (typeof values === 'string') return [{ ...base, ending: values, message: 'It broke.', outcomes: {} }];
    const named = Object.entries({ 'accuracy:colour': values[0], 'accuracy:size': values[1] });
    const outcomes = Object.fromEntries(named.flatMap(([name, value]) => (value ? [[name, ended(value)]] : [])));
    return [{ ...base, ending: 'finished', outcomes }];
  });
  return studyFinding({ study, plan, results: resultsOf(plan, outcomes) });
}
/** Three seeds one hundredth apart have a deviation of 0.01. */
const spread = ({ seed }: PlannedRun) => (seed - 2) / 100;

describe('of a swept number', () => {
  test('which value is best by each measure, and that they are traded', () => {
    const { text, action } = found([shares], (run, label) => {
      const a = Number(label.slice(2));
      return [0.5 + a / 2 + spread(run), 0.9 - a / 2 + spread(run)];
    });
    expect(text).toBe(
      'a = 0.8 is best for accuracy of colour (0.900 ± 0.010), a = 0.2 for accuracy of size (0.800 ± 0.010), by more than the 3 seeds differ: there is a trade-off.',
    );
    expect(action).toMatchObject({
      kind: 'values',
      pairs: [
        [at[0], expect.anything()],
        [at[1], expect.anything()],
      ],
    });
  });

  test('that one is best for both, or good for both within the spread of the seeds', () => {
    const best = { 'a 0.2': 0.7, 'a 0.5': 0.9, 'a 0.8': 0.8 };
    expect(found([shares], (run, label) => [best[label as 'a 0.2'] + spread(run), best[label as 'a 0.2']])).toEqual({
      text: 'a = 0.5 is best for accuracy of colour (0.900 ± 0.010) and accuracy of size (0.900 ± 0), by more than the 3 seeds differ.',
      action: {
        kind: 'values',
        label: 'Use a = 0.5',
        pairs: [
          [at[0], 0.5],
          [at[1], 0.5],
        ],
      },
    });
    const flat = { 'a 0.2': [0.7, 0.905], 'a 0.5': [0.9, 0.9], 'a 0.8': [0.905, 0.7] };
    const { text, action } = found([shares], (run, label) => {
      const [colour, size] = flat[label as 'a 0.2'] as [number, number];
      return [colour + spread(run), size + spread(run)];
    });
    expect(text).toMatch(
      /, but a = 0\.5 is behind none of them by more than the 3 seeds differ: one choice is good for all\.$/,
    );
    expect(action?.label).toBe('Use a = 0.5');
  });

  test('no difference is claimed that the seeds do not allow, and more of them are offered', () => {
    const { text, action } = found([shares], (run, label) => [0.9 + Number(label.slice(2)) / 1000 + spread(run)]);
    expect(text).toBe(
      'a = 0.8 is best for accuracy of colour (0.901 ± 0.010), but all differ by less than the 3 seeds do: no difference can be claimed.',
    );
    expect(action).toMatchObject({ kind: 'study', label: 'Set up 6 seeds', study: { seeds: [1, 2, 3, 4, 5, 6] } });
    const single = found([shares], (_, label) => [Number(label.slice(2))], { seeds: [7] });
    expect(single.text).toBe(
      'a = 0.8 is best for accuracy of colour (0.800): with 1 seed each, chance alone may have made the difference.',
    );
    expect(single.action).toMatchObject({ label: 'Set up 3 seeds', study: { seeds: [7, 8, 9] } });
  });

  test('a best value at the end of a range is said, and the range goes on behind it', () => {
    const { text, action } = found([rates], (run) => [
      0.9 + Math.log10(run.experiment.training.learningRate) / 10 + spread(run) / 10,
    ]);
    expect(text).toBe(
      'Learning rate = 0.1 is best for accuracy of colour (0.800 ± 0.001), by more than the 3 seeds differ. It is the largest that was tried: a better one may lie beyond.',
    );
    expect(action).toMatchObject({
      kind: 'study',
      label: 'Set up learning rate up to 1',
      study: { variations: [{ ...rates, from: 0.01, to: 1 }] },
    });
  });

  test('runs that diverged and failed are counted, with what they have in common; an unfinished study says so', () => {
    const { text } = found([rates], ({ seed, experiment: { training } }) => {
      if (training.learningRate > 0.05) return seed < 3 ? 'diverged' : undefined;
      return training.learningRate > 0.005 ? [0.9 + seed / 1000] : seed === 3 ? 'failed' : [0.5];
    });
    expect(text).toMatch(/^So far, 8 of 9 runs: Learning rate = 0\.01 is best /);
    expect(text).toMatch(/ 2 of 8 runs diverged, all at learning rate 0\.1\. 1 run failed: It broke\.$/);
    const above = found([rates], ({ experiment: { training } }) =>
      training.learningRate > 0.005 ? 'diverged' : [0.5],
    );
    expect(above.text).toMatch(/ 6 of 9 runs diverged, all at learning rate 0\.01 or more\.$/);
    expect(found([rates], () => 'diverged').text).toBe('No run has ended with a number. 9 of 9 runs diverged.');
    expect(found([rates], () => undefined)).toEqual({ text: '' });
  });

  test('with a second thing varied, combinations are told', () => {
    const { text } = found([methods, rates], (run, label) => [
      (label.startsWith('PCGrad') ? 0.9 : 0.7) - run.experiment.training.learningRate + spread(run) / 100,
    ]);
    expect(text).toMatch(/^PCGrad, learning rate 0\.001 is best for accuracy of colour \(0\.899 ± 1e−4\), by more/);
  });
});

describe('of cross-validation', () => {
  /** Means 0.532 0.454 0.452 0.702 as errors, of five folds; see folds.test.ts for their standard errors by NumPy. */
  const scores: Readonly<Record<string, readonly number[]>> = {
    '0': [0.52, 0.48, 0.55, 0.61, 0.5],
    '0.001': [0.43, 0.42, 0.45, 0.55, 0.41],
    '0.01': [0.47, 0.43, 0.46, 0.56, 0.44],
    '0.1': [0.7, 0.6, 0.8, 0.75, 0.66],
  };
  const folded = { folds: 5, seeds: [1] };
  const score = ({ fold = 1 }: PlannedRun, label: string): Values => [
    1 - (scores[label.split(' ').at(-1)!]?.[fold - 1] ?? 0),
  ];

  test('λ by the one-standard-error rule, and where the penalty drowns the task', () => {
    const { text, action } = found([lambdas], score, folded);
    expect(text).toBe(
      'λ of L2 = 0.01 by the one-standard-error rule: the largest with accuracy of colour (0.528 ± 0.023) within one standard error of the best, 0.001 (0.548 ± 0.025). At 0.1 it is worse than at 0 (0.298 ± 0.035 against 0.468 ± 0.023): the penalty drowns the task.',
    );
    expect(action).toEqual({ kind: 'values', label: 'Use λ of L2 = 0.01', pairs: [['losses.l2.fader', 0.01]] });
  });

  test('a value with a fold that diverged cannot be chosen', () => {
    const { text } = found(
      [lambdas],
      (run, label) => (label.endsWith(' 0.01') && run.fold === 2 ? 'diverged' : score(run, label)),
      folded,
    );
    expect(text).toMatch(
      /^λ of L2 = 0\.001 by the one-standard-error rule: it is the best .+ 1 of 20 runs diverged, all at λ of L2 0\.01\.$/,
    );
  });

  test('of what is no penalty the best value, with those within one standard error', () => {
    const rate = { ...rates, count: 4, from: 0.0001 };
    const { text } = found(
      [rate],
      (run) =>
        score(run, `x ${[0, 0.001, 0.01, 0.1][Math.round(Math.log10(run.experiment.training.learningRate)) + 4]}`),
      folded,
    );
    expect(text).toBe(
      'Learning rate = 0.001 is best for accuracy of colour (0.548 ± 0.025); within one standard error of it 0.01.',
    );
  });
});

describe('of a race', () => {
  const colour: Readonly<Record<string, number>> = { 'Weighted sum': 0.9, PCGrad: 0.91, MGDA: 0.8 };

  test('who ranks first, and that seeds overlap with those of the plain sum', () => {
    const { text, action } = found([methods], (run, label) => [colour[label]! + spread(run), 0.5 + spread(run)]);
    expect(text).toBe(
      'PCGrad ranks first (mean rank 1.5 of 3); its 3 seeds overlap with those of the plain sum: no difference can be claimed from 3 seeds.',
    );
    expect(action?.label).toBe('Set up 6 seeds');
  });

  test('where it is ahead by more than the seeds differ', () => {
    const { text, action } = found([methods], (run, label) => [colour[label]! + spread(run) / 10, 0.5 + spread(run)]);
    expect(text).toBe(
      'PCGrad ranks first (mean rank 1.5 of 3), by more than the 3 seeds differ ahead of the plain sum in accuracy of colour (0.910 ± 0.001 against 0.900 ± 0.001).',
    );
    expect(action).toMatchObject({
      kind: 'experiment',
      label: 'Use PCGrad',
      experiment: { strategy: { kind: 'pcgrad' } },
    });
  });

  test('how many methods leave the front of the weighted sums, in all seeds', () => {
    const racers = { kind: 'list', at: ['strategy', ...at], join: 'each' } as const;
    const values = [
      ['sum', 1, 1],
      ['sum', 1, 2],
      ['mgda', 1, 1],
      ['pcgrad', 1, 1],
    ];
    const labels = ['plain sum', 'sum 1 : 2', 'MGDA', 'PCGrad'];
    const size: Readonly<Record<string, number>> = { 'plain sum': 0.5, 'sum 1 : 2': 0.6, MGDA: 0.7, PCGrad: 0.4 };
    const { text } = found([{ ...racers, values, labels }], ({ seed }, label) => [
      (label === 'sum 1 : 2' ? 0.8 : 0.85) + seed / 100,
      size[label]!,
    ]);
    expect(text).toMatch(
      / MGDA is better than the front of the weighted sums in accuracy of colour and accuracy of size in all seeds; 1 of 2 is worse in all\.$/,
    );
  });

  test('with one seed nothing is claimed', () => {
    expect(found([methods], (_, label) => [colour[label]!], { seeds: [1] }).text).toBe(
      'PCGrad ranks first (mean rank 1.0 of 3); against the plain sum it has accuracy of colour (0.910 against 0.900), and with one seed each chance alone may have made the difference.',
    );
  });
});

test('seeds of one experiment are a spread', () => {
  expect([found([], (run) => [0.9 + spread(run)]).text, found([], () => [0.9], { seeds: [1] }).text]).toEqual([
    '3 seeds of one experiment end at accuracy of colour (0.900 ± 0.010). ± is their deviation: what differs by less may be chance.',
    'One run ends at accuracy of colour (0.900).',
  ]);
  expect(found([], ({ fold = 0 }) => [0.9 + fold / 100], { seeds: [1], folds: 2 }).text).toBe(
    '2 folds of one experiment end at accuracy of colour (0.915 ± 0.005). ± is the standard error.',
  );
});

test('of whatever has ended, however it has, there is a sentence of words and numbers', () => {
  const folded = { folds: 3, seeds: [1] };
  const shapes = [
    makeStudy(experiment, { variations: [shares], seeds: [1, 2] }),
    makeStudy(experiment, { variations: [methods, rates], seeds: [1] }),
    makeStudy(experiment, { variations: [lambdas], ...folded }),
    makeStudy(experiment, { variations: [rates], ...folded }),
    makeStudy(experiment, { variations: [methods], seeds: [1, 2] }),
    makeStudy(experiment, { variations: [], ...folded }),
  ].map((study) => ({ study, plan: planOf(study) }));
  const value = fc.constantFrom(0, 0.5, 0.5001, 1, 1e-9);
  const ending = fc.constantFrom('finished', 'early', 'diverged', 'failed', undefined);
  const drawn = fc.array(fc.tuple(ending, value, fc.option(value)), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(fc.constantFrom(...shapes), drawn, ({ study, plan }, draws) => {
      const outcomes = plan.runs.flatMap(({ id }, i): StudyOutcome[] => {
        const [kind, colour, size] = draws[i % draws.length]!;
        const isLost = kind === 'diverged' || kind === 'failed';
        const values = { 'accuracy:colour': ended(colour), ...(size !== null && { 'accuracy:size': ended(size) }) };
        return kind ? [{ id, ending: kind, message: 'So.', steps: 1, outcomes: isLost ? {} : values }] : [];
      });
      const { text, action } = studyFinding({ study, plan, results: resultsOf(plan, outcomes) });
      expect(text).not.toMatch(/NaN|undefined|Infinity|∞| {2}|\.\./);
      expect(text).toMatch(outcomes.length > 0 ? /\.$/ : /^$/);
      if (action?.kind === 'values') expect(isRefusal(assignAll(experiment, action.pairs))).toBe(false);
    }),
    { numRuns: 150 },
  );
});
