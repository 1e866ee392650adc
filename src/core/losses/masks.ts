/** Losses for masks that look at the overlap of whole regions. They read logits z; p = σ(z). */
import { group, number } from '../fields.ts';
import { defineLoss } from './loss.ts';

const smooth = number({
  label: 'Smoothing ε',
  help: 'Added above and below the fraction, so that an empty mask has a defined loss.',
  min: 1e-6,
  max: 100,
  default: 1,
  scale: 'log',
});

export const dice = defineLoss({
  kind: 'dice',
  label: 'Soft Dice',
  family: 'mask',
  reads: 'target',
  takes: 'logits',
  targets: ['mask'],
  fader: 1,
  params: group({ smooth }),
  formula: '1-\\frac{2\\sum py+\\varepsilon}{\\sum p+\\sum y+\\varepsilon}',
  help: 'One minus the overlap relative to the two areas: a small object counts as much as a large one.',
  citation: 'Milletari et al. 2016, V-Net (soft Dice with plain sums)',
});

export const jaccard = defineLoss({
  kind: 'iou',
  label: 'Soft IoU',
  family: 'mask',
  reads: 'target',
  takes: 'logits',
  targets: ['mask'],
  fader: 1,
  params: group({ smooth }),
  formula: '1-\\frac{\\sum py+\\varepsilon}{\\sum p+\\sum y-\\sum py+\\varepsilon}',
  help: 'One minus intersection over union (Jaccard), made differentiable with probabilities.',
  citation: 'Rahman & Wang 2016, Optimizing Intersection-Over-Union in Deep Neural Networks',
});

export const tversky = defineLoss({
  kind: 'tversky',
  label: 'Tversky',
  family: 'mask',
  reads: 'target',
  takes: 'logits',
  targets: ['mask'],
  fader: 1,
  params: group({
    alpha: number({
      label: 'False positives α',
      help: 'Price of a pixel wrongly inside.',
      min: 0,
      max: 2,
      step: 0.05,
      default: 0.3,
    }),
    beta: number({
      label: 'False negatives β',
      help: 'Price of a pixel wrongly outside.',
      min: 0,
      max: 2,
      step: 0.05,
      default: 0.7,
    }),
    smooth,
  }),
  trivial: ({ alpha, beta }) =>
    alpha === 0 && beta === 0
      ? { field: 'alpha', why: 'prices no mistake, α and β are 0, so every mask has the loss 0' }
      : beta === 0
        ? { field: 'beta', why: 'prices no missed pixel, β is 0, so an empty mask has the least loss' }
        : alpha === 0
          ? { field: 'alpha', why: 'prices no pixel too many, α is 0, so a full mask has the least loss' }
          : undefined,
  formula: '1-\\frac{\\sum py+\\varepsilon}{\\sum py+\\alpha\\sum p(1-y)+\\beta\\sum(1-p)y+\\varepsilon}',
  help: 'Dice with a price for each kind of mistake; α = β = ½ is Dice.',
  citation: 'Salehi et al. 2017, Tversky loss function for image segmentation',
});

export const lovaszHinge = defineLoss({
  kind: 'lovasz-hinge',
  label: 'Lovász hinge',
  family: 'mask',
  reads: 'target',
  takes: 'logits',
  targets: ['mask'],
  fader: 1,
  params: group({}),
  formula: '\\overline{\\Delta_{J}}\\big(\\max(0,1-t_iz_i)\\big)',
  help: 'The convex surrogate of intersection over union: sorts the errors and weighs each by what it costs in IoU.',
  citation: 'Berman et al. 2018, The Lovász-Softmax loss',
});
