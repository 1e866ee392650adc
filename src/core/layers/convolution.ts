/** Convolutions: plain, depthwise, separable, transposed. Cross-correlation, NHWC, kernels HWIO as in TensorFlow. */
import { group, integer } from '../fields.ts';
import { defineLayer, type WeightSpec } from './layer.ts';
import {
  activation,
  bias,
  dilation,
  filters,
  initializer,
  initializerWith,
  kernel,
  l1,
  l2,
  padding,
  stride,
  trained,
} from './params.ts';
import { asImage, isProblem, sizeOf, slideImage } from './size.ts';

const common = { kernel, stride, padding, activation, bias, initializer, l1, l2, trained };

function biasSpec(units: number): WeightSpec {
  return { name: 'bias', shape: [units], initial: 'zeros', fanIn: units, fanOut: units, trainable: true };
}

/** Side of the square of inputs that a kernel sees. */
const extentOf = (p: { readonly kernel: number; readonly dilation: number }) => (p.kernel - 1) * p.dilation + 1;

export const conv2d = defineLayer({
  kind: 'conv2d',
  label: 'Conv',
  family: 'convolution',
  inputs: [1, 1],
  params: group({ filters, ...common, dilation }),
  formula: 'y_{ijf}=\\varphi\\big(b_f+\\sum_{u,v,c}K_{uvcf}\\,x_{i+u,\\,j+v,\\,c}\\big)',
  help: 'Slides learned kernels over the image: the same detector at every place.',
  width: 'filters',
  summary: (p) => `${p.kernel}×${p.kernel} · ${p.filters}`,
  infer([input], p) {
    const image = asImage(input);
    if (isProblem(image)) return image;
    if (p.stride > 1 && p.dilation > 1) {
      return { message: `has stride ${p.stride} and dilation ${p.dilation}`, remedy: 'Set one of the two to 1.' };
    }
    const size = slideImage(image, p);
    return isProblem(size) ? size : [...size, p.filters];
  },
  weights([input], p) {
    const channels = input?.[2] ?? 0;
    const area = p.kernel * p.kernel;
    const specs: WeightSpec[] = [
      {
        name: 'kernel',
        shape: [p.kernel, p.kernel, channels, p.filters],
        initial: 'initializer',
        fanIn: area * channels,
        fanOut: area * p.filters,
        trainable: true,
      },
    ];
    return p.bias ? [...specs, biasSpec(p.filters)] : specs;
  },
  // The engine computes a dilated kernel as a dense one with zeros between its taps.
  flops: ([input], output, p) => 2 * sizeOf(output) * extentOf(p) ** 2 * (input?.[2] ?? 0),
  // That kernel before and after its last zeros are cut off, and the gradients of both.
  scratch: ([input], p) => (p.dilation > 1 ? 4 * (p.kernel * p.dilation) ** 2 * (input?.[2] ?? 0) * p.filters : 0),
  reach: (p) => [extentOf(p), p.stride],
});

const depthwiseFans =
  'A depthwise kernel has k² connections in, as in PyTorch (Keras counts all channels), and k² times the multiplier out, as in Keras.';

const multiplier = integer({
  label: 'Multiplier',
  help: 'Outputs made from every input channel.',
  min: 1,
  max: 8,
  default: 1,
});

function depthwiseSpec(name: string, size: number, channels: number, times: number): WeightSpec {
  return {
    name,
    shape: [size, size, channels, times],
    initial: 'initializer',
    fanIn: size * size,
    fanOut: size * size * times,
    trainable: true,
  };
}

export const depthwise = defineLayer({
  kind: 'depthwise-conv2d',
  label: 'Depthwise',
  family: 'convolution',
  inputs: [1, 1],
  params: group({ multiplier, ...common, initializer: initializerWith(depthwiseFans) }),
  formula: 'y_{ijc}=\\varphi\\big(b_c+\\sum_{u,v}K_{uvc}\\,x_{i+u,\\,j+v,\\,c}\\big)',
  help: 'One kernel per channel: looks around without mixing channels, at a fraction of the cost.',
  summary: (p) => `${p.kernel}×${p.kernel} · ×${p.multiplier}`,
  infer([input], p) {
    const image = asImage(input);
    if (isProblem(image)) return image;
    const size = slideImage(image, p);
    return isProblem(size) ? size : [...size, image[2] * p.multiplier];
  },
  weights([input], p) {
    const channels = input?.[2] ?? 0;
    const specs = [depthwiseSpec('kernel', p.kernel, channels, p.multiplier)];
    return p.bias ? [...specs, biasSpec(channels * p.multiplier)] : specs;
  },
  flops: (_, output, p) => 2 * sizeOf(output) * p.kernel * p.kernel,
  reach: (p) => [p.kernel, p.stride],
});

export const separable = defineLayer({
  kind: 'separable-conv2d',
  label: 'Separable',
  family: 'convolution',
  inputs: [1, 1],
  params: group({ filters, ...common, initializer: initializerWith(depthwiseFans) }),
  formula: 'y=\\varphi\\big(b+K^{1\\times1}\\ast(D\\ast_{\\mathrm{depthwise}}x)\\big)',
  help: 'A depthwise convolution followed by a 1×1 convolution (Chollet 2017).',
  width: 'filters',
  summary: (p) => `${p.kernel}×${p.kernel} · ${p.filters}`,
  infer([input], p) {
    const image = asImage(input);
    if (isProblem(image)) return image;
    const size = slideImage(image, p);
    return isProblem(size) ? size : [...size, p.filters];
  },
  weights([input], p) {
    const channels = input?.[2] ?? 0;
    const specs: WeightSpec[] = [
      depthwiseSpec('depthwise', p.kernel, channels, 1),
      {
        name: 'kernel',
        shape: [1, 1, channels, p.filters],
        initial: 'initializer',
        fanIn: channels,
        fanOut: p.filters,
        trainable: true,
      },
    ];
    return p.bias ? [...specs, biasSpec(p.filters)] : specs;
  },
  flops([input], output, p) {
    const channels = input?.[2] ?? 0;
    const pixels = (output[0] ?? 0) * (output[1] ?? 0);
    return 2 * pixels * channels * (p.kernel * p.kernel + p.filters);
  },
  reach: (p) => [p.kernel, p.stride],
});

export const transposed = defineLayer({
  kind: 'conv2d-transpose',
  label: 'Transposed conv',
  family: 'convolution',
  inputs: [1, 1],
  params: group({
    filters,
    ...common,
    initializer: initializerWith('Fan-in is over the channels that come in; Keras and PyTorch take those that go out.'),
  }),
  formula: 'y_{si+u,\\,sj+v,\\,f}\\mathrel{+}=\\sum_c K_{uvfc}\\,x_{ijc}',
  help: 'The transpose of a convolution: with stride 2 it doubles the image, with learned kernels.',
  width: 'filters',
  summary: (p) => `${p.kernel}×${p.kernel} · ${p.filters}`,
  infer([input], p) {
    const image = asImage(input);
    if (isProblem(image)) return image;
    const grow = (n: number) => (p.padding === 'same' ? n * p.stride : (n - 1) * p.stride + p.kernel);
    return [grow(image[0]), grow(image[1]), p.filters];
  },
  weights([input], p) {
    const channels = input?.[2] ?? 0;
    const area = p.kernel * p.kernel;
    const specs: WeightSpec[] = [
      {
        name: 'kernel',
        shape: [p.kernel, p.kernel, p.filters, channels],
        initial: 'initializer',
        fanIn: area * channels,
        fanOut: area * p.filters,
        trainable: true,
      },
    ];
    return p.bias ? [...specs, biasSpec(p.filters)] : specs;
  },
  flops: ([input], _output, p) => 2 * sizeOf(input ?? []) * p.kernel * p.kernel * p.filters,
  reach: (p) => [Math.ceil(p.kernel / p.stride), 1 / p.stride],
});
