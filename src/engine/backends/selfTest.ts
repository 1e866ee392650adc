/**
 * The guard against a broken driver: gradients of a small network, computed on the backend in use and compared with the
 * same on the plain cpu backend. It walks through what every experiment needs: strided and unstrided convolution,
 * pooling, dense layers, softmax cross-entropy.
 */
import * as tf from '@tensorflow/tfjs-core';

/** Numbers in about [−1, 1] without a generator: the same on every backend. */
function wave(shape: number[], frequency: number): tf.Tensor {
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, k) => Math.sin(frequency * (k + 1)));
  return tf.tensor(values, shape);
}

/** Loss and gradients of the test network on the backend in use. */
export async function probeGradients(): Promise<Float32Array[]> {
  const tensors = tf.tidy(() => {
    const images = tf.reshape(wave([4 * 12 * 12 * 3], 0.37), [4, 12, 12, 3]) as tf.Tensor4D;
    const labels = tf.oneHot(tf.tensor1d([0, 1, 2, 1], 'int32'), 3);
    const loss = (filter: tf.Tensor, strided: tf.Tensor, dense: tf.Tensor, bias: tf.Tensor): tf.Scalar => {
      const first = tf.relu(tf.conv2d(images, filter as tf.Tensor4D, 1, 'same'));
      const second = tf.relu(tf.conv2d(tf.maxPool(first, 2, 2, 'same'), strided as tf.Tensor4D, 2, 'valid'));
      const flat = tf.reshape(second, [4, -1]) as tf.Tensor2D;
      const logits = tf.add(tf.matMul(flat, dense as tf.Tensor2D), bias);
      const logp = tf.logSoftmax(logits);
      return tf.neg(tf.mean(tf.sum(tf.mul(labels, logp), 1))) as tf.Scalar;
    };
    const parameters = [wave([3, 3, 3, 8], 0.71), wave([3, 3, 8, 8], 1.3), wave([32, 3], 0.53), wave([3], 0.9)];
    const { value, grads } = tf.valueAndGrads(loss)(parameters);
    return [value, ...grads];
  });
  try {
    return await Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data())));
  } finally {
    tf.dispose(tensors);
  }
}

/** The largest difference of two sets of numbers over the largest magnitude of their set; NaN where one is not finite. */
export function largestDifference(found: readonly Float32Array[], expected: readonly Float32Array[]): number {
  let worst = 0;
  for (const [k, numbers] of expected.entries()) {
    const scale = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
    const others = found[k];
    if (others?.length !== numbers.length) return Number.NaN;
    for (const [i, value] of numbers.entries()) {
      worst = Math.max(worst, Math.abs(value - others[i]!) / scale); // NaN stays
    }
  }
  return worst;
}
