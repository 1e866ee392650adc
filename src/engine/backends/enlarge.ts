/**
 * Bilinear enlarging with half-pixel centres, as in Keras and PyTorch (align_corners=False): pixel i of the larger image lies
 * at (i + ½)/s − ½ of the smaller one, and the border goes on outside. ×2 of [0, 1] is 0, ¼, ¾, 1.
 *
 * The stock kernels put the corners elsewhere, have no gradient for these centres, and on the cpu mistake height for width.
 * Along each axis it is a linear map, whose gradient is its transpose.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type InterpolationAttrs, interpolationKernel } from './kernels/interpolation.ts';

/** x [b, h, w, c] made larger by an integer factor: [b, s·h, s·w, c]. */
export function enlarge(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const [down, across] = [interpolation(height, factor), interpolation(width, factor)];
  const [high, wide] = [height * factor, width * factor];
  return tf.customGrad<tf.Tensor4D>((...inputs) => {
    const columns = apply(tf.reshape(inputs[0] as tf.Tensor, [batch, height, width * channels]), down);
    const value = apply(tf.reshape(columns, [batch * high, width, channels]), across);
    return {
      value: tf.reshape(value, [batch, high, wide, channels]),
      gradFunc: (dy) => {
        const rows = apply(tf.reshape(dy as tf.Tensor, [batch * high, wide, channels]), transpose(across, width));
        return tf.reshape(apply(tf.reshape(rows, [batch, high, width * channels]), transpose(down, height)), x.shape);
      },
    };
  })(x);
}

type Rows = InterpolationAttrs['rows'];

/** What each pixel of the larger image takes of which of the smaller one, along an axis. */
function interpolation(size: number, factor: number): Rows {
  return Array.from({ length: size * factor }, (_, i) => {
    const at = Math.min(Math.max((i + 0.5) / factor - 0.5, 0), size - 1);
    const [source, share] = [Math.floor(at), at - Math.floor(at)];
    return share === 0
      ? [{ source, share: 1 }]
      : [
          { source, share: 1 - share },
          { source: source + 1, share },
        ];
  });
}

function transpose(rows: Rows, size: number): Rows {
  const turned = Array.from({ length: size }, (): { source: number; share: number }[] => []);
  for (const [source, row] of rows.entries())
    for (const { source: target, share } of row) turned[target]?.push({ source, share });
  return turned;
}

/** out [o, rows, c] of x [o, n, c]. Elsewhere than on wasm as a product of matrices. */
function apply(x: tf.Tensor3D, rows: Rows): tf.Tensor3D {
  if (tf.getBackend() === 'wasm') {
    const copies = rows.map((row) => row.map(({ source, share }) => ({ source, share })));
    return tf.engine().runKernel(interpolationKernel, { x }, { rows: copies });
  }
  const size = x.shape[1];
  const weights = new Float32Array(rows.length * size);
  for (const [r, row] of rows.entries()) for (const { source, share } of row) weights[r * size + source] = share;
  return tf.matMul(tf.tensor3d(weights, [1, rows.length, size]), x);
}
