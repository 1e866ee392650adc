/** The terms of the total on one batch: from the outputs of a forward pass to one scalar per active loss. */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../core/experiment.ts';
import { type Graph, isKernel } from '../../core/graph.ts';
import { type Loss, outputOf } from '../../core/losses/index.ts';
import { isUnmuted } from '../../core/losses/roles.ts';
import type { Random } from '../../core/random.ts';
import { lossValue } from '../losses/index.ts';
import type { SampleWeights } from '../losses/sampleWeights.ts';
import { type Layout, termReach } from './layout.ts';
import { forward, type Plan, planFor, type Updates, type Weights } from './network.ts';

export interface Batch {
  readonly images: tf.Tensor4D;
  /** By target id: labels int32 [B], numbers [B], masks [B,H,W,1], images [B,H,W,3]. */
  readonly targets: ReadonlyMap<string, tf.Tensor>;
  /** By loss id, of the losses in which the images do not all count alike. */
  readonly weights: ReadonlyMap<string, SampleWeights & { readonly mass: number }>;
  readonly size: number;
}

/** Frees the tensors of a batch. */
export function disposeBatch({ images, targets, weights }: Batch): void {
  const counted = [...weights.values()].flatMap(({ shares, classes }) => (classes ? [shares, classes] : [shares]));
  tf.dispose([images, ...targets.values(), ...counted]);
}

export interface Evaluated {
  /** One scalar a term, in the order of `Terms.losses`. */
  readonly losses: readonly tf.Scalar[];
  readonly outputs: ReadonlyMap<string, tf.Tensor>;
}

/** The unmuted terms of an experiment and what is needed to compute them; rebuilt when one is muted or unmuted. */
export class Terms {
  readonly losses: readonly Loss[];
  readonly #graph: Graph;
  readonly #layout: Layout;
  readonly #plan: Plan;
  readonly #frozen: Weights;
  readonly #scopes = new Map<string, readonly string[]>();

  /** `frozen` are the weights of frozen layers by key; the caller keeps them. */
  constructor(experiment: Experiment, graph: Graph, layout: Layout, frozen: Weights = new Map()) {
    this.losses = experiment.losses.filter(isUnmuted);
    this.#graph = graph;
    this.#layout = layout;
    this.#frozen = frozen;
    this.#plan = planFor(
      graph,
      this.losses.flatMap((loss) => outputOf(loss) ?? []),
    );
    for (const loss of this.losses) {
      if (!('scope' in loss)) continue;
      const reach = termReach(experiment, graph, loss);
      const slots = layout.slots.filter((slot) => reach(slot.layer) && isKernel(slot.spec));
      this.#scopes.set(loss.id, slots.map(keyOf));
    }
  }

  /** Ids of the targets that some term reads. */
  get targets(): ReadonlySet<string> {
    return new Set(this.losses.flatMap((loss) => ('target' in loss ? [loss.target] : [])));
  }

  /** The forward pass and the value of every term. On a tape its gradients reach θ [P]. */
  evaluate(
    theta: tf.Tensor1D,
    statistics: Weights,
    batch: Batch,
    mode: { readonly isTraining: boolean; readonly random: Random; readonly updates: Updates },
    only?: string,
  ): Evaluated {
    const weights = this.#split(theta);
    const outputs = forward(this.#graph, this.#plan, batch.images, { weights, statistics, ...mode });
    const wanted = only === undefined ? this.losses : this.losses.filter((loss) => loss.id === only);
    return { losses: wanted.map((loss) => this.#value(loss, outputs, batch, weights)), outputs };
  }

  #split(theta: tf.Tensor1D): Map<string, tf.Tensor> {
    const { slots } = this.#layout;
    const sizes = slots.map((slot) => slot.size);
    // The gradient of a split into one piece is wrong in TensorFlow.js.
    const parts = sizes.length > 1 ? tf.split(theta, sizes) : [theta];
    const trained = slots.map(
      (slot, i) => [keyOf(slot), tf.reshape(parts[i] as tf.Tensor1D, [...slot.spec.shape])] as const,
    );
    return new Map([...this.#frozen, ...trained]);
  }

  #value(loss: Loss, outputs: ReadonlyMap<string, tf.Tensor>, batch: Batch, weights: Weights): tf.Scalar {
    if ('scope' in loss) {
      return lossValue(loss, { kernels: (this.#scopes.get(loss.id) ?? []).flatMap((key) => weights.get(key) ?? []) });
    }
    const target = 'target' in loss ? batch.targets.get(loss.target) : undefined;
    return lossValue(loss, { output: outputs.get(loss.output), target, weights: batch.weights.get(loss.id) });
  }
}

/** The key of a weight in a pass: 'conv-1/kernel'. */
export function keyOf(slot: Layout['frozen'][number]): string {
  return `${slot.layer}/${slot.spec.name}`;
}
