import { expect, test } from 'vitest';
import { changeStrategy } from '../../core/edit/desk.ts';
import type { Experiment } from '../../core/experiment.ts';
import { defaultExperiment } from '../../core/presets.ts';
import type { Run } from '../../core/run/run.ts';
import { makeRun } from '../../core/run/run.ts';
import type { StrategyKind } from '../../core/strategies/index.ts';
import { costText } from './strategyCost.ts';

const combinedBy = (kind: StrategyKind, change: Partial<Experiment> = {}): Experiment => ({
  ...defaultExperiment,
  strategy: changeStrategy(defaultExperiment.strategy, kind),
  ...change,
});
const run = (experiment: Experiment, stepMs: number, step = 100): Run => ({
  ...makeRun(`${stepMs}`, '', experiment),
  pace: { step, stepMs, imagesPerSecond: 0 },
});
const larger = { training: { ...defaultExperiment.training, batchSize: 256 } };
const pcgrad = combinedBy('pcgrad');
const unmeasured = 'not measured yet: run it';
const alone = '; no run with the weighted sum to compare with';

test.each<[string, readonly Run[], string]>([
  ['without a run', [], unmeasured],
  ['while the run still compiles', [run(pcgrad, 600, 3)], unmeasured],
  ['after runs of other strategies', [run(combinedBy('mgda'), 60)], unmeasured],
  [
    'after a run with two optimizers',
    [run(combinedBy('pcgrad', { schedule: { kind: 'simultaneous' } }), 60)],
    unmeasured,
  ],
  ['after a run', [run(pcgrad, 61.4)], `61 ms a step${alone}`],
  [
    'after a run with the sum, too',
    [run(combinedBy('sum'), 40), run(pcgrad, 61.4)],
    '61 ms a step, 1.5 times the weighted sum',
  ],
  ['after a sum on a larger batch', [run(combinedBy('sum', larger), 160), run(pcgrad, 61.4)], `61 ms a step${alone}`],
  ['after a sum with other faders', [run(faded(), 40), run(pcgrad, 60)], '60 ms a step, 1.5 times the weighted sum'],
  [
    'after a run on other work',
    [run(combinedBy('pcgrad', larger), 250)],
    `250 ms a step, in a run on other work${alone}`,
  ],
  [
    'after two runs',
    [run(pcgrad, 80), run(pcgrad, 60), run(combinedBy('pcgrad', larger), 250)],
    `60 ms a step${alone}`,
  ],
])('the cost of a strategy %s', (_, runs, text) => {
  expect(costText(runs, pcgrad, 'pcgrad')).toBe(text);
});

test('the cost of the sum is compared with nothing', () => {
  expect(costText([run(combinedBy('sum'), 40)], combinedBy('sum'), 'sum')).toBe('40 ms a step');
});

test('a strategy that is asked rarely says so', () => {
  const rare = { ...pcgrad, strategy: { ...pcgrad.strategy, refreshEvery: 10 } };
  expect(costText([run(combinedBy('sum'), 40), run(rare, 44)], rare, 'pcgrad')).toBe(
    '44 ms a step, weighed every 10 steps, 1.1 times the weighted sum',
  );
});

function faded(): Experiment {
  return combinedBy('sum', { losses: defaultExperiment.losses.map((loss) => ({ ...loss, fader: 0.2 })) });
}
