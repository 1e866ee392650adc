/**
 * The proximal step of L1 (iterative soft-thresholding: Daubechies et al. 2004; Beck & Teboulle 2009, eq. 1.4): gradient
 * descent on all the rest, then θ ← sign(θ)·max(|θ| − ηλ, 0), which makes weights exactly zero. A step along the
 * subgradient λ·sign(θ) jumps over zero and back for ever. λ is the L1 of a layer plus the faders of added L1 penalties; a
 * penalty that has joined is weighed by its gradient, like a loss.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../core/experiment.ts';
import { isKernel } from '../../core/graph.ts';
import type { Loss } from '../../core/losses/index.ts';
import type { Layout, Slot } from './layout.ts';
import { type Parts, perSlot } from './parts.ts';

/** Factor of Σ|θ| in a penalty on weights, without its fader. */
function l1Share(loss: Loss): number {
  if (loss.kind === 'l1') return 1;
  return loss.kind === 'elastic-net' ? loss.ratio : 0;
}

/** λ [P] at the faders of the experiment; nothing where no L1 acts, or the optimizer takes its subgradient. */
export function proximalL1(experiment: Experiment, layout: Layout, parts: Parts): tf.Tensor1D | undefined {
  const { losses, network, optimizer } = experiment;
  if (optimizer.kind !== 'sgd' || optimizer.l1 !== 'proximal') return undefined;
  const added = losses.filter(({ id }) => parts.added.includes(id));
  const active = new Set([...parts.weighed, ...parts.added]);
  const ofLayer = new Map(network.layers.map((layer) => [layer.id, 'l1' in layer ? layer.l1 : 0]));
  const factorOf = ({ layer, spec, terms }: Slot): number => {
    if (!isKernel(spec) || !terms.some((id) => active.has(id))) return 0;
    const ofPenalties = added.filter(({ id }) => terms.includes(id)).map((loss) => loss.fader * l1Share(loss));
    return ofPenalties.reduce((sum, factor) => sum + factor, ofLayer.get(layer) ?? 0);
  };
  return layout.slots.some((slot) => factorOf(slot) > 0) ? perSlot(layout, factorOf) : undefined;
}

/** The gradient [P] at θ [P] without the subgradient λ·sign(θ) that is in it. */
export function withoutL1(gradient: tf.Tensor1D, theta: tf.Tensor1D, lambda: tf.Tensor1D): tf.Tensor1D {
  return tf.sub(gradient, tf.mul(tf.sign(theta), lambda));
}

/** sign(θ)·max(|θ| − amount, 0), both [P]: nearer to zero by the amount, and no further. */
export function shrink(theta: tf.Tensor1D, amount: tf.Tensor1D): tf.Tensor1D {
  return tf.mul(tf.sign(theta), tf.relu(tf.sub(tf.abs(theta), amount)));
}
