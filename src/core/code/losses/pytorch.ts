/**
 * The losses in PyTorch: its own where it has one that is the same, else the formula as a function. Images and masks are
 * [B, C, H, W]. Close to them and not the same: F.multi_margin_loss adds up all rivals; torchvision's sigmoid_focal_loss
 * weighs the classes by α = ¼.
 */
import type { Loss } from '../../losses/index.ts';
import { floats, given, literal } from '../names.ts';
import { classWeightsOf, type LossTable, type Place, windowOf } from './place.ts';

/** The target one against the rest where it is a category, as floats. */
function truth({ y, classes, draft }: Place): string {
  if (classes === 0) return y;
  draft.import(functional);
  return `F.one_hot(${y}, ${classes}).float()`;
}

const functional = 'import torch.nn.functional as F';

const weightsOf = (loss: Loss, place: Place) =>
  classWeightsOf(loss, place, {
    list: (numbers) => `torch.tensor(${floats(numbers)})`,
    inverse: (labels, classes) =>
      `len(${labels}) / (${classes} * torch.bincount(${labels}, minlength=${classes}).float())`,
    declare: (name, value) => `${name} = ${value}`,
    name: (text) => text,
  });

/** A mean over the images, or the weighted one. */
function meanOfImages(value: string): string[] {
  return [
    `    losses = ${value}`,
    '    if weight is None:',
    '        return losses.mean()',
    '    return (weight[y] * losses).sum() / weight[y].sum()',
  ];
}

function areas(name: string, parameters: string, value: string): string[] {
  return [
    `def ${name}(z, y, ${parameters}):`,
    '    p, y = torch.sigmoid(z).flatten(1), y.flatten(1)',
    '    both = (p * y).sum(1)',
    `    return (1 - ${value}).mean()`,
  ];
}

export const pytorchLosses: LossTable = {
  'softmax-cross-entropy': (loss, place) => {
    place.draft.import(functional);
    const weight = weightsOf(loss, place);
    const weighted = weight ? `, weight=${weight}` : '';
    return `F.cross_entropy(${place.z}, ${place.y}${weighted}${given('label_smoothing', loss.smoothing, 0)})`;
  },
  'softmax-focal': (loss, place) => {
    place.draft.import(functional);
    place.draft.function('focal', [
      'def focal(z, y, gamma=2, weight=None):',
      '    log_p = -F.cross_entropy(z, y, reduction="none")',
      ...meanOfImages('-((1 - log_p.exp()) ** gamma) * log_p'),
    ]);
    const weight = weightsOf(loss, place);
    return `focal(${place.z}, ${place.y}${given('gamma', loss.gamma, 2)}${weight ? `, weight=${weight}` : ''})`;
  },
  'multi-class-hinge': (loss, place) => {
    place.draft.function('multi_class_hinge', [
      'def multi_class_hinge(z, y, margin=1, weight=None):',
      '    right = z.gather(1, y[:, None])',
      '    rival = z.scatter(1, y[:, None], -torch.inf).amax(1, keepdim=True)',
      ...meanOfImages('(margin + rival - right).relu().flatten()'),
    ]);
    const weight = weightsOf(loss, place);
    const weighted = weight ? `, weight=${weight}` : '';
    return `multi_class_hinge(${place.z}, ${place.y}${given('margin', loss.margin, 1)}${weighted})`;
  },
  'sigmoid-cross-entropy': ({ positiveWeight }, place) => {
    place.draft.import(functional);
    const weight = positiveWeight === 1 ? '' : `, pos_weight=torch.tensor(${literal(positiveWeight)})`;
    return `F.binary_cross_entropy_with_logits(${place.z}, ${truth(place)}${weight})`;
  },
  'sigmoid-focal': ({ gamma, positiveWeight }, place) => {
    place.draft.import(functional);
    place.draft.function('binary_focal', [
      'def binary_focal(z, y, gamma=2, pos_weight=1):',
      '    p = torch.sigmoid(z)',
      '    yes = pos_weight * (1 - p) ** gamma * F.softplus(-z)',
      '    no = p**gamma * F.softplus(z)',
      '    return (y * yes + (1 - y) * no).mean()',
    ]);
    const options = given('gamma', gamma, 2) + given('pos_weight', positiveWeight, 1);
    return `binary_focal(${place.z}, ${truth(place)}${options})`;
  },
  hinge: (loss, place) => hinge('hinge', '', loss, place),
  'squared-hinge': (loss, place) => hinge('squared_hinge', ' ** 2', loss, place),
  mse: (_, { z, y, draft }) => {
    draft.import(functional);
    return `F.mse_loss(${z}, ${y})`;
  },
  mae: (_, { z, y, draft }) => {
    draft.import(functional);
    return `F.l1_loss(${z}, ${y})`;
  },
  huber: ({ delta }, { z, y, draft }) => {
    draft.import(functional);
    return `F.huber_loss(${z}, ${y}${given('delta', delta, 1)})`;
  },
  'log-cosh': (_, { z, y, draft }) => {
    draft.import('import math', functional);
    draft.function('log_cosh', [
      'def log_cosh(z, y):',
      '    e = z - y',
      '    return (e + F.softplus(-2 * e) - math.log(2)).mean()',
    ]);
    return `log_cosh(${z}, ${y})`;
  },
  ssim: ({ window }, { z, y, shape, draft }) => {
    draft.import(functional);
    draft.function('ssim_loss', [
      'def ssim_loss(z, y, window=7):',
      '    def mean(image):',
      '        return F.avg_pool2d(image, window, stride=1)',
      '',
      '    mz, my = mean(z), mean(y)',
      '    vz, vy = mean(z * z) - mz**2, mean(y * y) - my**2',
      '    both = mean(z * y) - mz * my',
      '    c1, c2 = 0.01**2, 0.03**2',
      '    ssim = (2 * mz * my + c1) * (2 * both + c2)',
      '    ssim = ssim / ((mz**2 + my**2 + c1) * (vz + vy + c2))',
      '    return (1 - ssim).mean()',
    ]);
    return `ssim_loss(${z}, ${y}${given('window', windowOf(window, shape), 7)})`;
  },
  dice: ({ smooth }, { z, y, draft }) => {
    const value = '(2 * both + smooth) / (p.sum(1) + y.sum(1) + smooth)';
    draft.function('dice_loss', areas('dice_loss', 'smooth=1', value));
    return `dice_loss(${z}, ${y}${given('smooth', smooth, 1)})`;
  },
  iou: ({ smooth }, { z, y, draft }) => {
    const value = '(both + smooth) / (p.sum(1) + y.sum(1) - both + smooth)';
    draft.function('iou_loss', areas('iou_loss', 'smooth=1', value));
    return `iou_loss(${z}, ${y}${given('smooth', smooth, 1)})`;
  },
  tversky: ({ alpha, beta, smooth }, { z, y, draft }) => {
    draft.function('tversky_loss', [
      'def tversky_loss(z, y, alpha=0.3, beta=0.7, smooth=1):',
      '    p, y = torch.sigmoid(z).flatten(1), y.flatten(1)',
      '    both = (p * y).sum(1)',
      '    wrong = alpha * (p * (1 - y)).sum(1) + beta * ((1 - p) * y).sum(1)',
      '    return (1 - (both + smooth) / (both + wrong + smooth)).mean()',
    ]);
    return `tversky_loss(${z}, ${y}${given('alpha', alpha, 0.3)}${given('beta', beta, 0.7)}${given('smooth', smooth, 1)})`;
  },
  'lovasz-hinge': (_, { z, y, draft }) => {
    draft.import(functional);
    draft.function('lovasz_hinge', [
      'def lovasz_hinge(z, y):  # Berman et al. 2018, algorithm 1',
      '    z, y = z.flatten(1), y.flatten(1)',
      '    errors, order = (1 - (2 * y - 1) * z).sort(1, descending=True)',
      '    y = y.gather(1, order)',
      '    missed, wrong = y.cumsum(1), (1 - y).cumsum(1)',
      '    total = y.sum(1, keepdim=True)',
      '    jaccard = 1 - (total - missed) / (total + wrong)',
      '    grows = jaccard - F.pad(jaccard, (1, 0))[:, :-1]',
      '    return (errors.relu() * grows).sum(1).mean()',
    ]);
    return `lovasz_hinge(${z}, ${y})`;
  },
  l1: (_, { kernels }) => `sum(w.abs().sum() for w in ${kernels})`,
  l2: (_, { kernels }) => `sum(w.square().sum() for w in ${kernels})`,
  'elastic-net': ({ ratio }, { kernels }) =>
    `sum((${literal(ratio)} * w.abs() + ${literal((1 - ratio) / 2)} * w.square()).sum() for w in ${kernels})`,
  'activity-l1': (_, { z }) => `${z}.abs().mean()`,
  entropy: (_, { z, shape, draft }) => {
    draft.import(functional);
    draft.function('negative_entropy', [
      'def negative_entropy(z):',
      '    log_p = F.log_softmax(z, 1)',
      '    return (log_p.exp() * log_p).sum(1).mean()',
    ]);
    return `negative_entropy(${shape.at(-1) === 1 ? `torch.cat([${z}, torch.zeros_like(${z})], 1)` : z})`;
  },
};

function hinge(
  name: string,
  power: string,
  { margin, positiveWeight }: { readonly margin: number; readonly positiveWeight: number },
  place: Place,
): string {
  place.draft.function(name, [
    `def ${name}(z, y, margin=1, pos_weight=1):`,
    `    short = (margin - (2 * y - 1) * z).relu()${power}`,
    '    return ((1 + (pos_weight - 1) * y) * short).mean()',
  ]);
  return `${name}(${place.z}, ${truth(place)}${given('margin', margin, 1)}${given('pos_weight', positiveWeight, 1)})`;
}
