/** The shares of a measured update: beside the weighed losses, the added penalties and the L1 and L2 of layers. */
import * as tf from '@tensorflow/tfjs-core';
import { isHeard } from '../../core/losses/roles.ts';
import type { Measurement, Recorded } from './measurement.ts';
import { measureShares } from './shares.ts';
import type { Step } from './step.ts';

/**
 * The measurement with the share of each part of the update, where the losses share weights or one is alone. `factors`
 * [P]: how often an added penalty and the L1 and L2 of layers move a weight.
 */
export async function withShares(
  { terms, parts, regulariser }: Step,
  { theta, losses, tape }: Recorded,
  measurement: Measurement,
  factors?: tf.Tensor1D,
): Promise<Measurement> {
  if (!measurement.isShared && measurement.terms.length > 1) return measurement;
  const moved = (gradient: tf.Tensor1D): tf.Tensor1D => (factors ? tf.mul(gradient, factors) : gradient);
  const addends = terms.losses.flatMap(({ id, fader }, i) => {
    if (!parts.added.includes(id)) return [];
    return [{ id, gradient: moved(tape.backward(theta, [[losses[i] as tf.Scalar, fader]])) }];
  });
  const ofLayers = regulariser.isActive ? [{ gradient: moved(regulariser.addTo(tf.zerosLike(theta), theta)) }] : [];
  const unheard = terms.losses.filter((loss) => !isHeard(loss)).map(({ id }) => [id, 0] as const);
  const lengths = { ...measurement.lengths, ...Object.fromEntries(unheard) };
  const shares = await measureShares(lengths, [...addends, ...ofLayers], parts);
  return shares ? { ...measurement, shares } : measurement;
}
