/**
 * What the chosen combination makes of several losses, in one exact sentence with its reason: for each schedule, and for
 * each strategy (a table, so that a new strategy has to bring its own). What a sentence says of weights and directions is
 * said of the combined gradient; what an optimizer does to that afterwards is the same for all of them.
 */
import type { Experiment, StrategySection } from './experiment.ts';
import type { Loss } from './losses/index.ts';
import { lossNumber } from './losses/names.ts';
import { isPenalty } from './losses/roles.ts';
import { optimizerKinds } from './optimizers.ts';
import { type StrategyKind, strategies } from './strategies/index.ts';

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

/** SGD and Momentum: the step is linear in the gradients so far. */
export function isLinear({ optimizer }: Experiment): boolean {
  return optimizer.kind === 'sgd' || optimizer.kind === 'momentum';
}

/** The sentence for the strategy, or for the schedule where that leaves the strategy out. */
export function tradeOff(mixed: Mixed, isRegularised: boolean): string {
  const { strategy, schedule } = mixed.experiment;
  if (schedule.kind === 'simultaneous') return together(mixed, isRegularised);
  if (schedule.kind === 'alternating') return inTurn(mixed.experiment);
  const sentence = sentences[strategy.kind] as (strategy: StrategySection, mixed: Mixed) => string;
  return sentence(strategy, mixed);
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

type StrategyOf<K extends StrategyKind> = Extract<StrategySection, { readonly kind: K }>;

const sentences = {
  sum: () => 'The weighted sum picks one point of the Pareto front; the faders choose which.',
  'trainable-weight': (strategy, mixed) => (mixed.members.length === 2 ? oneWeight : manyWeights)(strategy, mixed),
  'softmax-weights': ({ direction }) =>
    direction === 'descent'
      ? 'Softmax weights by descent run to the smallest loss, because ∂L/∂zᵢ = wᵢ(Lᵢ − L): what is above the weighted mean L loses its weight.'
      : 'Softmax weights by ascent give weight to the largest loss, because ∂L/∂zᵢ = wᵢ(Lᵢ − L), and seek the minimax point.',
  uncertainty: () =>
    'Uncertainty weighting draws each weight to 1/(2L), because ½ log σ² makes a small one costly: halving any loss counts the same, and in the end the faders cancel.',
  dwa: () =>
    'Dynamic weight average gives more weight, on top of the faders, to the losses that fell least over an epoch.',
  rlw: () =>
    'Random weights are drawn anew at every step, blind to the losses: on average they are equal, so only the faders speak.',
  gls: () =>
    'The geometric mean weighs each loss by 1/L: halving any loss counts the same, and a fader only scales the whole.',
  'imtl-l': () =>
    'IMTL-L learns for each loss the factor that brings it to one: each weight is drawn to 1/L, and in the end the faders cancel.',
  famo: () =>
    'FAMO shifts weight to the loss that fell least, in per cent, in the last step, so that all fall at one relative rate.',
  tchebycheff: () =>
    'Tchebycheff trains only the loss with the largest pᵢ(Lᵢ − zᵢ), where the faders are the preference p: so it also reaches points of the front that no weighted sum can.',
  'smooth-tchebycheff': () =>
    'Smooth Tchebycheff mostly trains the loss with the largest pᵢ(Lᵢ − zᵢ), where the faders are the preference p: a soft maximum.',
  pbi: () =>
    'Boundary intersection pulls the losses onto the ray of the faders, which are its preference: a loss that is ahead of the ray may get a negative weight and be made worse.',
  mgda: () =>
    'MGDA takes the shortest vector in the hull of the gradients, because none of them points against it; where it is zero, nothing can improve all losses.',
  pcgrad: () =>
    'PCGrad takes from each gradient what points against another and adds up the rest: without conflict it is the weighted sum.',
  gradvac: () =>
    'GradVac turns gradients towards each other where they agree less than they usually do; PCGrad only removes conflict.',
  cagrad: ({ c }) =>
    c === 0
      ? 'CAGrad with c = 0 is the mean of the gradients, each times its fader.'
      : 'CAGrad stays near the mean gradient and, within that ball, helps most the loss that gains least.',
  'imtl-g': () =>
    'IMTL-G takes the combination that projects equally onto every unit gradient, so no length rules; a weight may be negative.',
  'nash-mtl': () =>
    'Nash-MTL maximises the product of what each loss gains, so in shared layers the units of a loss do not count.',
  'aligned-mtl': () =>
    'Aligned-MTL makes the gradients orthogonal and equally long, then adds them up; the faders are its preference.',
  upgrad: () =>
    'UPGrad bends each gradient only until it hurts no loss, then adds them up; the faders are its preference.',
  dualproj: () =>
    'DualProj takes the mean gradient, with the faders as preference, or the nearest direction that hurts no loss.',
  fairgrad: ({ alpha }) =>
    alpha === 0
      ? 'FairGrad with α = 0 is the weighted sum.'
      : 'FairGrad shares out the descent among the losses: the larger α, the more it favours the one that gains least.',
  gradnorm: () =>
    'GradNorm trains the weights until the weighted gradients are balanced in length, longer for a loss that falls slowly; conflicts it leaves as they are.',
  graddrop: () =>
    'GradDrop draws one sign for each single parameter and drops the gradients of the other sign, so no update is a compromise.',
  config: () => 'ConFIG takes the one direction that makes the same angle with every gradient, so no length rules.',
  'db-mtl': () =>
    'DB-MTL averages the gradients of the logarithms and makes them all as long as the longest: in shared layers neither units nor faders count.',
} satisfies { readonly [K in StrategyKind]: (strategy: StrategyOf<K>, mixed: Mixed) => string };

/** a·L₁ + (1−a)·L₂. */
function oneWeight({ form, direction }: StrategyOf<'trainable-weight'>, mixed: Mixed): string {
  const [first, second] = mixed.members as readonly [Loss, Loss];
  const name = (loss: Loss) => `${loss.weight === 1 ? '' : `${short(loss.weight)}·`}${symbol(mixed.experiment, loss)}`;
  const reason = `∂L/∂a = ${name(first)} − ${name(second)}${now(first, second, direction, mixed.latest)}`;
  if (direction === 'descent') {
    const end =
      form === 'raw'
        ? '; nothing stops a at 0 or 1, and beyond them the larger loss is un-trained.'
        : ', so the larger one loses its weight.';
    return `Descent on a runs to the smaller loss, because ${reason}${end}`;
  }
  return form === 'raw'
    ? `Ascent on a seeks the minimax point, where both are equal, because ${reason}; nothing stops a at 0 or 1, and beyond them the smaller loss is un-trained.`
    : `Ascent on a seeks the minimax point, where the larger loss is as small as it can be, because ${reason}: the larger one gains weight.`;
}

/** " (at step 140: 2.08 − 1.1 = 0.98, a falls)", where a run has the numbers. */
function now(first: Loss, second: Loss, direction: 'descent' | 'ascent', latest: Latest | undefined): string {
  const [a, b] = [latest?.losses[first.id], latest?.losses[second.id]];
  if (latest === undefined || a === undefined || b === undefined) return '';
  const [left, right] = [first.weight * a, second.weight * b];
  const falls = left > right === (direction === 'descent');
  const move = left === right ? 'a rests' : falls ? 'a falls' : 'a rises';
  return ` (at step ${latest.step}: ${short(left)} − ${short(right)} = ${short(left - right)}, ${move})`;
}

function manyWeights({ form, direction }: StrategyOf<'trainable-weight'>, { experiment, members }: Mixed): string {
  const end = symbol(experiment, members.at(-1) as Loss);
  const isDescent = direction === 'descent';
  if (form === 'raw') {
    return isDescent
      ? `Descent on the weights prefers the losses smaller than ${end}, because ∂L/∂wᵢ = Lᵢ − ${end}; nothing stops a weight at 0, and below it a loss is un-trained.`
      : `Ascent on the weights seeks the point where all losses are equal, because ∂L/∂wᵢ = Lᵢ − ${end}; nothing stops a weight at 0, and below it a loss is un-trained.`;
  }
  const reason = form === 'simplex' ? '∂L/∂wᵢ = Lᵢ' : '∂L/∂sᵢ = wᵢ(Lᵢ − L)';
  return isDescent
    ? `Descent on the weights runs to the smallest loss, because ${reason}: the larger a loss, the faster its weight falls.`
    : `Ascent on the weights seeks the minimax point, where the largest loss is as small as it can be, because ${reason}.`;
}

/** "L₁" as in the equation of the mixer; a penalty is R. */
function symbol(experiment: Experiment, loss: Loss): string {
  if (isPenalty(loss)) return 'R';
  return `L${String(lossNumber(experiment, loss.id)).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(digit)))}`;
}

function short(value: number): string {
  if (Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-3))
    return value.toExponential(1).replace('e+', 'e');
  return String(Number(value.toPrecision(3))).replace('-', '−');
}

/** Why separate models do, or do not, train as if alone. */
export function separation(experiment: Experiment, joinsPenalty: boolean): string {
  const { strategy, schedule } = experiment;
  if (schedule.kind !== 'joint' || strategy.kind === 'sum') {
    return 'Each trains as if alone: no weighting can make them help or harm each other.';
  }
  const { label, family } = strategies[strategy.kind];
  if (joinsPenalty) return `${label} couples them through the weights alone, which it also gives to the penalty.`;
  if (strategy.heads === 'own' || (strategy.heads === 'auto' && family !== 'losses')) {
    return `Each trains as if alone: ${label} acts only where gradients meet.`;
  }
  const isSigned = strategy.kind === 'pbi' || (strategy.kind === 'trainable-weight' && strategy.form === 'raw');
  return isSigned
    ? `${label} couples them through the weights: one that turns negative un-trains its model.`
    : `${label} couples only how fast each trains: its weights are never negative, so the direction of each is its own.`;
}
