/** L1 and L2 of single layers: their gradient 2·λ₂·w + λ₁·sign(w) on the kernels, added to every update. */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../core/experiment.ts';
import { isKernel } from '../../core/graph.ts';
import type { Layout } from './layout.ts';

export class Regulariser {
  readonly #l1: tf.Tensor1D | undefined;
  readonly #l2: tf.Tensor1D | undefined;

  constructor(experiment: Experiment, layout: Layout) {
    const layers = new Map(experiment.network.layers.map((layer) => [layer.id, layer]));
    const factors = (name: 'l1' | 'l2', scale: number): tf.Tensor1D | undefined => {
      const values = new Float32Array(layout.size);
      for (const slot of layout.slots) {
        const layer = layers.get(slot.layer);
        if (!layer || !(name in layer) || !isKernel(slot.spec)) continue;
        const factor = 'l1' in layer ? layer[name] : 0;
        values.fill(scale * factor, slot.start, slot.start + slot.size);
      }
      return values.some((value) => value !== 0) ? tf.keep(tf.tensor1d(values)) : undefined;
    };
    this.#l1 = factors('l1', 1);
    this.#l2 = factors('l2', 2);
  }

  /** Some layer has any. */
  get isActive(): boolean {
    return this.#l1 !== undefined || this.#l2 !== undefined;
  }

  /** The gradient [P] with the regularisation of θ [P] added; the gradient itself where no layer has any. */
  addTo(gradient: tf.Tensor1D, theta: tf.Tensor1D): tf.Tensor1D {
    let sum = gradient;
    if (this.#l2) sum = tf.add(sum, tf.mul(theta, this.#l2));
    if (this.#l1) sum = tf.add(sum, tf.mul(tf.sign(theta), this.#l1));
    return sum;
  }

  dispose(): void {
    this.#l1?.dispose();
    this.#l2?.dispose();
  }
}
