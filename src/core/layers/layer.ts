/**
 * What a layer kind is, apart from running it: its parameters, the shape it makes, the weights it owns, its cost.
 * Shapes leave out the batch: [height, width, channels] for images, [features] for vectors.
 */
import type * as z from 'zod/mini';
import type { Fields } from '../fields.ts';

export type Shape = readonly number[];

export interface WeightSpec {
  /** Unique within the layer: 'kernel', 'bias', 'gamma', 'beta', 'moving-mean', 'moving-variance', … */
  readonly name: string;
  readonly shape: Shape;
  readonly initial: 'initializer' | 'zeros' | 'ones';
  /** For initialisers: connections into and out of one unit. */
  readonly fanIn: number;
  readonly fanOut: number;
  /** Changed by an optimizer: neither a statistic (a moving average) nor, in a graph, a weight of a frozen layer. */
  readonly trainable: boolean;
  /** It would be trained, were its layer not frozen. Set by the graph. */
  readonly isFrozen?: true;
}

/** What is wrong with the inputs or parameters of a layer, in words, with a remedy. */
export interface ShapeProblem {
  readonly message: string;
  readonly remedy: string;
  /** Offered as a one-click fix by the graph. */
  readonly fix?: 'flatten' | 'project-shortcut' | 'pad' | 'move-to-image';
}

export interface LayerKind<F extends Fields = Fields> {
  readonly kind: string;
  readonly label: string;
  readonly family: 'input' | 'convolution' | 'pooling' | 'dense' | 'normalisation' | 'activation' | 'merge' | 'shape';
  /** How many inputs it takes. */
  readonly inputs: readonly [min: number, max: number];
  readonly params: F;
  /** TeX, one line. */
  readonly formula: string;
  readonly help: string;
  /** The parameter that is the last size of the output, where one is. */
  readonly width?: 'units' | 'filters';
  /** Parameters that suit an input of that shape, when the layer is put in; the defaults where left out. */
  suited?(input: Shape): Partial<z.infer<F>>;
  /** What is written on the block beside the label: "3×3 · 16". */
  summary(params: z.infer<F>): string;
  infer(inputs: readonly Shape[], params: z.infer<F>): Shape | ShapeProblem;
  /** Trainable weights first, in a fixed order. Empty by default. */
  weights?(inputs: readonly Shape[], params: z.infer<F>): readonly WeightSpec[];
  /** Multiply-adds × 2 of one forward pass of one image, as it is computed. */
  flops?(inputs: readonly Shape[], output: Shape, params: z.infer<F>): number;
  /** Values kept beside weights and outputs during a step, whatever the batch. */
  scratch?(inputs: readonly Shape[], params: z.infer<F>): number;
  /**
   * Set where it gives the values of its inputs as they are, moved, thinned out or blended: what bounds those bounds these.
   * 'any': one bounded input bounds a part of the output; 'every': all must be bounded.
   */
  readonly passes?: 'any' | 'every';
  /** Kernel extent and stride, for the receptive field: [size, stride]; default [1, 1]; 'all' sees everything. */
  reach?(params: z.infer<F>): readonly [size: number, stride: number] | 'all';
}

/** Keeps the parameter type of a layer kind together while it is declared. */
export function defineLayer<const F extends Fields, const K extends string>(
  layer: LayerKind<F> & { readonly kind: K },
): LayerKind<F> & { readonly kind: K } {
  return layer;
}
