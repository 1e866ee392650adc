/**
 * Several operations in one launch, on every backend: a layer with its bias and ReLU, and a step of Adam. TensorFlow.js
 * has fused layers too, but takes them apart as soon as a gradient is wanted.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type AdamNumbers, adamKernel } from './kernels/adam.ts';
import { canPool, type PooledConvolutionAttrs, pooledConvolutionGradient } from './kernels/pooledConvolution.ts';
import { reluGradient } from './kernels/relu.ts';

type Activation = 'linear' | 'relu';

interface Convolution {
  readonly stride: number;
  readonly padding: 'same' | 'valid';
  readonly activation: Activation;
  /** The gradient that comes back is already zero where the ReLU is. */
  readonly isMasked?: boolean;
}

/** activation(x ∗ filter + bias): x [n, h, w, i], filter [fh, fw, i, o], bias [o] or none. */
export function fusedConv2d(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  bias: tf.Tensor1D | undefined,
  layer: Convolution,
): tf.Tensor4D {
  return tf.engine().runKernel(tf.FusedConv2D, bias ? { x, filter, bias } : { x, filter }, {
    strides: [layer.stride, layer.stride],
    dilations: [1, 1],
    pad: layer.padding,
    dataFormat: 'NHWC',
    activation: layer.activation,
    leakyreluAlpha: 0,
    isMasked: layer.isMasked ?? false,
  });
}

/**
 * The maxima of what comes out of a ReLU, which leaves its mask to this gradient: max(relu(x)) = relu(max(x)), so that it
 * suffices to mask what comes back, of which there is a fraction.
 */
export function maxPoolOfRelu(x: tf.Tensor4D, size: number, stride: number, padding: 'same' | 'valid'): tf.Tensor4D {
  return tf.customGrad<tf.Tensor4D>((...inputs) => {
    const [image, save] = inputs as [tf.Tensor, tf.GradSaveFunc];
    const value = tf.maxPool(image as tf.Tensor4D, size, stride, padding);
    save([image, value]);
    const attrs = { filterSize: [size, size], strides: [stride, stride], pad: padding };
    return {
      value,
      gradFunc: (dy, saved) => {
        const [input, output] = saved as [tf.Tensor, tf.Tensor];
        return tf
          .engine()
          .runKernel(tf.MaxPoolGrad, { dy: reluGradient(output, dy), input, output }, attrs) as tf.Tensor;
      },
    };
  })(x);
}

/** activation(x·kernel + bias): x [n, i], kernel [i, o], bias [o] or none. */
export function fusedDense(
  x: tf.Tensor2D,
  kernel: tf.Tensor2D,
  bias: tf.Tensor1D | undefined,
  activation: Activation,
): tf.Tensor2D {
  const matrices = { a: tf.reshape(x, [1, ...x.shape]), b: tf.reshape(kernel, [1, ...kernel.shape]) };
  const attrs = { transposeA: false, transposeB: false, activation, leakyreluAlpha: 0 };
  const y = tf.engine().runKernel(tf._FusedMatMul, bias ? { ...matrices, bias } : matrices, attrs) as tf.Tensor3D;
  return tf.reshape(y, [x.shape[0], kernel.shape[1]]);
}

/** A convolution that was done and whose ReLU is about to be pooled. */
export interface Convolved {
  readonly x: tf.Tensor4D;
  readonly filter: tf.Tensor4D;
  readonly bias: tf.Tensor1D | undefined;
  /** What came out of the ReLU. */
  readonly y: tf.Tensor4D;
  readonly stride: number;
  readonly padding: 'same' | 'valid';
  /** No layer before it is trained. */
  readonly isFirst: boolean;
}

/**
 * The maxima of a convolution's ReLU in windows of 2×2, whose gradient leads past the convolution at once: an eighth of
 * the products are left when only the positive maxima count. Nothing where the backend or the shapes do not allow it.
 */
export function maxPoolOfConvolution(done: Convolved): tf.Tensor4D | undefined {
  const { x, filter, bias, y, stride, padding, isFirst } = done;
  if (tf.getBackend() !== 'wasm' || !canPool(filter.shape, y.shape)) return undefined;
  const attrs: PooledConvolutionAttrs = { strides: [stride, stride], pad: padding, needsInput: !isFirst };
  const inputs = [filter, ...(bias ? [bias] : []), ...(isFirst ? [] : [x])];
  return tf.customGrad<tf.Tensor4D>((...given) => {
    const save = given.at(-1) as tf.GradSaveFunc;
    const value = tf.maxPool(y, 2, 2, 'valid');
    save([x, filter, y, value]);
    return {
      value,
      gradFunc: (dy, saved) => {
        const [x, filter, y, pooled] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
        const gradients: tf.Tensor[] = tf
          .engine()
          .runKernel(pooledConvolutionGradient, { x, filter, y, pooled, dy }, { ...attrs });
        return bias ? gradients : gradients.filter((_, i) => i !== 1);
      },
    };
  })(...inputs);
}

/** A step of Adam on flat vectors [P]: the new θ, m and v. */
export function adamStep(
  theta: tf.Tensor1D,
  g: tf.Tensor1D,
  m: tf.Tensor1D,
  v: tf.Tensor1D,
  numbers: AdamNumbers,
): { readonly theta: tf.Tensor1D; readonly m: tf.Tensor1D; readonly v: tf.Tensor1D } {
  if (tf.getBackend() === 'wasm') {
    const after: tf.Tensor[] = tf.engine().runKernel(adamKernel, { theta, g, m, v }, { ...numbers });
    const [nextTheta, nextM, nextV] = after as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
    return { theta: nextTheta, m: nextM, v: nextV };
  }
  const { beta1, beta2, rate, epsilon, keep } = numbers;
  const nextM: tf.Tensor1D = tf.add(tf.mul(m, beta1), tf.mul(g, 1 - beta1));
  const nextV: tf.Tensor1D = tf.add(tf.mul(v, beta2), tf.mul(tf.square(g), 1 - beta2));
  const step = tf.div(tf.mul(nextM, rate), tf.add(tf.sqrt(nextV), epsilon));
  return { theta: tf.sub(keep === 1 ? theta : tf.mul(theta, keep), step), m: nextM, v: nextV };
}

/** Gradients for the fused kernels, which have none of their own; only linear and ReLU ever reach them. */
function registerGradients(): void {
  const through = (dy: tf.Tensor | tf.Tensor[], y: tf.Tensor, activation: unknown): tf.Tensor => {
    if (Array.isArray(dy)) throw new Error('A fused layer has one output.');
    return activation === 'relu' ? reluGradient(y, dy) : dy;
  };
  tf.registerGradient({
    kernelName: tf.FusedConv2D,
    inputsToSave: ['x', 'filter'],
    outputsToSave: [true],
    gradFunc: (dy, saved, attrs) => {
      const [x, filter, y] = saved as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
      const dz = through(dy, y, attrs.isMasked ? 'linear' : attrs.activation) as tf.Tensor4D;
      const strides = attrs.strides as [number, number];
      const pad = attrs.pad as 'same' | 'valid';
      return {
        x: () =>
          tf
            .engine()
            .runKernel(
              tf.Conv2DBackpropInput,
              { dy: dz, filter },
              { strides, pad, dataFormat: 'NHWC', inputShape: x.shape },
            ),
        filter: () =>
          tf
            .engine()
            .runKernel(
              tf.Conv2DBackpropFilter,
              { x, dy: dz },
              { strides, pad, dataFormat: 'NHWC', filterShape: filter.shape },
            ),
        bias: () => tf.sum(dz, [0, 1, 2]),
      };
    },
  });
  tf.registerGradient({
    kernelName: tf._FusedMatMul,
    inputsToSave: ['a', 'b'],
    outputsToSave: [true],
    gradFunc: (dy, saved, attrs) => {
      const [a, b, y] = saved as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
      const dz = through(dy, y, attrs.activation) as tf.Tensor3D;
      return {
        a: () => tf.matMul(dz, b, false, true),
        b: () => tf.matMul(a, dz, true, false),
        // Over one axis of a matrix: the backends of graphics cards transpose it fast.
        bias: () => tf.sum(tf.reshape(dz, dz.shape.slice(-2) as [number, number]), 0),
      };
    },
  });
}
registerGradients();
