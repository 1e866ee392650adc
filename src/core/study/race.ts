/**
 * The race of strategies and schedules on one experiment, with all that it has to be measured against: every task alone, the plain sum,
 * and a sweep of the sum's weights, which draws the front that weights alone can reach.
 */
import { targetName } from '../datasets/describe.ts';
import type { Experiment } from '../experiment.ts';
import type { Loss } from '../losses/index.ts';
import { isPenalty, isUnmuted } from '../losses/roles.ts';
import { makeRandom } from '../random.ts';
import { type StrategyKind, strategies } from '../strategies/index.ts';
import { numberText } from '../words.ts';
import { type Listed, makeStudy, type Study } from './study.ts';

type Schedule = Experiment['schedule']['kind'];

/** Those with an optimizer for each loss, and what they are called. */
const ownOptimizers = {
  simultaneous: 'optimizers together',
  alternating: 'optimizers in turn',
} as const satisfies Partial<Record<Schedule, string>>;

/** One that races: what acts in it, by place, in the order of the variation. */
interface Racer {
  readonly label: string;
  readonly strategy: unknown;
  readonly schedule: Schedule;
  readonly faders: readonly number[];
  readonly muted: readonly boolean[];
}

/** The shares of the first of two losses that the sweep tries; a half is the plain sum. */
const shares = [0.05, 0.2, 0.35, 0.65, 0.8, 0.95];

/** How many weights the sweep tries beside the plain sum. */
export const sweptWeights = shares.length;

/** The study in which these strategies race, each at its defaults, and these schedules on the plain sum, from `seeds` starts. */
export function raceOf(
  experiment: Experiment,
  kinds: readonly StrategyKind[],
  {
    seeds = 3,
    title = `Race: ${experiment.title}`,
    schedules = [],
  }: {
    readonly seeds?: number;
    readonly title?: string;
    readonly schedules?: readonly (keyof typeof ownOptimizers)[];
  } = {},
): Study {
  const losses = experiment.losses.filter((loss) => isUnmuted(loss) && !isPenalty(loss));
  const at = ['strategy', 'schedule.kind', ...losses.flatMap(({ id }) => [`losses.${id}.fader`, `losses.${id}.muted`])];
  const racers = [
    ...aloneOf(experiment, losses),
    ...sweepOf(losses),
    ...kinds.map((kind) => racerOf(kind, losses)),
    ...schedules.map((kind) => scheduled(kind, losses)),
  ];
  const variation: Listed = {
    kind: 'list',
    at,
    join: 'each',
    values: racers.map(({ strategy, schedule, faders, muted }) => [
      strategy,
      schedule,
      ...losses.flatMap((_, i) => [faders[i] ?? 1, muted[i] ?? false]),
    ]),
    labels: racers.map(({ label }) => label),
  };
  const { seed } = experiment.training;
  return makeStudy(experiment, {
    title: title.slice(0, 80),
    variations: [variation],
    seeds: Array.from({ length: seeds }, (_, i) => (seed + i) % 2 ** 31),
  });
}

const asSet = (losses: readonly Loss[]) => losses.map(({ fader }) => fader);
const heard = (losses: readonly Loss[]) => losses.map(() => false);

/** Each target by itself: the losses of the others are muted. */
function aloneOf(experiment: Experiment, losses: readonly Loss[]): Racer[] {
  const targets = [...new Set(losses.flatMap((loss) => ('target' in loss ? loss.target : [])))];
  if (targets.length < 2) return [];
  return targets.map((target) => ({
    label: `${targetName(experiment, target)} alone`,
    strategy: 'sum',
    schedule: 'joint',
    faders: asSet(losses),
    muted: losses.map((loss) => 'target' in loss && loss.target !== target),
  }));
}

/** The plain sum, and sums whose weights add up to as much: a and 1 − a for two losses, drawn on the simplex for more. */
function sweepOf(losses: readonly Loss[]): Racer[] {
  const m = losses.length;
  const sum = (label: string, faders: readonly number[]): Racer => ({
    label,
    strategy: 'sum',
    schedule: 'joint',
    faders,
    muted: heard(losses),
  });
  const plain = sum(
    'plain sum',
    losses.map(() => 1),
  );
  if (m < 2) return [plain];
  const weights = m === 2 ? shares.map((a) => [a, 1 - a]) : drawWeights(m);
  const named = weights.map((all) => {
    const [first = 0] = all;
    const label = m === 2 ? `sum, a ${numberText(first)}` : `sum, ${all.map(numberText).join(' : ')}`;
    return sum(
      label,
      all.map((share) => Number((m * share).toPrecision(6))),
    );
  });
  return [plain, ...named];
}

/** Points drawn uniformly on the simplex: exponentials over their sum. */
function drawWeights(m: number): number[][] {
  const random = makeRandom(1).fork('sweep');
  return Array.from({ length: sweptWeights }, () => {
    const draws = Array.from({ length: m }, () => -Math.log(1 - random.next()));
    const total = draws.reduce((a, b) => a + b);
    return draws.map((draw) => draw / total);
  });
}

function racerOf(kind: StrategyKind, losses: readonly Loss[]): Racer {
  return {
    label: strategies[kind].label,
    strategy: kind,
    schedule: 'joint',
    faders: asSet(losses),
    muted: heard(losses),
  };
}

function scheduled(schedule: keyof typeof ownOptimizers, losses: readonly Loss[]): Racer {
  return { label: ownOptimizers[schedule], strategy: 'sum', schedule, faders: asSet(losses), muted: heard(losses) };
}
