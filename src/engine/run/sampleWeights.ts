/**
 * How much the images of a batch count in each loss: not at all where the label is unknown, and else by the weight of their
 * class. Losses in which all images count alike have none.
 */
import * as tf from '@tensorflow/tfjs-core';
import { targetOf } from '../../core/datasets/describe.ts';
import type { Experiment } from '../../core/experiment.ts';
import { hasClassWeights, weightsOfClasses } from '../../core/losses/classWeights.ts';
import type { Loss } from '../../core/losses/index.ts';
import type { Drawn, Samples } from '../datasets/samples.ts';
import type { SampleWeights } from '../losses/sampleWeights.ts';

export interface BatchWeights extends SampleWeights {
  /** Σ w over the images whose label is known: what the batch's mean counts in one over several batches. */
  readonly mass: number;
}

export class SampleWeighing {
  readonly #experiment: Experiment;
  readonly #samples: Samples;
  readonly #training: ArrayLike<number>;
  /** The weights of the classes by loss id. */
  readonly #classes = new Map<string, readonly number[] | undefined>();

  /** `training` are the images whose labels say how frequent a class is. */
  constructor(experiment: Experiment, samples: Samples, training: ArrayLike<number>) {
    this.#experiment = experiment;
    this.#samples = samples;
    this.#training = training;
  }

  /** By loss id, for the losses of these targets. `truth` holds the labels that the batch is given. */
  weightsOf(
    indices: ArrayLike<number>,
    targets: ReadonlySet<string>,
    { categories, known }: Pick<Drawn, 'categories' | 'known'>,
  ): ReadonlyMap<string, BatchWeights> {
    const result = new Map<string, BatchWeights>();
    for (const loss of this.#experiment.losses) {
      if (!('target' in loss) || !targets.has(loss.target)) continue;
      const classes = this.#classesOf(loss, loss.target);
      const flags = known[loss.target];
      if (!classes && !flags) continue;
      let mass = 0;
      const shares = new Float32Array(indices.length);
      for (let i = 0; i < indices.length; i++) {
        const at = indices[i] as number;
        if (flags && !flags[at]) continue;
        shares[i] = 1;
        mass += classes?.[categories[loss.target]?.[at] ?? 0] ?? 1;
      }
      for (let i = 0; i < shares.length; i++) shares[i] = mass > 0 ? (shares[i] as number) / mass : 0;
      result.set(loss.id, {
        shares: tf.tensor1d(shares),
        ...(classes && { classes: tf.tensor1d([...classes]) }),
        mass,
      });
    }
    return result;
  }

  #classesOf(loss: Loss, target: string): readonly number[] | undefined {
    if (!hasClassWeights(loss)) return undefined;
    if (!this.#classes.has(loss.id)) {
      const counts = loss.classWeights === 'inverse' ? this.#counts(target) : this.#blank(target);
      this.#classes.set(loss.id, weightsOfClasses(loss, counts));
    }
    return this.#classes.get(loss.id);
  }

  #blank(target: string): number[] {
    return new Array<number>(targetOf(this.#experiment, target)?.classes?.length ?? 0).fill(0);
  }

  /** How many of the known training labels are of each class, [K]. */
  #counts(target: string): number[] {
    const counts = this.#blank(target);
    const { categories, known } = this.#samples.label(this.#training);
    for (let i = 0; i < this.#training.length; i++) {
      const at = this.#training[i] as number;
      const label = categories[target]?.[at] ?? 0;
      if (known[target]?.[at] ?? 1) counts[label] = (counts[label] ?? 0) + 1;
    }
    return counts;
  }
}
