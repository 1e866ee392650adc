/**
 * One forward pass, several backward passes. TensorFlow.js walks its tape once per call of `tf.grads`; here the tape is
 * kept and walked as often as there are losses. The only file that touches the internals of its engine.
 */
import * as tf from '@tensorflow/tfjs-core';
import { backpropagateGradients, getFilteredNodesXToY, type TapeNode } from '@tensorflow/tfjs-core/dist/tape';

/** A scalar of the forward pass and the factor with which its gradient enters. */
export type Seed = readonly [y: tf.Scalar, factor: number];

export class Tape {
  readonly #nodes: TapeNode[];

  private constructor(nodes: TapeNode[]) {
    this.#nodes = nodes;
  }

  /** Runs `forward` and records it. What it makes lives in the caller's scope. */
  static record<T>(forward: () => T): { readonly value: T; readonly tape: Tape } {
    const { state } = tf.engine();
    state.activeTape = [];
    state.gradientDepth++;
    try {
      const value = forward();
      return { value, tape: new Tape(state.activeTape) };
    } finally {
      state.gradientDepth--;
      state.activeTape = [];
    }
  }

  /**
   * ∂(Σ factor·y)/∂x, of the shape of x; zeros where nothing leads from x to any y. Seeds with factor 0 cost nothing.
   */
  backward<R extends tf.Rank>(x: tf.Tensor<R>, seeds: readonly Seed[]): tf.Tensor<R> {
    return tf.tidy(() => {
      const accumulated: Record<number, tf.Tensor> = {};
      const nodes = new Map<number, TapeNode>();
      for (const [y, factor] of seeds) {
        if (factor === 0) continue;
        for (const node of getFilteredNodesXToY(this.#nodes, [x], y)) nodes.set(node.id, node);
        accumulated[y.id] = tf.scalar(factor);
      }
      const ordered = [...nodes.values()].sort((a, b) => a.id - b.id);
      backpropagateGradients(accumulated, ordered, (f) => tf.tidy(() => f() as tf.Tensor), tf.add);
      return (accumulated[x.id] ?? tf.zerosLike(x)) as tf.Tensor<R>;
    });
  }

  /** Frees what the tape kept for its gradients; call once, after the last backward pass. */
  end(): void {
    for (const node of this.#nodes) for (const tensor of node.saved ?? []) tensor.dispose();
    this.#nodes.length = 0;
  }
}

/** The values of x on a tensor that no tape leads back from. */
export function stopGradient(x: tf.Tensor): tf.Tensor {
  const { state } = tf.engine();
  const depth = state.gradientDepth;
  state.gradientDepth = 0;
  try {
    return tf.engine().runKernel(tf.Identity, { x });
  } finally {
    state.gradientDepth = depth;
  }
}
