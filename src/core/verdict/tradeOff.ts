/**
 * What the chosen combination makes of several losses, in one exact sentence with its reason: for each schedule, and for
 * each strategy, whose file brings it. What a sentence says of weights and directions is said of the combined gradient;
 * what an optimizer does to that afterwards is the same for all of them.
 */
import type { Experiment } from '../experiment.ts';
import type { Loss } from '../losses/index.ts';
import { lossSymbol } from '../losses/names.ts';
import { optimizerKinds } from '../optimizers.ts';
import { strategies } from '../strategies/index.ts';
import type { Strategy } from '../strategies/strategy.ts';

/** Losses of a run at a step, by id, unweighted. */
export interface Latest {
  readonly step: number;
  readonly losses: Readonly<Record<string, number>>;
}

interface Mixed {
  readonly experiment: Experiment;
  /** What the strategy weighs, at least two. */
  readonly members: readonly Loss[];
  readonly latest?: Latest | undefined;
}

/** Whether the steps of the optimizer are linear in the gradients so far. */
export function isLinear({ optimizer }: Experiment): boolean {
  return optimizerKinds[optimizer.kind].isLinear;
}

/** The sentence for the strategy, or for the schedule where that leaves the strategy out. */
export function tradeOff(mixed: Mixed, isRegularised: boolean): string {
  const { experiment, latest } = mixed;
  const { strategy, schedule } = experiment;
  if (schedule.kind === 'simultaneous') return together(mixed, isRegularised);
  if (schedule.kind === 'alternating') return inTurn(experiment);
  const row: Strategy = strategies[strategy.kind];
  const members = mixed.members.map((loss) => ({
    symbol: lossSymbol(experiment, loss),
    fader: loss.fader,
    latest: latest?.losses[loss.id],
  }));
  return row.sentence(strategy, { members, step: latest?.step });
}

function together({ experiment, members }: Mixed, isRegularised: boolean): string {
  const { label } = optimizerKinds[experiment.optimizer.kind];
  if (isLinear(experiment)) {
    return members.every((loss) => loss.rate === 1)
      ? `One optimizer per loss, together, is exactly the weighted sum here, because ${label} is linear in the gradient.`
      : `One optimizer per loss, together: ${label} is linear in the gradient, so each rate multiplies its fader, and the steps are those of another weighted sum.`;
  }
  const end = isRegularised ? '.' : '; but for ε the faders cancel, and the rates count instead.';
  return `One optimizer per loss, together, is not the weighted sum: ${label} scales the steps of each loss by its own gradients${end}`;
}

function inTurn(experiment: Experiment): string {
  const { label } = optimizerKinds[experiment.optimizer.kind];
  const point = 'each gradient is taken at the point that the step before has reached';
  return isLinear(experiment)
    ? `One optimizer per loss, in turn, is not the weighted sum, even with ${label}: ${point}.`
    : `One optimizer per loss, in turn, is not the weighted sum: ${point}, and ${label} scales the steps of each loss by its own gradients.`;
}

/** Why separate models do, or do not, train as if alone. */
export function separation(experiment: Experiment, joinsPenalty: boolean): string {
  const { strategy, schedule } = experiment;
  const { label, family, isPlain, isSigned }: Strategy = strategies[strategy.kind];
  if (schedule.kind !== 'joint' || isPlain) {
    return 'Each trains as if alone: no weighting can make them help or harm each other.';
  }
  if (joinsPenalty) return `${label} couples them through the weights alone, which it also gives to the penalty.`;
  if (strategy.heads === 'own' || (strategy.heads === 'auto' && family !== 'losses')) {
    return `Each trains as if alone: ${label} acts only where gradients meet.`;
  }
  return isSigned?.(strategy)
    ? `${label} couples them through the weights: one that turns negative un-trains its model.`
    : `${label} couples only how fast each trains: its weights are never negative, so the direction of each is its own.`;
}
