/** Losses for numbers and images: differences of values, and structural similarity. */
import { group, integer, number } from '../fields.ts';
import { defineLoss } from './loss.ts';

const values = ['number', 'image'] as const;

export const mse = defineLoss({
  kind: 'mse',
  label: 'Mean squared error',
  family: 'number',
  reads: 'target',
  takes: 'values',
  targets: ['number', 'image', 'mask'],
  fader: 1,
  params: group({}),
  formula: '\\tfrac1n\\sum_i(z_i-y_i)^2',
  help: 'Large errors count most; the best answer is the mean.',
  citation: 'Gauss 1809, Theoria motus',
});

export const mae = defineLoss({
  kind: 'mae',
  label: 'Mean absolute error',
  family: 'number',
  reads: 'target',
  takes: 'values',
  targets: ['number', 'image', 'mask'],
  fader: 1,
  params: group({}),
  formula: '\\tfrac1n\\sum_i|z_i-y_i|',
  help: 'All errors count alike, so that outliers do not rule; the best answer is the median.',
  citation: 'Laplace 1774; Huber & Ronchetti 2009, Robust Statistics',
});

export const huber = defineLoss({
  kind: 'huber',
  label: 'Huber',
  family: 'number',
  reads: 'target',
  takes: 'values',
  targets: values,
  fader: 1,
  params: group({
    delta: number({
      label: 'δ',
      help: 'Errors below it are squared, above it they grow in a straight line.',
      min: 1e-3,
      max: 100,
      default: 1,
      scale: 'log',
    }),
  }),
  formula: '\\tfrac12e^2\\;(|e|\\le\\delta),\\quad\\delta\\big(|e|-\\tfrac12\\delta\\big)\\;(|e|>\\delta)',
  help: 'Squared near zero, absolute far away: smooth and robust at once.',
  citation: 'Huber 1964, Robust Estimation of a Location Parameter',
});

export const logCosh = defineLoss({
  kind: 'log-cosh',
  label: 'Log-cosh',
  family: 'number',
  reads: 'target',
  takes: 'values',
  targets: values,
  fader: 1,
  params: group({}),
  formula: '\\tfrac1n\\sum_i\\log\\cosh(z_i-y_i)',
  help: 'Like Huber, but smooth everywhere and without a parameter.',
  citation: 'Green 1990, Bayesian reconstructions from emission tomography data',
});

export const ssim = defineLoss({
  kind: 'ssim',
  label: 'SSIM',
  family: 'image',
  reads: 'target',
  takes: 'values',
  targets: ['image'],
  fader: 1,
  params: group({
    window: integer({
      label: 'Window',
      help: 'Side of the square over which means and variances are taken.',
      min: 3,
      max: 11,
      default: 7,
    }),
  }),
  formula: '1-\\frac{(2\\mu_z\\mu_y+c_1)(2\\sigma_{zy}+c_2)}{(\\mu_z^2+\\mu_y^2+c_1)(\\sigma_z^2+\\sigma_y^2+c_2)}',
  help: 'Compares brightness, contrast and structure of small windows instead of single pixels.',
  citation: 'Wang et al. 2004, Image quality assessment: from error visibility to structural similarity',
});
