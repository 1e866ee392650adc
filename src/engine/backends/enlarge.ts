/**
 * Bilinear enlarging with half-pixel centres, as in Keras and PyTorch (align_corners=False): pixel i of the larger image lies
 * at (i + ½)/s − ½ of the smaller one, and the border goes on outside. ×2 of [0, 1] is 0, ¼, ¾, 1.
 *
 * The stock kernels put the corners elsewhere, have no gradient for these centres, and on the cpu mistake height for width.
 * Along each axis it is a matrix product, whose gradient is the product with the transpose.
 */
import * as tf from '@tensorflow/tfjs-core';

/** x [b, h, w, c] made larger by an integer factor: [b, s·h, s·w, c]. */
export function enlarge(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  const [, height, width] = x.shape;
  const resize = (image: tf.Tensor4D, isBack: boolean): tf.Tensor4D => {
    const [batch, high, wide, channels] = image.shape;
    const [down, across] = [interpolation(height, factor, isBack), interpolation(width, factor, isBack)];
    const columns = tf.matMul(down, tf.reshape(image, [batch, high, wide * channels]));
    const newHeight = down.shape[1]!;
    const rows = tf.matMul(across, tf.reshape(columns, [batch * newHeight, wide, channels]));
    return tf.reshape(rows, [batch, newHeight, across.shape[1]!, channels]);
  };
  return tf.customGrad<tf.Tensor4D>((...inputs) => ({
    value: tf.tidy(() => resize(inputs[0] as tf.Tensor4D, false)),
    gradFunc: (dy) => resize(dy as tf.Tensor4D, true),
  }))(x);
}

/** [1, s·n, n]: what each pixel takes of each smaller one; its transpose for the way back. */
function interpolation(size: number, factor: number, isTransposed: boolean): tf.Tensor3D {
  const larger = size * factor;
  const weights = new Float32Array(larger * size);
  for (let i = 0; i < larger; i++) {
    const at = Math.min(Math.max((i + 0.5) / factor - 0.5, 0), size - 1);
    const low = Math.floor(at);
    for (const [pixel, share] of [
      [low, 1 - (at - low)],
      [Math.min(low + 1, size - 1), at - low],
    ] as const)
      weights[isTransposed ? pixel * larger + i : i * size + pixel]! += share;
  }
  return tf.tensor3d(weights, isTransposed ? [1, size, larger] : [1, larger, size]);
}
