/**
 * What a plane problem is: two losses of two parameters x = (x₁, x₂) in closed form, so that everything about them can be
 * drawn. The strategies that weigh its gradients are those that train a network.
 */
import type { Fields, Values } from '../../fields.ts';
import type { OptimizerName } from '../../optimizers.ts';

/** A point of the plane, a gradient in it, or a pair of losses. */
export type Pair = readonly [number, number];

export interface Box {
  readonly low: Pair;
  readonly high: Pair;
}

/** The two losses at a point, and their gradients. */
export interface Evaluated {
  readonly losses: Pair;
  readonly gradients: readonly [Pair, Pair];
}

export interface PlaneProblem<F extends Fields = Fields> {
  /** kebab-case, as in links and in files of paths. */
  readonly kind: string;
  readonly label: string;
  /** Two sentences for a student: what it shows, and what that depends on. */
  readonly help: string;
  readonly citation: string;
  readonly options: F;
  /** TeX of L₁ and L₂. */
  readonly formulas: readonly [string, string];
  /** The part of the plane worth seeing. */
  readonly view: Box;
  readonly starts: readonly Pair[];
  /** What the problem was published with. */
  readonly usual: { readonly optimizer: OptimizerName; readonly learningRate: number; readonly steps: number };
  /** Where x is allowed: a step that leaves the box ends at its nearest point. Without one, everywhere. */
  readonly box?: Box;
  /** Bounds below the losses. Methods that need positive losses see L − lowest. */
  lowest(options: Values<F>): Pair;
  at(x: Pair, options: Values<F>): Evaluated;
  /**
   * The Pareto set as curves of at least `count` points in all, from the best of L₁ to the best of L₂; a single point is
   * a curve of one.
   */
  paretoSet(count: number): readonly (readonly Pair[])[];
  /** The two ends of a straight part of the Pareto set within which no weights have their optimum. */
  readonly beyondWeights?: readonly [Pair, Pair];
}

/** Keeps the types of a problem together while it is declared. */
export function definePlane<const F extends Fields>(problem: PlaneProblem<F>): PlaneProblem<F> {
  return problem;
}

/** `count` numbers from `from` to `to`, both ends in it, evenly apart. */
export function spaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}
