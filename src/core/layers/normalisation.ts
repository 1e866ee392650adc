/** Batch normalisation (Ioffe & Szegedy 2015) and layer normalisation (Ba et al. 2016), over the last axis. */
import { choice, group, number } from '../fields.ts';
import { defineLayer, type WeightSpec } from './layer.ts';
import { trained } from './params.ts';
import { sizeOf } from './size.ts';

const epsilon = number({
  label: 'Epsilon',
  help: 'Added to the variance: 0.001 in Keras, 0.00001 in PyTorch.',
  min: 1e-7,
  max: 0.1,
  default: 1e-3,
  scale: 'log',
});

function vector(name: string, length: number, initial: 'zeros' | 'ones', trainable = true): WeightSpec {
  return { name, shape: [length], initial, fanIn: length, fanOut: length, trainable };
}

export const batchNormalisation = defineLayer({
  kind: 'batch-norm',
  label: 'Batch norm',
  family: 'normalisation',
  inputs: [1, 1],
  params: group({
    momentum: number({
      label: 'Momentum',
      help: 'Share of the running averages that stays at a step, as in Keras (0.99); PyTorch calls 1 − this momentum (0.1). The variance is divided by n, as in Keras; PyTorch averages that by n − 1.',
      min: 0,
      max: 0.999,
      default: 0.9,
    }),
    epsilon,
    statistics: choice({
      label: 'Statistics',
      help: 'What it normalises with in training, also where it is frozen.',
      default: 'batch',
      choices: [
        {
          value: 'batch',
          label: 'of the batch',
          help: 'The running averages follow it: PyTorch in train mode, also with requires_grad = False.',
        },
        {
          value: 'running',
          label: 'running averages',
          help: 'They stay as they are: eval() in PyTorch, and what trainable = False does in Keras.',
        },
      ],
    }),
    trained,
  }),
  formula: 'y=\\gamma\\,\\frac{x-\\mu_{\\mathrm{batch}}}{\\sqrt{\\sigma^2_{\\mathrm{batch}}+\\varepsilon}}+\\beta',
  help: 'Centres and scales every channel with the statistics of the batch, and with running averages in evaluation.',
  summary: () => '',
  infer: ([input]) => input ?? [],
  weights([input]) {
    const channels = input?.at(-1) ?? 0;
    return [
      vector('gamma', channels, 'ones'),
      vector('beta', channels, 'zeros'),
      vector('moving-mean', channels, 'zeros', false),
      vector('moving-variance', channels, 'ones', false),
    ];
  },
  flops: ([input]) => 4 * sizeOf(input ?? []),
});

export const layerNormalisation = defineLayer({
  kind: 'layer-norm',
  label: 'Layer norm',
  family: 'normalisation',
  inputs: [1, 1],
  params: group({ epsilon, trained }),
  formula:
    'y=\\gamma\\,\\frac{x-\\mu_{\\mathrm{channels}}}{\\sqrt{\\sigma^2_{\\mathrm{channels}}+\\varepsilon}}+\\beta',
  help: 'Centres and scales the channels of every place by themselves: no batch, the same in training and evaluation.',
  summary: () => '',
  infer: ([input]) => input ?? [],
  weights([input]) {
    const channels = input?.at(-1) ?? 0;
    return [vector('gamma', channels, 'ones'), vector('beta', channels, 'zeros')];
  },
  flops: ([input]) => 6 * sizeOf(input ?? []),
});
