/**
 * Losses whose gradient is written down instead of derived by the tape: fewer kernel launches, no 0·∞ on the way back,
 * and nothing kept but what the gradient reads. The target is a constant: only the output receives a gradient.
 */
import * as tf from '@tensorflow/tfjs-core';

type Kept = Readonly<Record<string, tf.Tensor>>;

/**
 * A scalar function of `input`. `forward` returns its value and what to keep; `backward` returns d(dy·value)/d(input), in
 * the shape of the input, from what was kept.
 */
export function closedForm<K extends Kept>(
  input: tf.Tensor,
  forward: (input: tf.Tensor) => { readonly value: tf.Tensor; readonly kept: K },
  backward: (dy: tf.Scalar, kept: K) => tf.Tensor,
): tf.Scalar {
  return tf.customGrad<tf.Scalar>((...inputs) => {
    const [x, save] = inputs as [tf.Tensor, tf.GradSaveFunc];
    const { value, kept } = forward(x);
    const names = Object.keys(kept);
    save(Object.values(kept));
    return {
      value: tf.reshape(value, []) as tf.Scalar,
      gradFunc: (dy, saved) => backward(dy, Object.fromEntries(names.map((name, i) => [name, saved[i]])) as K),
    };
  })(input);
}

/** The target as float32 in the shape of the output: classes become one against the rest, [B] becomes [B, 1]. */
export function truthLike(output: tf.Tensor, target: tf.Tensor): tf.Tensor {
  if (target.dtype !== 'int32') return tf.reshape(target, output.shape);
  return tf.oneHot(target, output.shape.at(-1) ?? 0, 1, 0, 'float32');
}
