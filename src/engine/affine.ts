/**
 * Convolution and dense layer with their bias and ReLU as one kernel forwards, with gradients of our own: the mask of
 * the ReLU is taken from the output by one kernel, and nothing is computed that no parameter needs (the stock gradient of
 * the fused kernels always computes that of the input too, which for the images of the first layer is in vain).
 */
import * as tf from '@tensorflow/tfjs-core';
import { reluGradient } from './backends/kernels/relu.ts';

/** Activations that cost nothing on top. */
export type FusedActivation = 'linear' | 'relu';

interface ConvolutionAttrs {
  readonly strides: number;
  readonly pad: 'same' | 'valid';
  readonly dataFormat: 'NHWC';
  readonly dilations: number;
  readonly activation: FusedActivation;
}

type Named = Readonly<Record<string, tf.Tensor>>;

function run(kernelName: string, inputs: Named, attrs: object): tf.Tensor {
  return tf.engine().runKernel(kernelName, { ...inputs }, { ...attrs });
}

/** dy before the activation, whose output is y. */
function beforeActivation(dy: tf.Tensor | tf.Tensor[], y: tf.Tensor | undefined, activation: unknown): tf.Tensor {
  if (Array.isArray(dy) || !y) throw new Error('A layer has one output.');
  return activation === 'relu' ? reluGradient(y, dy) : dy;
}

function registerGradients(): void {
  tf.registerGradient({
    kernelName: tf.FusedConv2D,
    inputsToSave: ['x', 'filter'],
    outputsToSave: [true],
    gradFunc: (dy, [x, filter, y], named) => {
      const attrs = named as unknown as ConvolutionAttrs;
      const dz = beforeActivation(dy, y, attrs.activation);
      const [inputShape, filterShape] = [x?.shape, filter?.shape];
      const { strides, pad, dataFormat } = attrs;
      return {
        x: () =>
          run(
            tf.Conv2DBackpropInput,
            { dy: dz, filter: filter as tf.Tensor },
            { strides, pad, dataFormat, inputShape },
          ),
        filter: () =>
          run(tf.Conv2DBackpropFilter, { x: x as tf.Tensor, dy: dz }, { strides, pad, dataFormat, filterShape }),
        bias: () => tf.sum(dz, [0, 1, 2]),
      };
    },
  });
  tf.registerGradient({
    kernelName: tf._FusedMatMul,
    inputsToSave: ['a', 'b'],
    outputsToSave: [true],
    gradFunc: (dy, [a, b, y], named) => {
      const dz = beforeActivation(dy, y, named['activation']);
      return {
        a: () => tf.matMul(dz, b as tf.Tensor, false, true),
        b: () => tf.matMul(a as tf.Tensor, dz, true, false),
        bias: () => tf.sum(dz, [0, 1]),
      };
    },
  });
}

// In a module's body it runs once; the kernels have no gradient in the library.
registerGradients();

/** activation(x ∗ kernel + bias): [B, H, W, C] → [B, H', W', filters]. */
export function convolve(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D | undefined,
  strides: number,
  pad: 'same' | 'valid',
  activation: FusedActivation,
): tf.Tensor4D {
  const attrs = { strides, pad, dataFormat: 'NHWC', dilations: 1, activation } satisfies ConvolutionAttrs;
  const inputs: Named = bias ? { x, filter: kernel, bias } : { x, filter: kernel };
  return run(tf.FusedConv2D, inputs, attrs) as tf.Tensor4D;
}

/** activation(x·kernel + bias): [B, n] → [B, units]. */
export function multiply(
  x: tf.Tensor2D,
  kernel: tf.Tensor2D,
  bias: tf.Tensor1D | undefined,
  activation: FusedActivation,
): tf.Tensor2D {
  const [batch, depth] = x.shape;
  const units = kernel.shape[1];
  // The kernels of every backend expect a batch of matrices; renaming costs nothing.
  const a = tf.reshape(x, [1, batch, depth]);
  const b = tf.reshape(kernel, [1, depth, units]);
  const attrs = { transposeA: false, transposeB: false, activation };
  return tf.reshape(run(tf._FusedMatMul, bias ? { a, b, bias } : { a, b }, attrs), [batch, units]);
}
