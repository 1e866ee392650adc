/**
 * What is compared with: network A trained as the manual of TensorFlow.js shows it, with variables, `minimize` and the
 * losses of the library, on one batch that stays where it is.
 */
import * as tf from '@tensorflow/tfjs-core';
import { makeRandom } from '../../core/random.ts';
import { classesOf } from './networks.ts';

export class PlainLoop {
  readonly #optimizer = tf.train.adam(1e-3);
  readonly #weights: readonly (readonly [kernel: tf.Variable, bias: tf.Variable])[];
  readonly #images: tf.Tensor4D;
  readonly #labels: readonly tf.Tensor2D[];

  constructor(lossCount: number, batchSize: number) {
    const random = makeRandom(1);
    const noise = (shape: number[], size: number) =>
      tf.tensor(
        Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => size * random.normal()),
        shape,
      );
    const variable = (shape: number[]) => tf.tidy(() => tf.variable(noise(shape, 0.05)));
    const classes = classesOf(lossCount);
    const kernels = [[3, 3, 3, 16], [3, 3, 16, 32], [2048, 64], ...classes.map((count) => [64, count])];
    this.#weights = kernels.map((shape) => [variable(shape), variable(shape.slice(-1))]);
    this.#images = noise([batchSize, 32, 32, 3], 1) as tf.Tensor4D;
    this.#labels = classes.map((count) =>
      tf.tidy(() => {
        const labels = Int32Array.from({ length: batchSize }, (_, i) => i % count);
        return tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), count), 'float32') as tf.Tensor2D;
      }),
    );
  }

  /** One step on the sum of the losses. */
  step(): void {
    this.#optimizer.minimize(() => this.#total());
  }

  #total(): tf.Scalar {
    const [first, second, dense, ...heads] = this.#weights;
    if (!first || !second || !dense) throw new Error('Network A has three layers before its heads.');
    const block = (x: tf.Tensor4D, [kernel, bias]: typeof first) =>
      tf.maxPool(tf.relu(tf.add(tf.conv2d(x, kernel as tf.Tensor4D, 1, 'same'), bias)) as tf.Tensor4D, 2, 2, 'same');
    const layer = (x: tf.Tensor2D, [kernel, bias]: typeof first) => tf.add(tf.matMul(x, kernel as tf.Tensor2D), bias);
    const flat = tf.reshape(block(block(this.#images, first), second), [this.#images.shape[0], 2048]) as tf.Tensor2D;
    const features = tf.relu(layer(flat, dense)) as tf.Tensor2D;
    const losses = heads.map((head, i) =>
      tf.losses.softmaxCrossEntropy(this.#labels[i] as tf.Tensor2D, layer(features, head)),
    );
    return losses.reduce((sum, loss) => tf.add(sum, loss)) as tf.Scalar;
  }

  /** Milliseconds for so many steps, the last of them really done. */
  async time(steps: number): Promise<number> {
    const from = performance.now();
    for (let step = 0; step < steps; step++) this.step();
    await this.#weights.at(-1)?.[1].data();
    return performance.now() - from;
  }

  dispose(): void {
    tf.dispose([this.#images, ...this.#labels, ...this.#weights.flat()]);
    this.#optimizer.dispose();
  }
}
