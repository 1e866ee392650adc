/** Losses for categories: one logit per class, and the one-against-the-rest losses of binary and multi-label targets. */
import { choice, group, number, numberList } from '../fields.ts';
import { defineLoss, type Trivial } from './loss.ts';

const gamma = number({
  label: 'Focus γ',
  help: 'How strongly well-classified examples are played down; 0 is cross-entropy.',
  min: 0,
  max: 10,
  step: 0.5,
  default: 2,
});
/** How much the images of each class count in a loss that reads one class an image. */
const classWeights = {
  classWeights: choice({
    label: 'Class weights',
    help: 'How much an image counts, by its class. The loss is the weighted mean, Σ wᵢLᵢ / Σ wᵢ over the images of the batch, as in PyTorch; Keras divides by their number.',
    default: 'none',
    choices: [
      { value: 'none', label: 'none', help: 'Every image counts alike, so that frequent classes rule.' },
      {
        value: 'inverse',
        label: 'inverse frequency',
        help: 'N / (K·Nₖ) for a class with Nₖ of the N labels of the training split, of K classes: all classes count alike.',
      },
      { value: 'manual', label: 'by hand', help: 'One number a class.' },
    ],
  }),
  handWeights: numberList({
    label: 'Weights by hand',
    help: 'One number a class, in the order of the classes; only their ratios matter. Classes beyond the end of the list count 1.',
    min: 0,
    max: 1000,
    maxLength: 32,
    default: [],
  }),
} as const;

const positiveWeight = number({
  label: 'Positive weight',
  help: 'Factor of what should be yes (pixels inside, the right class): above 1 a rare yes is missed less often. The mean is over all elements, as with pos_weight in PyTorch.',
  min: 0.01,
  max: 100,
  default: 1,
  scale: 'log',
});

const margin = number({ label: 'Margin', help: 'The lead the right side must have.', min: 0, max: 10, default: 1 });

/** Where no lead is asked for, all logits alike are as good as the right answer. */
const trivial = (params: Readonly<Record<string, unknown>>): Trivial | undefined =>
  params.margin === 0
    ? { field: 'margin', why: 'asks for no lead, so an output of zeros has the least loss' }
    : undefined;

export const softmaxCrossEntropy = defineLoss({
  kind: 'softmax-cross-entropy',
  label: 'Cross-entropy',
  family: 'category',
  reads: 'target',
  takes: 'logits',
  targets: ['category'],
  fader: 1,
  params: group({
    smoothing: number({
      label: 'Label smoothing',
      help: 'Share of the probability that is spread evenly over all classes.',
      min: 0,
      max: 0.9,
      step: 0.05,
      default: 0,
    }),
    ...classWeights,
  }),
  formula: '-\\sum_k \\tilde y_k\\log\\mathrm{softmax}(z)_k',
  help: 'The surprise at the right class. The usual loss when exactly one of several classes is right.',
  citation: 'Label smoothing: Szegedy et al. 2016, Rethinking the Inception Architecture',
});

export const focalSoftmax = defineLoss({
  kind: 'softmax-focal',
  label: 'Focal',
  family: 'category',
  reads: 'target',
  takes: 'logits',
  targets: ['category'],
  fader: 1,
  params: group({ gamma, ...classWeights }),
  formula: '-(1-p_y)^{\\gamma}\\log p_y,\\quad p=\\mathrm{softmax}(z)',
  help: 'Cross-entropy that forgets what is already easy and looks at what is hard.',
  citation: 'Lin et al. 2017, Focal Loss for Dense Object Detection',
});

export const multiClassHinge = defineLoss({
  kind: 'multi-class-hinge',
  label: 'Multi-class hinge',
  family: 'category',
  reads: 'target',
  takes: 'logits',
  targets: ['category'],
  fader: 1,
  params: group({ margin, ...classWeights }),
  trivial,
  formula: '\\max\\big(0,\\;m+\\max_{k\\ne y}z_k-z_y\\big)',
  help: 'Asks the right class to lead the best wrong one by a margin, then is content: no probabilities.',
  citation: 'Crammer & Singer 2001, Multiclass Kernel-based Vector Machines',
});

export const sigmoidCrossEntropy = defineLoss({
  kind: 'sigmoid-cross-entropy',
  label: 'Binary cross-entropy',
  family: 'binary',
  reads: 'target',
  takes: 'logits',
  targets: ['category', 'mask'],
  fader: 1,
  params: group({ positiveWeight }),
  formula: '\\max(z,0)-zy+\\log(1+e^{-|z|})',
  help: 'A yes-or-no question for every output: for masks, and for classes that do not exclude each other.',
  citation: 'Bishop 2006, Pattern Recognition and Machine Learning, §4.3',
});

export const sigmoidFocal = defineLoss({
  kind: 'sigmoid-focal',
  label: 'Binary focal',
  family: 'binary',
  reads: 'target',
  takes: 'logits',
  targets: ['category', 'mask'],
  fader: 1,
  params: group({ gamma, positiveWeight }),
  formula: '-(1-p_t)^{\\gamma}\\log p_t,\\quad p_t=\\sigma(\\pm z)',
  help: 'Binary cross-entropy that plays down the easy pixels, of which a mask has many.',
  citation: 'Lin et al. 2017, Focal Loss for Dense Object Detection',
});

export const hinge = defineLoss({
  kind: 'hinge',
  label: 'Hinge',
  family: 'binary',
  reads: 'target',
  takes: 'logits',
  targets: ['category', 'mask'],
  fader: 1,
  params: group({ margin, positiveWeight }),
  trivial,
  formula: '\\max(0,\\;m-tz),\\quad t=2y-1',
  help: 'Zero as soon as every answer is right by the margin: the loss of the support vector machine.',
  citation: 'Cortes & Vapnik 1995, Support-vector networks',
});

export const squaredHinge = defineLoss({
  kind: 'squared-hinge',
  label: 'Squared hinge',
  family: 'binary',
  reads: 'target',
  takes: 'logits',
  targets: ['category', 'mask'],
  fader: 1,
  params: group({ margin, positiveWeight }),
  trivial,
  formula: '\\max(0,\\;m-tz)^2,\\quad t=2y-1',
  help: 'A smooth hinge that punishes large mistakes more.',
  citation: 'Tang 2013, Deep Learning using Linear Support Vector Machines',
});
