/** The table of optimizers: update rules on the flat parameter vector θ with gradient g and learning rate η. */
import { choice, type Fields, flag, group, number, type Values } from './fields.ts';

const epsilonWith = (help: string) => number({ label: 'ε', help, min: 1e-10, max: 1e-1, default: 1e-7, scale: 'log' });
const epsilon = epsilonWith(
  'Added to √v̂, as in the paper and in PyTorch (1e-8 there). Keras adds it to √v, before the correction.',
);
const beta1 = number({ label: 'β₁', help: 'Memory of the mean gradient.', min: 0, max: 0.9999, default: 0.9 });
const beta2 = number({ label: 'β₂', help: 'Memory of the squared gradient.', min: 0, max: 0.99999, default: 0.999 });

export interface OptimizerKind<F extends Fields = Fields> {
  readonly label: string;
  /** The step is linear in the gradients so far. */
  readonly isLinear: boolean;
  /** A learning rate to begin with, for losses and gradients of ordinary size. */
  readonly usualRate: number;
  readonly params: F;
  readonly formula: string;
  readonly help: string;
  readonly citation: string;
}

const row = <const F extends Fields>(kind: OptimizerKind<F>): OptimizerKind<F> => kind;

export const optimizerKinds = {
  sgd: row({
    label: 'SGD',
    isLinear: true,
    usualRate: 0.1,
    params: group({
      l1: choice({
        label: 'L1',
        help: 'How the L1 of layers and added L1 penalties act; a penalty that is weighed like a loss acts by its gradient.',
        default: 'proximal',
        choices: [
          {
            value: 'proximal',
            label: 'proximal',
            help: 'After the step on the rest, every weight shrinks by ηλ and stops at zero: many become exactly zero.',
          },
          {
            value: 'subgradient',
            label: 'subgradient',
            help: 'λ·sign(θ) is part of the gradient, as in Keras and PyTorch: weights swing around zero and hardly ever meet it.',
          },
        ],
      }),
    }),
    formula: '\\theta\\leftarrow\\theta-\\eta g',
    help: 'A step against the gradient. The size of the losses matters fully.',
    citation: 'Robbins & Monro 1951',
  }),
  momentum: row({
    label: 'Momentum',
    isLinear: true,
    usualRate: 0.01,
    params: group({
      momentum: number({
        label: 'Momentum',
        help: 'Share of v kept. The learning rate is outside of v, as in PyTorch: a new rate acts on old gradients too. In Keras it is inside.',
        min: 0,
        max: 0.999,
        default: 0.9,
      }),
      nesterov: flag({
        label: 'Nesterov',
        help: 'Steps along g + μv, v ahead by a step, as in Keras and PyTorch.',
        default: false,
      }),
    }),
    formula: 'v\\leftarrow\\mu v+g,\\quad\\theta\\leftarrow\\theta-\\eta v',
    help: 'SGD with inertia: steady directions add up, jitter cancels.',
    citation: 'Polyak 1964; Sutskever et al. 2013',
  }),
  rmsprop: row({
    label: 'RMSProp',
    isLinear: false,
    usualRate: 1e-3,
    params: group({
      rho: number({
        label: 'ρ',
        help: 'Memory of the squared gradient: 0.9 in Keras; PyTorch calls it alpha, 0.99.',
        min: 0,
        max: 0.9999,
        default: 0.9,
      }),
      epsilon: epsilonWith('Added under the root, as in Keras; PyTorch adds it to the root.'),
    }),
    formula: 's\\leftarrow\\rho s+(1-\\rho)g^2,\\quad\\theta\\leftarrow\\theta-\\eta g/\\sqrt{s+\\varepsilon}',
    help: 'Every parameter has its own scale, from its recent gradients.',
    citation: 'Tieleman & Hinton 2012, Lecture 6.5',
  }),
  adam: row({
    label: 'Adam',
    isLinear: false,
    usualRate: 1e-3,
    params: group({ beta1, beta2, epsilon }),
    formula: '\\theta\\leftarrow\\theta-\\eta\\,\\hat m/(\\sqrt{\\hat v}+\\varepsilon)',
    help: 'Momentum and RMSProp with bias correction. Multiplying the total by a constant changes almost nothing.',
    citation: 'Kingma & Ba 2015, Adam: A Method for Stochastic Optimization',
  }),
  adamw: row({
    label: 'AdamW',
    isLinear: false,
    usualRate: 1e-3,
    params: group({
      beta1,
      beta2,
      epsilon,
      weightDecay: number({
        label: 'Weight decay',
        help: 'Share of every weight removed a step, times the learning rate, as in PyTorch (0.01) and Keras (0.004). With one optimizer per loss it is divided among those that share the weight.',
        min: 0,
        max: 1,
        default: 0.01,
        scale: 'log',
      }),
    }),
    formula: '\\theta\\leftarrow\\theta-\\eta\\big(\\hat m/(\\sqrt{\\hat v}+\\varepsilon)+\\lambda\\theta\\big)',
    help: 'Adam with the decay of weights kept apart from the gradient: not the same as an L2 penalty.',
    citation: 'Loshchilov & Hutter 2019, Decoupled Weight Decay Regularization',
  }),
} as const;

type Table = typeof optimizerKinds;
export type OptimizerName = keyof Table;

/** An optimizer with the parameters of its kind. */
export type Optimizer = {
  readonly [K in OptimizerName]: { readonly kind: K } & Values<Table[K]['params']>;
}[OptimizerName];
