/**
 * Shares of what moves the measured weights, before the optimizer scales it and without AdamW's decay:
 *
 *   shareₖ = ‖pₖ‖ / Σⱼ‖pⱼ‖,   parts p: wᵢ∇Lᵢ of every weighed loss, f∇R of every added penalty, ∇ of all L1 and L2 of layers
 *
 * over the weights of the Gramian, with the length of the update in w. A fraction of 1. Lengths and not projections, so
 * that parts which cancel are seen. A loss whose fader is at 0 has the share 0.
 */
import * as tf from '@tensorflow/tfjs-core';
import { measuredRanges, type Parts } from './parts.ts';
import { pick } from './ranges.ts';

export interface Shares {
  /** By loss id. */
  readonly losses: Readonly<Record<string, number>>;
  /** Of the L1 and L2 of all layers together, where some layer has any. */
  readonly layers?: number;
}

/** A gradient [P] beside those of the weighed losses; the one of the layers has no id. */
export interface Addend {
  readonly id?: string;
  readonly gradient: tf.Tensor1D;
}

/** The shares of the losses, of which the lengths ‖wᵢ∇Lᵢ‖ are known, and of what is added to them. */
export async function measureShares(
  lengths: Readonly<Record<string, number>>,
  addends: readonly Addend[],
  parts: Parts,
): Promise<Shares | undefined> {
  const ranges = measuredRanges(parts);
  const norms = addends.map(({ gradient }) => tf.norm(pick(gradient, ranges)) as tf.Scalar);
  const values = norms.length > 0 ? await tf.stack(norms).data<'float32'>() : new Float32Array();
  const all = [...Object.values(lengths), ...values].reduce((sum, length) => sum + length, 0);
  if (!(all > 0)) return undefined;
  const losses = Object.fromEntries(Object.entries(lengths).map(([id, length]) => [id, length / all]));
  let layers: number | undefined;
  for (const [i, { id }] of addends.entries()) {
    const share = (values[i] ?? 0) / all;
    if (id === undefined) layers = share;
    else losses[id] = share;
  }
  return { losses, ...(layers === undefined ? {} : { layers }) };
}
