/** Networks of the field with two heads each, small enough for a laptop without a graphics card. */
import type { Layer } from '../layers/index.ts';
import { makeLayer, makeLoss } from '../make.ts';
import { conv, dense, draft, head, image, type Preset, pool } from './draft.ts';

const colour = makeLoss('colour', 'softmax-cross-entropy', { output: 'head-colour', target: 'colour' });
const size = makeLoss('size', 'softmax-cross-entropy', { output: 'head-size', target: 'size' });
const garment = makeLoss('garment', 'softmax-cross-entropy', { output: 'head-garment', target: 'garment' });

/** The trunk of the default network: two convolutions, each pooled, and a dense layer; `widths` are filters and units. */
export function plainTrunk(
  suffix: '1' | '2' = '1',
  [first, second, units] = [16, 32, 64] as readonly [number, number, number],
): readonly Layer[] {
  const [a, b] = suffix === '1' ? ['1', '2'] : ['3', '4'];
  const end = suffix === '1' ? '' : '-2';
  return [
    conv(`conv-${a}`, 'image', first),
    pool(`pool-${a}`, `conv-${a}`),
    conv(`conv-${b}`, `pool-${a}`, second),
    pool(`pool-${b}`, `conv-${b}`),
    makeLayer(`flatten${end}`, 'flatten', [`pool-${b}`]),
    dense(`dense${end}`, `flatten${end}`, units),
  ];
}

export const colourAndSize: Preset = {
  id: 'colour-size',
  help: 'One trunk, two heads, two losses: the plain case of multi-task learning.',
  intro:
    'Is loss₁ + loss₂ multi-task learning? Here it is: the two losses read different targets and share a trunk, so each trains layers that the other uses. Watch the cosine of their gradients: it says at every step whether they help or hinder each other there.',
  experiment: draft({
    title: 'Colour and size, one trunk',
    layers: [image, ...plainTrunk(), head('colour', 'dense', 8), head('size', 'dense', 3)],
    losses: [colour, size],
  }),
};

export const separateNetworks: Preset = {
  id: 'colour-size-separate',
  help: 'The same two tasks with nothing shared: two models that happen to be trained at once.',
  intro:
    'Is it still multi-task learning when nothing is shared? No: these are two models trained at once, and the sum trains each as if alone: mute one, and the other does not notice. Compare it with the shared trunk: size is learned better alone, for nearly twice the parameters and the time of a step.',
  experiment: draft({
    title: 'Colour and size, two networks',
    layers: [image, ...plainTrunk('1'), head('colour', 'dense', 8), ...plainTrunk('2'), head('size', 'dense-2', 3)],
    losses: [colour, size],
  }),
};

const leNet: Preset = {
  id: 'lenet-5',
  help: 'The first convolutional network in use (LeCun et al. 1998), with two heads instead of ten digits.',
  intro:
    'How well does the oldest architecture share? One trunk of two convolutions and two dense layers feeds both heads. Watch which of the two tasks is learned first, and what the gradients of the other do then.',
  experiment: draft({
    title: 'LeNet-5, garment and size',
    layers: [
      image,
      conv('conv-1', 'image', 6, { kernel: 5, padding: 'valid', activation: 'tanh' }),
      makeLayer('pool-1', 'average-pool', ['conv-1'], { padding: 'same' }),
      conv('conv-2', 'pool-1', 16, { kernel: 5, padding: 'valid', activation: 'tanh' }),
      makeLayer('pool-2', 'average-pool', ['conv-2'], { padding: 'same' }),
      makeLayer('flatten', 'flatten', ['pool-2']),
      makeLayer('dense-1', 'dense', ['flatten'], { units: 120, activation: 'tanh' }),
      makeLayer('dense-2', 'dense', ['dense-1'], { units: 84, activation: 'tanh' }),
      head('garment', 'dense-2', 6),
      head('size', 'dense-2', 3),
    ],
    losses: [garment, size],
  }),
};

const smallVgg: Preset = {
  id: 'vgg-small',
  help: 'Pairs of 3×3 convolutions between poolings (Simonyan & Zisserman 2015), a tenth as wide.',
  intro:
    'What does depth do to sharing? Six convolutions and a dense layer are shared, and only the heads are their own. Click a layer to see which losses reach it.',
  experiment: draft({
    title: 'Small VGG, garment and colour',
    layers: [
      image,
      conv('conv-1', 'image', 8),
      conv('conv-2', 'conv-1', 8),
      pool('pool-1', 'conv-2'),
      conv('conv-3', 'pool-1', 16),
      conv('conv-4', 'conv-3', 16),
      pool('pool-2', 'conv-4'),
      conv('conv-5', 'pool-2', 32),
      conv('conv-6', 'conv-5', 32),
      pool('pool-3', 'conv-6'),
      makeLayer('flatten', 'flatten', ['pool-3']),
      dense('dense', 'flatten', 64),
      head('garment', 'dense', 6),
      head('colour', 'dense', 8),
    ],
    losses: [garment, colour],
  }),
};

/** Two convolutions with batch norm and a shortcut; a stride of 2 takes a 1×1 convolution onto the shortcut. */
function residual(n: number, input: string, filters: number, stride: 1 | 2): readonly Layer[] {
  const plain = { activation: 'linear', bias: false };
  return [
    conv(`conv-${n}a`, input, filters, { ...plain, stride }),
    makeLayer(`norm-${n}a`, 'batch-norm', [`conv-${n}a`]),
    makeLayer(`relu-${n}a`, 'activation', [`norm-${n}a`], { activation: 'relu' }),
    conv(`conv-${n}b`, `relu-${n}a`, filters, plain),
    makeLayer(`norm-${n}b`, 'batch-norm', [`conv-${n}b`]),
    ...(stride === 2 ? [conv(`project-${n}`, input, filters, { ...plain, kernel: 1, stride })] : []),
    makeLayer(`add-${n}`, 'add', [stride === 2 ? `project-${n}` : input, `norm-${n}b`]),
    makeLayer(`relu-${n}b`, 'activation', [`add-${n}`], { activation: 'relu' }),
  ];
}

const smallResNet: Preset = {
  id: 'resnet-small',
  help: 'Residual blocks with shortcuts (He et al. 2016): the gradient of every loss has a short way to the first layer.',
  intro:
    'Do shortcuts matter for several losses? Each block adds its input to its output, so both gradients reach the first layer by a short way. Look at the layers up close, and try it without batch norm.',
  experiment: draft({
    title: 'Small ResNet, garment and colour',
    layers: [
      image,
      conv('conv-0', 'image', 8, { stride: 2 }),
      ...residual(1, 'conv-0', 8, 1),
      ...residual(2, 'relu-1b', 16, 2),
      makeLayer('global-pool', 'global-pool', ['relu-2b']),
      head('garment', 'global-pool', 6),
      head('colour', 'global-pool', 8),
    ],
    losses: [garment, colour],
  }),
};

function depthwise(n: number, input: string, filters: number, stride: 1 | 2): readonly Layer[] {
  return [
    makeLayer(`depthwise-${n}`, 'depthwise-conv2d', [input], { stride, activation: 'relu' }),
    conv(`mix-${n}`, `depthwise-${n}`, filters, { kernel: 1 }),
  ];
}

const mobileNet: Preset = {
  id: 'depthwise-separable',
  help: 'Look around in each channel, then mix channels (Howard et al. 2017, MobileNet): a fraction of the parameters.',
  intro:
    'How small can a shared trunk be? Depthwise convolutions look around, 1×1 convolutions mix the channels: a fraction of the parameters of plain ones. Watch whether a small trunk makes the two tasks compete.',
  experiment: draft({
    title: 'Depthwise-separable, garment and size',
    layers: [
      image,
      conv('conv-0', 'image', 8, { stride: 2 }),
      ...depthwise(1, 'conv-0', 16, 1),
      ...depthwise(2, 'mix-1', 32, 2),
      ...depthwise(3, 'mix-2', 32, 1),
      makeLayer('global-pool', 'global-pool', ['mix-3']),
      head('garment', 'global-pool', 6),
      head('size', 'global-pool', 3),
    ],
    losses: [garment, size],
  }),
};

/** In the order of the menu. */
export const networkTemplates: readonly Preset[] = [leNet, smallVgg, smallResNet, mobileNet];
