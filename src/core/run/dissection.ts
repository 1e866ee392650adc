/**
 * One step of a run, taken apart: the numbers of every stage as the engine had them in that step, on its own batch, with
 * its dropout and batch statistics. To take a step apart changes no number of the training.
 *
 * A gradient here is that of a row of the strategy, g = ∇(factor · L): the factor is the fader, or 1 where the strategy
 * reads faders in another way. Norms are Euclidean and in float64; "by layer" is over the trained weights of a layer.
 */
import type { Matrix, Projection } from '../strategies/strategy.ts';

export interface Dissection {
  /** The number of steps before it. */
  readonly step: number;
  readonly batch: {
    readonly size: number;
    /** The first images, and by target what the network is told of each: label noise is in it. */
    readonly images: readonly {
      /** RGB bytes, height×width×3. */
      readonly pixels: Uint8Array;
      readonly truths: Readonly<Record<string, string>>;
    }[];
  };
  /** Every forward pass with what follows from it, in the order in which they were taken. */
  readonly passes: readonly Pass[];
  /** Turns of losses that came after these and are not told one by one. */
  readonly untold: number;
}

/** A forward pass, the backward passes from it, and the updates by them. */
export interface Pass {
  /** The loss whose turn it is, where optimizers step in turn. */
  readonly turn?: string;
  /** In the order of computation, the input first. */
  readonly layers: readonly LayerOutput[];
  /** What is not muted, without faders. */
  readonly losses: readonly { readonly loss: string; readonly value: number }[];
  readonly backward: readonly Backward[];
  /** None where a loss steps in its turn: there is one gradient alone. */
  readonly combination?: Combination;
  readonly updates: readonly Update[];
}

/** What comes out of a layer, over the whole batch, and one channel of it as a picture. */
export interface LayerOutput {
  readonly layer: string;
  /** Of one image. */
  readonly shape: readonly number[];
  readonly mean: number;
  readonly deviation: number;
  readonly low: number;
  readonly high: number;
  /** The channel that varies most, for the first image; grey bytes from its least value to its largest. A vector is one row. */
  readonly picture: { readonly height: number; readonly width: number; readonly pixels: Uint8Array };
}

/** A vector over the trained weights, by its lengths. */
export interface Norms {
  readonly norm: number;
  /** By layer; a layer that it does not touch is missing. */
  readonly layers: Readonly<Record<string, number>>;
}

/** The backward pass of one heard loss. */
export interface Backward extends Norms {
  readonly loss: string;
  /** g = ∇(factor · L). */
  readonly factor: number;
  /** The step itself did without this pass: it took the gradient of the weighted sum at once. */
  readonly isExtra: boolean;
}

export interface Combination {
  /** Ids of the losses that are weighed, as the rows of the Gramian. */
  readonly rows: readonly string[];
  /** The Gramian is over the weights that two or more of them reach; else over all. */
  readonly isShared: boolean;
  /** [m, m] gᵢ·gⱼ. */
  readonly gramian: Matrix;
  /** Nothing where every optimizer takes the gradient of its own loss. */
  readonly weighing?: ActingWeights;
}

/** How the strategy makes one gradient of several. */
export interface ActingWeights {
  /** [m] of the rows where losses share weights, as they act: the update Σ wᵢgᵢ. */
  readonly weights: readonly number[];
  /** [m] of the rows where one loss alone reaches. */
  readonly own: readonly number[];
  /** Factor by which the strategy's answer was rescaled; 1 where it was not. */
  readonly length: number;
  /** ∂ total / ∂ L by loss id, faders and penalties included. */
  readonly acting: Readonly<Record<string, number>>;
  /** The scalar that is minimised, and what of it is beyond Σ weight · L. */
  readonly total: number;
  readonly offset: number;
  /** The strategy was not asked at this step: its last answer stays. */
  readonly isKept: boolean;
  /** The update is made element by element and is no combination of the rows. */
  readonly isElementwise: boolean;
  /** Where the strategy projects gradients: coefficients of the rows. */
  readonly projections?: readonly Projection[];
  /** What the strategy trains itself, before its own step and after. */
  readonly parameters?: { readonly before: readonly number[]; readonly after: readonly number[] };
}

/** A move of θ by an optimizer, or by the proximal step of L1, which has no gradient. */
export interface Update {
  /** Of the total, of one loss, of what only penalties reach, or the proximal step of L1. */
  readonly of: 'total' | 'penalties' | 'proximal' | { readonly loss: string };
  readonly rate: number;
  /** The steps that this optimizer has taken with this one. */
  readonly count: number;
  /** What it is given. */
  readonly gradient: Norms;
  /** θ′ − θ. */
  readonly change: Norms;
  /** ‖θ‖ before, over the weights that it may move. */
  readonly theta: Norms;
  /** The optimizer's moments. */
  readonly slots: readonly { readonly symbol: string; readonly before: number; readonly after: number }[];
}

/** One output of a layer for one image of the batch, and one of its weights. */
export interface Unit {
  readonly layer: string;
  readonly pass: number;
  /** Among the images of the dissection. */
  readonly image: number;
  /** The place in the output; where it gives no channel, that of the largest value. */
  readonly row?: number;
  readonly column?: number;
  readonly channel?: number;
  /** The number of the weight among its inputs, the largest gradient where it is not given. */
  readonly weight?: number;
}

/** The arithmetic of a unit: z = Σ inputᵢ·weightᵢ + bias, a = activation(z), and how one weight of it is trained. */
export interface Arithmetic {
  readonly step: number;
  readonly unit: Required<Unit>;
  /** Of the output of the layer. */
  readonly shape: readonly number[];
  /** The layer that it reads. */
  readonly reads: string;
  /** [height, width, channels] of the weights of one unit. */
  readonly kernel: readonly [number, number, number];
  /** In the order [height, width, channels]; zeros where the window is over the edge. */
  readonly inputs: Float32Array;
  readonly weights: Float32Array;
  /** 0 where the layer has none. */
  readonly bias: number;
  /** z, in float64 from these numbers. */
  readonly sum: number;
  readonly activation: string;
  /** a, as the engine has it. */
  readonly value: number;
  /** Missing where the layer is frozen. */
  readonly trained?: TrainedWeight;
}

/** One weight of a step. */
export interface TrainedWeight {
  /** At the pass of the unit. */
  readonly value: number;
  /** For every pass of the step its gradients there, and its moves. */
  readonly passes: readonly {
    readonly gradients: readonly WeightGradient[];
    readonly moves: readonly WeightMove[];
  }[];
}

/** ∂(factor · L)/∂w, and the weight with which it acts here; none where there is none, or the update has no weights. */
export interface WeightGradient {
  readonly loss: string;
  readonly gradient: number;
  readonly weight?: number;
}

/** A weight before and after an update. */
export interface WeightMove {
  readonly of: Update['of'];
  readonly rate: number;
  readonly count: number;
  /** What the optimizer is given; of it comes `rest` from the L1 and L2 of layers and from penalties that are divided. */
  readonly gradient: number;
  readonly rest: number;
  readonly before: number;
  readonly after: number;
  readonly slots: Update['slots'];
}
