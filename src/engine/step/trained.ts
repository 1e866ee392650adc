/** What a step changes on the device: θ, the moving statistics and the optimizers' slots. */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../core/experiment.ts';
import type { Graph } from '../../core/graph.ts';
import type { TrainedState } from '../../core/run/checkpoint.ts';
import { initialValues, type Layout } from './layout.ts';
import type { Updates } from './network.ts';
import { FlatOptimizer } from './optimizer.ts';

export class Trained {
  readonly #experiment: Experiment;
  readonly #saved: TrainedState | undefined;
  readonly #statistics: Map<string, tf.Tensor>;
  readonly #optimizers = new Map<string, FlatOptimizer>();
  #theta: tf.Tensor1D;

  /** As it was saved, or as the experiment's seed makes it. */
  constructor(experiment: Experiment, graph: Graph, layout: Layout, saved?: TrainedState) {
    this.#experiment = experiment;
    this.#saved = saved;
    this.#theta = tf.keep(tf.tensor1d(saved?.theta ?? initialValues(experiment, layout)));
    this.#statistics = initialStatistics(graph, saved?.statistics);
  }

  /** [P] */
  get theta(): tf.Tensor1D {
    return this.#theta;
  }

  /** By the key of a weight. */
  get statistics(): ReadonlyMap<string, tf.Tensor> {
    return this.#statistics;
  }

  /** The optimizer of this key, made when it is first asked for. */
  optimizer(key: string): FlatOptimizer {
    let optimizer = this.#optimizers.get(key);
    if (!optimizer) {
      optimizer = new FlatOptimizer(this.#experiment.optimizer, this.#theta.size, this.#saved?.optimizers[key]);
      this.#optimizers.set(key, optimizer);
    }
    return optimizer;
  }

  /** Keeps this θ and disposes of the one before. */
  setTheta(theta: tf.Tensor1D): void {
    if (theta === this.#theta) return;
    this.#theta.dispose();
    this.#theta = tf.keep(theta);
  }

  /** Keeps the statistics of these layers, and disposes of those before. */
  setStatistics(updates: Updates, layers: ReadonlySet<string>): void {
    for (const [key, value] of updates) {
      if (!layers.has(key.slice(0, key.lastIndexOf('/')))) continue;
      this.#statistics.get(key)?.dispose();
      this.#statistics.set(key, tf.keep(value));
    }
  }

  /** Reads everything back. */
  async save(): Promise<TrainedState> {
    const read = async (tensor: tf.Tensor) => (await tensor.data<'float32'>()).slice();
    const entries = async <T, R>(
      map: ReadonlyMap<string, T>,
      f: (value: T) => Promise<R>,
    ): Promise<Record<string, R>> =>
      Object.fromEntries(await Promise.all([...map].map(async ([key, value]) => [key, await f(value)] as const)));
    return {
      theta: await read(this.#theta),
      statistics: await entries(this.#statistics, read),
      // One that has not been asked for since it was saved is still as it was.
      optimizers: {
        ...this.#saved?.optimizers,
        ...(await entries(this.#optimizers, (optimizer) => optimizer.save())),
      },
    };
  }

  dispose(): void {
    this.#theta.dispose();
    for (const tensor of this.#statistics.values()) tensor.dispose();
    for (const optimizer of this.#optimizers.values()) optimizer.dispose();
    this.#statistics.clear();
    this.#optimizers.clear();
  }
}

function initialStatistics(graph: Graph, saved: TrainedState['statistics'] = {}): Map<string, tf.Tensor> {
  const statistics = new Map<string, tf.Tensor>();
  for (const node of graph.nodes.values()) {
    if (node.readBy.length === 0) continue;
    for (const spec of node.weights.filter((weight) => !weight.trainable && !weight.isFrozen)) {
      const key = `${node.layer.id}/${spec.name}`;
      const shape = [...spec.shape];
      const values = saved[key];
      const initial = values ? tf.tensor(values, shape) : spec.initial === 'ones' ? tf.ones(shape) : tf.zeros(shape);
      statistics.set(key, tf.keep(initial));
    }
  }
  return statistics;
}
