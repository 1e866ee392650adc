/**
 * A walk: one strategy from one start on a plane problem, with the strategy's own code and in float64. Per step: losses and
 * gradients at x → Gramian → weights w → d = Σ wᵢ∇Lᵢ → optimizer → x.
 *
 * Faders act as in a run: they scale losses and gradients, or are the preference of the strategies that read them so.
 */
import type { Values } from '../../fields.ts';
import { makeRandom } from '../../random.ts';
import { type StrategyKind, strategies } from '../../strategies/index.ts';
import type { Measured, Projection, Strategy } from '../../strategies/strategy.ts';
import { makeDescent, type PlaneOptimizer } from './descent.ts';
import { type PlaneKind, planeOf } from './index.ts';
import type { Box, Pair, PlaneProblem } from './planeProblem.ts';

export interface Walk {
  readonly problem: PlaneKind;
  readonly problemOptions: Values<PlaneProblem['options']>;
  readonly strategy: StrategyKind;
  readonly strategyOptions: Values<Strategy['options']>;
  readonly faders: Pair;
  /** In place of the faders over their sum. */
  readonly preference?: Pair;
  readonly start: Pair;
  readonly optimizer: PlaneOptimizer;
  readonly learningRate: number;
  readonly steps: number;
  /** Of the strategies that draw. */
  readonly seed: number;
}

/** The recorded points of a walk. Pairs lie one after the other: those of row i at 2i and 2i + 1. */
export interface Path {
  /** [n] updates before each point, rising; 0 is the start. */
  readonly steps: Int32Array;
  /** [n×2] the points. */
  readonly x: Float64Array;
  /** [n×2] the losses there. */
  readonly losses: Float64Array;
  /** [n×2×2] the gradients as the strategy saw them: times their faders where it takes these as scales. */
  readonly gradients: Float64Array;
  /** [n×2] ∂ total/∂ L as the strategy weighed at that point. */
  readonly weights: Float64Array;
  /** [n][k] where the strategy projects: vectors, and what each was projected into. Their sum is the combined gradient. */
  readonly projections: readonly (readonly Projected[])[];
  /** [n×2] the combined gradient at that point. */
  readonly direction: Float64Array;
  /** [n×2] the update that it led to. */
  readonly update: Float64Array;
  /** [n] the length of the shortest vector in the hull of ∇L₁ and ∇L₂ there: 0 is Pareto-stationary. */
  readonly gauge: Float64Array;
  /** The point before the first that is not finite, where the walk ran away. */
  readonly divergedAt?: number;
}

/** A vector of the plane and its projection. */
export interface Projected {
  readonly from: Pair;
  readonly to: Pair;
  /** The one loss whose gradient it is, possibly times its share; undefined for a mixture. */
  readonly loss?: 0 | 1;
}

/** Looks on while somebody walks. */
export interface Onlooker {
  /** Is shown every point. */
  see?(x: Pair, step: number): void;
  /** Ends the walk at a recorded point, given the update that would follow. */
  endsAt?(x: Pair, update: Pair): boolean;
}

/** Walks, and records the points for whose step `isRecorded` says so. */
export function walk(it: Walk, isRecorded: (step: number) => boolean, onlooker: Onlooker = {}): Path {
  const mover = makeMover(it);
  const rows: Row[] = [];
  let x = it.start;
  let divergedAt: number | undefined;
  for (let step = 0; step <= it.steps; step++) {
    const row = mover(x, step);
    onlooker.see?.(x, step);
    if (isRecorded(step)) {
      rows.push(row);
      if (onlooker.endsAt?.(x, row.update)) break;
    }
    if (step === it.steps) break;
    if (!Number.isFinite(row.next[0]) || !Number.isFinite(row.next[1])) {
      divergedAt = step;
      break;
    }
    x = row.next;
  }
  return { ...toPath(rows), ...(divergedAt === undefined ? {} : { divergedAt }) };
}

interface Row {
  readonly step: number;
  readonly x: Pair;
  readonly losses: Pair;
  /** Of the losses themselves. */
  readonly gradients: readonly [Pair, Pair];
  readonly seen: readonly [Pair, Pair];
  readonly projections: readonly Projection[] | undefined;
  readonly weights: Pair;
  readonly direction: Pair;
  readonly update: Pair;
  readonly next: Pair;
}

/** A function that takes the walk from x to the next point; it keeps the memory of strategy and optimizer. */
function makeMover(it: Walk): (x: Pair, step: number) => Row {
  const problem = planeOf(it.problem);
  const strategy: Strategy = strategies[it.strategy];
  const { problemOptions, strategyOptions, faders } = it;
  const scale: Pair = strategy.reads === 'scale' ? faders : [1, 1];
  const sum = faders[0] + faders[1];
  const preference = it.preference ?? [faders[0] / sum, faders[1] / sum];
  const random = makeRandom(it.seed);
  const lowest: Pair = strategy.needsPositive ? problem.lowest(problemOptions) : [0, 0];
  const descend = makeDescent(it.optimizer, it.learningRate);
  let state = strategy.init(2, strategyOptions);
  return (x, step) => {
    const { losses, gradients } = problem.at(x, problemOptions);
    const g = times(gradients[0], scale[0]);
    const h = times(gradients[1], scale[1]);
    const shown = [scale[0] * (losses[0] - lowest[0]), scale[1] * (losses[1] - lowest[1])];
    const measured = measure({ losses: shown, preference, step, stepsPerEpoch: 1, random }, strategy.needs, g, h);
    // FAMO looks at the losses after the update: they are these.
    if (strategy.observe && step > 0) state = strategy.observe(shown, state, strategyOptions);
    const weighed = strategy.weigh(measured, state, strategyOptions);
    state = weighed.state;
    const v = weighed.weights[0]!;
    const w = weighed.weights[1]!;
    const direction: Pair = weighed.update
      ? [weighed.update[0]!, weighed.update[1]!]
      : [v * g[0] + w * h[0], v * g[1] + w * h[1]];
    const update = descend(direction);
    const next = inside([x[0] + update[0], x[1] + update[1]], problem.box);
    const weights: Pair = [v * scale[0], w * scale[1]];
    const { projections } = weighed;
    return { step, x, losses, gradients, seen: [g, h], projections, weights, direction, update, next };
  };
}

function times(x: Pair, factor: number): Pair {
  return [x[0] * factor, x[1] * factor];
}

/** With what the strategy needs of the gradients. Written out: spreading objects took half of the time of a walk. */
function measure(measured: Measured, needs: Strategy['needs'], g: Pair, h: Pair): Measured {
  if (needs !== 'gramian' && needs !== 'jacobian') return measured;
  const inner = g[0] * h[0] + g[1] * h[1];
  const gramian = [
    [g[0] * g[0] + g[1] * g[1], inner],
    [inner, h[0] * h[0] + h[1] * h[1]],
  ];
  const { losses, preference, step, stepsPerEpoch, random } = measured;
  if (needs === 'gramian') return { losses, preference, step, stepsPerEpoch, random, gramian };
  const jacobian = [Float64Array.from(g), Float64Array.from(h)];
  return { losses, preference, step, stepsPerEpoch, random, gramian, jacobian };
}

/** The nearest point of the box. */
function inside(x: Pair, box: Box | undefined): Pair {
  if (!box) return x;
  const within = (i: 0 | 1) => Math.min(box.high[i], Math.max(box.low[i], x[i]));
  return [within(0), within(1)];
}

function toPath(rows: readonly Row[]): Omit<Path, 'divergedAt'> {
  const pairs = (name: 'x' | 'losses' | 'weights' | 'direction' | 'update') =>
    Float64Array.from({ length: 2 * rows.length }, (_, i) => rows[i >> 1]![name][i & 1]!);
  return {
    steps: Int32Array.from(rows, ({ step }) => step),
    x: pairs('x'),
    losses: pairs('losses'),
    gradients: Float64Array.from(rows.flatMap(({ seen }) => seen.flat())),
    projections: rows.map(({ projections = [], seen }) => projections.map((one) => projected(one, seen))),
    weights: pairs('weights'),
    direction: pairs('direction'),
    update: pairs('update'),
    gauge: Float64Array.from(rows, ({ gradients }) => shortestIn(gradients)),
  };
}

function projected({ from, to }: Projection, [g, h]: Row['seen']): Projected {
  const along = ([v = 0, w = 0]: readonly number[]): Pair => [v * g[0] + w * h[0], v * g[1] + w * h[1]];
  const loss = from[1] === 0 ? 0 : from[0] === 0 ? 1 : undefined;
  return { from: along(from), to: along(to), ...(loss === undefined ? {} : { loss }) };
}

/** The distance from 0 to the line between two points. */
function shortestIn([g, h]: readonly [Pair, Pair]): number {
  const along: Pair = [h[0] - g[0], h[1] - g[1]];
  const squared = along[0] ** 2 + along[1] ** 2;
  const t = squared > 0 ? Math.min(1, Math.max(0, -(g[0] * along[0] + g[1] * along[1]) / squared)) : 0;
  return Math.hypot(g[0] + t * along[0], g[1] + t * along[1]);
}
