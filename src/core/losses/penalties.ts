/** Penalties as terms of their own: over the parameters of a scope, or over the outputs of a layer. */
import { group, number } from '../fields.ts';
import { defineLoss } from './loss.ts';

export const l1Penalty = defineLoss({
  kind: 'l1',
  label: 'L1 penalty',
  family: 'penalty',
  reads: 'weights',
  symbol: (theta) => `\\lVert ${theta}\\rVert_1`,
  targets: [],
  fader: 1e-5,
  params: group({}),
  formula: '\\sum_j|\\theta_j|',
  help: 'Pulls every weight to zero with the same force. With SGD the step is proximal and many become exactly zero; with the other optimizers they swing around zero, closely.',
  citation: 'Tibshirani 1996, Regression Shrinkage and Selection via the Lasso',
});

export const l2Penalty = defineLoss({
  kind: 'l2',
  label: 'L2 penalty',
  family: 'penalty',
  reads: 'weights',
  symbol: (theta) => `\\lVert ${theta}\\rVert^2`,
  targets: [],
  fader: 1e-4,
  params: group({}),
  formula: '\\sum_j\\theta_j^2',
  help: 'Pulls every weight to zero in proportion to its size. With Adam it is not the same as weight decay.',
  citation: 'Hoerl & Kennard 1970, Ridge Regression',
});

export const elasticNet = defineLoss({
  kind: 'elastic-net',
  label: 'Elastic net',
  family: 'penalty',
  reads: 'weights',
  symbol: (theta) => `R(${theta})`,
  targets: [],
  fader: 1e-4,
  params: group({
    ratio: number({
      label: 'Share of L1',
      help: '1 is the L1 penalty, 0 is half the L2 penalty.',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.5,
    }),
  }),
  formula: 'r\\sum_j|\\theta_j|+\\tfrac{1-r}2\\sum_j\\theta_j^2',
  help: 'A mixture of L1 and L2.',
  citation: 'Zou & Hastie 2005, Regularization and variable selection via the elastic net',
});

export const activityL1 = defineLoss({
  kind: 'activity-l1',
  label: 'Activity L1',
  family: 'penalty',
  reads: 'output',
  takes: 'values',
  symbol: '\\overline{|z|}',
  misfit: () => undefined,
  targets: [],
  fader: 1e-3,
  params: group({}),
  formula: '\\tfrac1n\\sum_i|z_i|',
  help: 'Asks a layer to answer with few non-zero values: sparse activations.',
  citation: 'Glorot et al. 2011, Deep Sparse Rectifier Neural Networks',
});

export const entropyPenalty = defineLoss({
  kind: 'entropy',
  label: 'Confidence penalty',
  family: 'penalty',
  reads: 'output',
  takes: 'logits',
  canBeNegative: true,
  symbol: '{-}H(p)',
  misfit: (shape) => (shape.length === 1 ? undefined : 'one logit a class'),
  targets: [],
  fader: 0.1,
  params: group({}),
  formula: '\\sum_kp_k\\log p_k,\\quad p=\\mathrm{softmax}(z)',
  help: 'The negative entropy of the answer: lowers confidence, against overfitting. It is never positive.',
  citation: 'Pereyra et al. 2017, Regularizing Neural Networks by Penalizing Confident Output Distributions',
});
