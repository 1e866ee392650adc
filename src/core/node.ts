/** One layer in its place in the network: its shapes, its cost, and the losses that reach it. */
import type { Layer } from './layers/index.ts';
import type { Shape, WeightSpec } from './layers/layer.ts';

/** A layer and what the graph around it makes of it. */
export interface Node {
  readonly layer: Layer;
  /** "Conv 2", or "Head: colour" where a loss reads it. */
  readonly title: string;
  readonly inputShapes: readonly Shape[];
  /** Without the batch; undefined while something before it is wrong. */
  readonly shape: Shape | undefined;
  readonly weights: readonly WeightSpec[];
  /** Values that are trained. */
  readonly parameters: number;
  /** Values that would be trained if the layer were not frozen. */
  readonly frozen: number;
  /** Of one forward pass of one image. */
  readonly flops: number;
  /** Side of the square of input pixels that one output sees. */
  readonly receptiveField: number | 'all';
  /** Input pixels between two neighbouring outputs. */
  readonly jump: number;
  /** Ids of the losses whose output is this layer or comes after it, in the order of the mixer: they need it. */
  readonly readBy: readonly string[];
  /** Ids of those of them whose gradient comes back to its output: no stop-gradient is on every way. */
  readonly reachedBy: readonly string[];
  /** A weight at this layer or before it is trained and no stop-gradient is between: a gradient that comes here is of use. */
  readonly leadsToTrained: boolean;
}
