/**
 * What a strategy is: a pure function from what was measured at this step to one weight per loss.
 *
 * Notation used in every file of this folder: m losses L_i, g_i = ∇L_i over the shared parameters (rows of J, m×P),
 * G = J·Jᵀ (m×m, float64), weights w, update direction d = Jᵀw.
 */
import type * as z from 'zod/mini';
import type { Fields } from '../fields.ts';
import type { Random } from '../random.ts';

/** An m×m matrix as rows of float64. */
export type Matrix = readonly (readonly number[])[];

export interface Measured {
  /** [m] loss values before this step, each already times its fader unless the strategy `reads: 'preference'`. */
  readonly losses: readonly number[];
  /** [m] the faders divided by their sum: the preference vector. */
  readonly preference: readonly number[];
  /** [m] the place of each loss among all losses, those that are muted included; from 0 on in order where not given. */
  readonly places?: readonly number[];
  /** [m×m] inner products of the per-loss gradients; present when `needs` is 'gramian' or 'jacobian'. */
  readonly gramian?: Matrix;
  /** [m][P] the gradients themselves; present when `needs` is 'jacobian'. */
  readonly jacobian?: readonly Float32Array[] | readonly Float64Array[];
  /** Relative rounding error of the Gramian's entries: 2.2e-16 (the default) in float64, about 1e-7 from a device. */
  readonly precision?: number;
  /** Steps done before this one, and steps in an epoch (for methods that average over epochs). */
  readonly step: number;
  readonly stepsPerEpoch: number;
  /**
   * This step's randomness, from the experiment's seed. Drawn in a fixed manner, so that recorded draws can stand in:
   * one `permutation(m)` a row (PCGrad, GradVac), one `next()` a coordinate (GradDrop), one `normal()` a loss (RLW).
   */
  readonly random: Random;
}

export interface Weighed<State> {
  /** [m] ∂ total / ∂ L_i, or the row weights with d = Jᵀw. */
  readonly weights: readonly number[];
  readonly state: State;
  /** [P] the combined gradient, where it is not a combination of rows (GradDrop); else the engine forms Jᵀw. */
  readonly update?: Float64Array;
  /** The scalar that is minimised, where the method defines one. */
  readonly total?: number;
  /** Where the method projects gradients: what and into what. The results add up to the weights. */
  readonly projections?: readonly Projection[];
  /** [m] what stays until the next measurement, where the weights of this step were cut to keep `longest`. */
  readonly kept?: readonly number[];
}

/** A combination of gradients and what it is projected into, both as [m] coefficients of the rows of J. */
export interface Projection {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** The losses of a step, seen from those of the last one asked: who goes on, who is new. */
export interface Regrouping {
  /** [m] the row that each loss had; undefined for a loss that is new or comes back. */
  readonly rows: readonly (number | undefined)[];
  /** [Σ shared] the coordinate of the gradients that each coordinate was; −1 for one that was none. */
  readonly columns: () => Int32Array;
}

export interface Paper {
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  readonly venue: string;
  readonly url: string;
}

/** What a strategy's sentence may speak of. */
export interface Mixed {
  /** What the strategy weighs, at least two losses, in the order of the desk. */
  readonly members: readonly Member[];
  /** The step of the latest values, where a run has them. */
  readonly step?: number | undefined;
}

/** A loss as the page shows it. */
export interface Member {
  /** "L₁", or "R" for a penalty. */
  readonly symbol: string;
  readonly fader: number;
  /** Its value at that step of a run, without its fader. */
  readonly latest?: number | undefined;
}

/** An option of a strategy that repairs it. */
export interface Cure {
  /** Behind "because": "the total has no least value in a". */
  readonly why: string;
  /** A sentence: "Keep a between 0 and 1." */
  readonly remedy: string;
  /** The option, or `kind` for another strategy, and its value. */
  readonly field: string;
  readonly value: string;
  /** Behind "Run with": "a = sigmoid(s)". */
  readonly label: string;
}

export interface Strategy<F extends Fields = Fields, State = unknown> {
  /** kebab-case, as in links. */
  readonly kind: string;
  readonly label: string;
  readonly family: 'losses' | 'gramian' | 'gradients';
  /**
   * What the engine must measure before it can weigh. With 'nothing' the losses given may be zeros: their values stay on
   * the device. 'losses' costs reading m numbers back a step, a Gramian one backward pass per loss as well.
   */
  readonly needs: 'nothing' | 'losses' | 'gramian' | 'jacobian';
  /** What the faders mean: they scale every loss before the method sees it, or they are its preference vector. */
  readonly reads: 'scale' | 'preference';
  /** It weighs nothing: what acts are the faders themselves. */
  readonly isPlain?: true;
  /** Whether these options let a weight turn negative where no gradients meet: a model by itself is then un-trained. */
  readonly isSigned?: (options: z.infer<F>) => boolean;
  /** What helps where a run of it went wrong: its objective ran away, or it gave a loss up. */
  readonly cure?: (options: z.infer<F>, ill: 'unbounded' | 'given-up') => Cure | undefined;
  /** It divides by the losses or takes their logarithm: it is undefined where one is below 0. */
  readonly needsPositive?: true;
  readonly options: F;
  /** TeX of the update, or of the total: that of a method on losses begins with "L=", and L is nothing else in it. */
  readonly formula: string;
  /** Two sentences for a student: the idea, and when it misleads. */
  readonly help: string;
  /** What it makes of several losses, exactly and with the reason, in one sentence: a part of the verdict. */
  readonly sentence: (options: z.infer<F>, mixed: Mixed) => string;
  /** The sentence quotes the latest losses of a run. */
  readonly quotesLosses?: true;
  readonly paper?: Paper;
  /** |d| is at most this at every step, over the shared weights; 0 for no limit. */
  longest?(options: z.infer<F>): number;
  init(lossCount: number, options: z.infer<F>): State;
  /**
   * The state for another set of losses, asked for when one leaves or comes back. Those that stay keep their memory; one
   * that comes back starts as `init` has it, among the others. Needed by every strategy with a memory.
   */
  regroup?(state: State, regrouping: Regrouping, options: z.infer<F>): State;
  weigh(measured: Measured, state: State, options: z.infer<F>): Weighed<State>;
  /** Shown the losses on the same batch after the model's step (FAMO); costs one forward pass. */
  observe?(lossesAfter: readonly number[], state: State, options: z.infer<F>): State;
}

/** Keeps the option and state types of a strategy together while it is declared. */
export function defineStrategy<const F extends Fields, State>(strategy: Strategy<F, State>): Strategy<F, State> {
  return strategy;
}
