/** Batches: which images are for training and which for validation, in which order, and as tensors. All from the seed. */
import * as tf from '@tensorflow/tfjs-core';
import type { DataDescription } from '../../core/datasets/dataset.ts';
import { describeData, epochOf, splitCounts } from '../../core/datasets/describe.ts';
import type { Experiment } from '../../core/experiment.ts';
import { makeRandom, type Random } from '../../core/random.ts';
import { dealFolds } from '../../core/study/folds.ts';
import { generators } from '../datasets/index.ts';
import type { Drawn, Samples } from '../datasets/samples.ts';
import type { Batch } from '../step/terms.ts';
import { SampleWeighing } from './sampleWeights.ts';

/** A byte as a number in 0…1: looking it up is twice as fast as dividing. */
const unit = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** The samples of the data used last: whoever uses the same again finds drawn what was drawn. */
let last: { readonly key: string; readonly samples: Samples } | undefined;

function samplesOf({ dataset }: Experiment): Samples {
  const key = JSON.stringify(dataset);
  if (last?.key !== key) last = { key, samples: generators[dataset.kind](dataset) };
  return last.samples;
}

export class Data {
  readonly samples: Samples;
  readonly training: Int32Array;
  readonly validation: Int32Array;
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  readonly #description: DataDescription;
  readonly #random: Random;
  readonly #weighing: SampleWeighing;
  #epoch = -1;
  #order: readonly number[] = [];

  constructor(experiment: Experiment) {
    const { seed } = experiment.training;
    this.samples = samplesOf(experiment);
    this.#description = describeData(experiment);
    const { count } = this.#description;
    this.#random = makeRandom(seed).fork('data');
    [this.validation, this.training] = split(experiment, this.samples, count, this.#random);
    this.#weighing = new SampleWeighing(experiment, this.samples, this.training);
    // The remainder is dropped: batches of one shape let every backend reuse its buffers.
    const { batch, steps } = epochOf(experiment);
    this.batchSize = batch;
    this.stepsPerEpoch = steps;
  }

  /** The images of a step's batch, a function of the seed and the step alone. */
  trainingIndices(step: number): number[] {
    const epoch = Math.floor(step / this.stepsPerEpoch);
    if (epoch !== this.#epoch) {
      this.#order = this.#random.fork(`epoch-${epoch}`).permutation(this.training.length);
      this.#epoch = epoch;
    }
    const first = (step % this.stepsPerEpoch) * this.batchSize;
    return this.#order.slice(first, first + this.batchSize).map((i) => this.training[i] as number);
  }

  /** The batch of a step. */
  trainingBatch(step: number, targets: ReadonlySet<string>): Batch {
    return this.batchOf(this.trainingIndices(step), targets, false);
  }

  /** Any images as a batch; `isClean` gives the labels before label noise. */
  batchOf(indices: ArrayLike<number>, targets: ReadonlySet<string>, isClean: boolean): Batch {
    const { height, width, channels } = this.#description;
    const drawn = this.samples.draw(indices);
    const read = (bytes: Uint8Array, length: number) => {
      const values = new Float32Array(indices.length * length);
      for (let i = 0; i < indices.length; i++) {
        const from = (indices[i] as number) * length;
        const to = i * length;
        for (let j = 0; j < length; j++) values[to + j] = unit[bytes[from + j] as number] as number;
      }
      return values;
    };
    const count = indices.length;
    const pixels = read(drawn.images, height * width * channels);
    const tensors = new Map<string, tf.Tensor>();
    const truth = isClean ? cleanOf(drawn) : drawn;
    for (const id of targets) tensors.set(id, this.#target(id, indices, truth, pixels, read));
    return {
      images: tf.tensor4d(pixels, [count, height, width, channels]),
      targets: tensors,
      weights: this.#weighing.weightsOf(indices, targets, { categories: truth.categories, known: drawn.known }),
      size: count,
    };
  }

  #target(
    id: string,
    indices: ArrayLike<number>,
    { categories, numbers, masks }: Pick<Drawn, Noisy>,
    pixels: Float32Array,
    read: (bytes: Uint8Array, length: number) => Float32Array,
  ): tf.Tensor {
    const { height, width, channels, targets } = this.#description;
    const kind = targets.find((target) => target.id === id)?.kind;
    const count = indices.length;
    const at = (i: number) => indices[i] as number;
    switch (kind) {
      case 'category': {
        const labels = categories[id];
        return tf.tensor1d(
          Int32Array.from({ length: count }, (_, i) => labels?.[at(i)] ?? 0),
          'int32',
        );
      }
      case 'number':
        return tf.tensor1d(Float32Array.from({ length: count }, (_, i) => numbers[id]?.[at(i)] ?? 0));
      case 'mask':
        return tf.tensor4d(read(masks[id] ?? new Uint8Array(), height * width), [count, height, width, 1]);
      case 'image':
        return tf.tensor4d(pixels.slice(), [count, height, width, channels]);
      case undefined:
        throw new Error(`The dataset has no target ${id}.`);
      default:
        return kind satisfies never;
    }
  }
}

/** The images kept apart from training, and the others. */
function split(experiment: Experiment, samples: Samples, count: number, random: Random): [Int32Array, Int32Array] {
  const { validateOn } = experiment.training;
  if (validateOn.kind === 'share') {
    const order = Int32Array.from(random.fork('split').permutation(count));
    const { validation } = splitCounts(experiment);
    return [order.slice(0, validation), order.slice(validation)];
  }
  const folds = dealFolds(jointLabels(experiment, samples, count), validateOn.folds, random.fork('folds'));
  const all = Int32Array.from({ length: count }, (_, i) => i);
  const isApart = (i: number) => folds[i] === validateOn.fold - 1;
  return [all.filter(isApart), all.filter((i) => !isApart(i))];
}

/** [count] the classes of every image together, in the categories that the losses read, heard or not; "?" where unknown. */
function jointLabels(experiment: Experiment, samples: Samples, count: number): string[] {
  const { categories, known } = samples.label(Array.from({ length: count }, (_, i) => i));
  const read = new Set(experiment.losses.flatMap((loss) => ('target' in loss ? loss.target : [])));
  const targets = Object.keys(categories).filter((target) => read.has(target));
  const labelOf = (target: string, i: number) => (known[target]?.[i] === 0 ? '?' : categories[target]?.[i]);
  return Array.from({ length: count }, (_, i) => targets.map((target) => labelOf(target, i)).join());
}

/** The targets as they are without label noise. */
function cleanOf({ cleanCategories, cleanNumbers, cleanMasks }: Drawn): Pick<Drawn, Noisy> {
  return { categories: cleanCategories, numbers: cleanNumbers, masks: cleanMasks };
}

type Noisy = 'categories' | 'numbers' | 'masks';
