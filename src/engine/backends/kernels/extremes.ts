/**
 * ArgMax and ArgMin in plain loops. NaN is beyond every number: where there is any, the first one, as in NumPy and PyTorch.
 * The stock kernels pass over it, and so give an answer where there is none.
 */
import * as tf from '@tensorflow/tfjs-core';

/** Both, by name: whether a number takes the place of the best one before it. */
export const extremes = {
  [tf.ArgMax]: (value: number, best: number) => value > best,
  [tf.ArgMin]: (value: number, best: number) => value < best,
};

/** The axis that the attributes name, from 0 on. */
export function axisOf(shape: readonly number[], { axis }: tf.ArgMaxAttrs): number {
  return axis < 0 ? axis + shape.length : axis;
}

/** [shape without the axis] where along the axis the best number is, or the first NaN. */
export function placesOfExtremes(
  values: Float32Array,
  shape: readonly number[],
  axis: number,
  isBetter: (value: number, best: number) => boolean,
): Int32Array {
  const length = shape[axis] ?? 1;
  const inner = tf.util.sizeFromShape(shape.slice(axis + 1));
  return Int32Array.from({ length: values.length / length }, (_, k) => {
    const start = Math.floor(k / inner) * length * inner + (k % inner);
    let best = 0;
    for (let place = 1; place < length && !Number.isNaN(values[start + best * inner]); place++) {
      const value = values[start + place * inner]!;
      if (Number.isNaN(value) || isBetter(value, values[start + best * inner]!)) best = place;
    }
    return best;
  });
}
