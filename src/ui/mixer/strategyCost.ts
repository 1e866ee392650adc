/**
 * What a strategy costs a step, from the runs that there are: the pace of the last run with it, and how that compares with
 * the last run with the plain sum on the same network, batch, optimizer and backend. Measured, never estimated.
 */
import { describeData } from '../../core/datasets/describe.ts';
import type { Experiment } from '../../core/experiment.ts';
import { isUnmuted } from '../../core/losses/roles.ts';
import type { Run } from '../../core/run/run.ts';
import type { StrategyKind } from '../../core/strategies/index.ts';
import { numberText } from '../../core/words.ts';

/** The pace counts from this step on: before it, compiling weighs too much. */
const warmSteps = 30;

/** "53 ms a step, 1.4 times the weighted sum"; or that it was not measured yet. */
export function costText(runs: readonly Run[], experiment: Experiment, kind: StrategyKind): string {
  const measured = runs.filter(
    (run) => run.experiment.schedule.kind === 'joint' && run.pace && run.pace.step >= warmSteps && run.pace.stepMs > 0,
  );
  const own = measured.filter((run) => run.experiment.strategy.kind === kind);
  const same = own.findLast((run) => workOf(run.experiment) === workOf(experiment));
  const run = same ?? own.at(-1);
  if (!run?.pace) return 'not measured yet: run it';
  const { stepMs } = run.pace;
  const { refreshEvery } = run.experiment.strategy;
  const every = refreshEvery > 1 && kind !== 'sum' ? `, weighed every ${refreshEvery} steps` : '';
  const where = same ? '' : ', in a run on other work';
  return `${numberText(Number(stepMs.toPrecision(2)))} ms a step${every}${where}${comparison(measured, run, kind)}`;
}

function comparison(measured: readonly Run[], run: Run, kind: StrategyKind): string {
  if (kind === 'sum') return '';
  const sum = measured.findLast(
    (other) =>
      other.experiment.strategy.kind === 'sum' &&
      other.choice?.name === run.choice?.name &&
      workOf(other.experiment) === workOf(run.experiment),
  );
  if (!sum?.pace || !run.pace) return '; no run with the weighted sum to compare with';
  return `, ${numberText(Number((run.pace.stepMs / sum.pace.stepMs).toPrecision(2)))} times the weighted sum`;
}

/** Two experiments of the same work do the same in a step but for the strategy. */
function workOf(experiment: Experiment): string {
  const { network, losses, optimizer, training } = experiment;
  const { height, width, channels } = describeData(experiment);
  const terms = losses.filter(isUnmuted).map(({ fader: _, course: __, rate: ___, turns: ____, ...loss }) => loss);
  return JSON.stringify([network.layers, terms, height, width, channels, optimizer.kind, training.batchSize]);
}
