/**
 * The losses in TensorFlow.js: its own where it has one that is the same, else the formula as a function. Images and masks
 * are [B, H, W, C]. Close to them and not the same: tf.losses.hingeLoss knows no margin; tf.losses.huberLoss is the same.
 */
import type { Loss } from '../../losses/index.ts';
import { camel, literal, literals } from '../names.ts';
import { classWeightsOf, type LossTable, type Place, windowOf } from './place.ts';

const given = (name: string, value: number, usual: number) => (value === usual ? '' : `, ${name}: ${literal(value)}`);

/** "{ gamma: 3 }" behind a comma, or nothing. */
const options = (list: string) => (list === '' ? '' : `, { ${list.slice(2)} }`);

function truth({ y, classes }: Place): string {
  return classes === 0 ? y : `tf.oneHot(${y}, ${classes}).toFloat()`;
}

const weightsOf = (loss: Loss, place: Place) =>
  classWeightsOf(
    loss,
    { ...place, y: place.y.replace(/^y([A-Z0-9])/, (_, first: string) => `y_${first.toLowerCase()}`) },
    {
      list: (numbers) => `tf.tensor1d(${literals(numbers)})`,
      inverse: (labels, classes) =>
        `tf.div(${labels}.size / ${classes}, tf.bincount(${labels}, tf.tensor1d([]), ${classes}))`,
      declare: (name, value) => `const ${name} = ${value};`,
      name: camel,
    },
  );

/** The mean over the images of their losses [B], or the weighted one. */
const weightedMean = [
  'const meanOf = (losses, y, weight) => {',
  '  if (!weight) return losses.mean();',
  '  const w = weight.gather(y);',
  '  return w.mul(losses).sum().div(w.sum());',
  '};',
];

const areasOf = [
  'const areasOf = (y, z) => {',
  '  const p = z.sigmoid();',
  '  const sum = (x) => x.sum([1, 2, 3]);',
  '  return { both: sum(p.mul(y)), said: sum(p), there: sum(y) };',
  '};',
];

export const tfjsLosses: LossTable = {
  'softmax-cross-entropy': (loss, place) => {
    const { z, y, classes, draft } = place;
    const weight = weightsOf(loss, place);
    const smoothing = literal(loss.smoothing);
    if (!weight) {
      const smoothed = loss.smoothing === 0 ? '' : `, undefined, ${smoothing}`;
      return `tf.losses.softmaxCrossEntropy(tf.oneHot(${y}, ${classes}), ${z}${smoothed})`;
    }
    draft.function('weightedCrossEntropy', [
      'const weightedCrossEntropy = (y, z, weight, smoothing = 0) => {',
      '  const right = tf.oneHot(y, weight.size);',
      '  const smooth = right.mul(1 - smoothing).add(smoothing / weight.size);',
      '  const total = smooth.mul(weight).mul(z.logSoftmax()).sum().neg();',
      '  return total.div(right.mul(weight).sum());',
      '};',
    ]);
    return `weightedCrossEntropy(${y}, ${z}, ${weight}${loss.smoothing === 0 ? '' : `, ${smoothing}`})`;
  },
  'softmax-focal': (loss, place) => {
    const { z, y, draft } = place;
    const weight = weightsOf(loss, place);
    draft.function('meanOf', weightedMean);
    draft.function('focal', [
      'const focal = (y, z, { gamma = 2, weight } = {}) => {',
      '  const logP = z.logSoftmax().mul(tf.oneHot(y, z.shape[1])).sum(1);',
      '  return meanOf(tf.sub(1, logP.exp()).pow(gamma).mul(logP).neg(), y, weight);',
      '};',
    ]);
    return `focal(${y}, ${z}${options(given('gamma', loss.gamma, 2) + (weight ? `, weight: ${weight}` : ''))})`;
  },
  'multi-class-hinge': (loss, place) => {
    const { z, y, draft } = place;
    const weight = weightsOf(loss, place);
    draft.function('meanOf', weightedMean);
    draft.function('multiClassHinge', [
      'const multiClassHinge = (y, z, { margin = 1, weight } = {}) => {',
      '  const isRight = tf.oneHot(y, z.shape[1]).toFloat();',
      '  const rival = z.sub(isRight.mul(1e9)).max(1);',
      '  const behind = rival.sub(z.mul(isRight).sum(1));',
      '  return meanOf(behind.add(margin).relu(), y, weight);',
      '};',
    ]);
    const list = given('margin', loss.margin, 1) + (weight ? `, weight: ${weight}` : '');
    return `multiClassHinge(${y}, ${z}${options(list)})`;
  },
  'sigmoid-cross-entropy': ({ positiveWeight }, place) => {
    if (positiveWeight === 1) return `tf.losses.sigmoidCrossEntropy(${truth(place)}, ${place.z})`;
    place.draft.function('weightedBinaryCrossEntropy', [
      'const weightedBinaryCrossEntropy = (y, z, positiveWeight) => {',
      '  const yes = z.neg().softplus().mul(y).mul(positiveWeight);',
      '  return yes.add(z.softplus().mul(tf.sub(1, y))).mean();',
      '};',
    ]);
    return `weightedBinaryCrossEntropy(${truth(place)}, ${place.z}, ${literal(positiveWeight)})`;
  },
  'sigmoid-focal': ({ gamma, positiveWeight }, place) => {
    place.draft.function('binaryFocal', [
      'const binaryFocal = (y, z, { gamma = 2, positiveWeight = 1 } = {}) => {',
      '  const p = z.sigmoid();',
      '  const yes = tf.sub(1, p).pow(gamma).mul(z.neg().softplus()).mul(positiveWeight);',
      '  const no = p.pow(gamma).mul(z.softplus());',
      '  return yes.mul(y).add(no.mul(tf.sub(1, y))).mean();',
      '};',
    ]);
    const list = given('gamma', gamma, 2) + given('positiveWeight', positiveWeight, 1);
    return `binaryFocal(${truth(place)}, ${place.z}${options(list)})`;
  },
  hinge: (loss, place) => hinge('hinge', '', loss, place),
  'squared-hinge': (loss, place) => hinge('squaredHinge', '.square()', loss, place),
  mse: (_, { z, y }) => `tf.losses.meanSquaredError(${y}, ${z})`,
  mae: (_, { z, y }) => `tf.losses.absoluteDifference(${y}, ${z})`,
  huber: ({ delta }, { z, y }) =>
    `tf.losses.huberLoss(${y}, ${z}${delta === 1 ? '' : `, undefined, ${literal(delta)}`})`,
  'log-cosh': (_, { z, y, draft }) => {
    draft.function('logCosh', [
      'const logCosh = (y, z) => {',
      '  const e = z.sub(y);',
      '  return e.add(e.mul(-2).softplus()).sub(Math.LN2).mean();',
      '};',
    ]);
    return `logCosh(${y}, ${z})`;
  },
  ssim: ({ window }, { z, y, shape, draft }) => {
    draft.function('ssimLoss', [
      'const ssimLoss = (y, z, window = 7) => {',
      "  const mean = (image) => image.avgPool(window, 1, 'valid');",
      '  const [mz, my] = [mean(z), mean(y)];',
      '  const vz = mean(z.square()).sub(mz.square());',
      '  const vy = mean(y.square()).sub(my.square());',
      '  const both = mean(z.mul(y)).sub(mz.mul(my));',
      '  const [c1, c2] = [0.01 ** 2, 0.03 ** 2];',
      '  const above = mz.mul(my).mul(2).add(c1).mul(both.mul(2).add(c2));',
      '  const below = mz.square().add(my.square()).add(c1).mul(vz.add(vy).add(c2));',
      '  return tf.sub(1, above.div(below)).mean();',
      '};',
    ]);
    const side = windowOf(window, shape);
    return `ssimLoss(${y}, ${z}${side === 7 ? '' : `, ${side}`})`;
  },
  dice: ({ smooth }, { z, y, draft }) => {
    draft.function('areasOf', areasOf);
    draft.function('diceLoss', [
      'const diceLoss = (y, z, smooth = 1) => {',
      '  const { both, said, there } = areasOf(y, z);',
      '  const share = both.mul(2).add(smooth).div(said.add(there).add(smooth));',
      '  return tf.sub(1, share).mean();',
      '};',
    ]);
    return `diceLoss(${y}, ${z}${smooth === 1 ? '' : `, ${literal(smooth)}`})`;
  },
  iou: ({ smooth }, { z, y, draft }) => {
    draft.function('areasOf', areasOf);
    draft.function('iouLoss', [
      'const iouLoss = (y, z, smooth = 1) => {',
      '  const { both, said, there } = areasOf(y, z);',
      '  const either = said.add(there).sub(both);',
      '  return tf.sub(1, both.add(smooth).div(either.add(smooth))).mean();',
      '};',
    ]);
    return `iouLoss(${y}, ${z}${smooth === 1 ? '' : `, ${literal(smooth)}`})`;
  },
  tversky: ({ alpha, beta, smooth }, { z, y, draft }) => {
    draft.function('areasOf', areasOf);
    draft.function('tverskyLoss', [
      'const tverskyLoss = (y, z, { alpha = 0.3, beta = 0.7, smooth = 1 } = {}) => {',
      '  const { both, said, there } = areasOf(y, z);',
      '  const wrong = said.sub(both).mul(alpha).add(there.sub(both).mul(beta));',
      '  return tf.sub(1, both.add(smooth).div(both.add(wrong).add(smooth))).mean();',
      '};',
    ]);
    const list = given('alpha', alpha, 0.3) + given('beta', beta, 0.7) + given('smooth', smooth, 1);
    return `tverskyLoss(${y}, ${z}${options(list)})`;
  },
  'lovasz-hinge': (_, { z, y, draft }) => {
    draft.function('lovaszHinge', [
      '// Berman et al. 2018, algorithm 1. A sort has no gradient in TensorFlow.js; the order is a constant.',
      'const lovaszHinge = (y, z) => {',
      '  const images = z.shape[0];',
      '  const one = (y, z) => {',
      '    const errors = tf.sub(1, y.mul(2).sub(1).mul(z));',
      '    const order = tf.topk(errors, errors.size).indices;',
      '    const sorted = y.gather(order);',
      '    const missed = sorted.cumsum();',
      '    const wrong = tf.sub(1, sorted).cumsum();',
      '    const total = sorted.sum();',
      '    const jaccard = tf.sub(1, total.sub(missed).div(total.add(wrong)));',
      '    const before = jaccard.slice(0, errors.size - 1).pad([[1, 0]]);',
      '    return errors.gather(order).relu().mul(jaccard.sub(before)).sum();',
      '  };',
      '  const rows = (x) => x.reshape([images, -1]).unstack();',
      '  const [truths, outputs] = [rows(y), rows(z)];',
      '  return tf.stack(truths.map((truth, i) => one(truth, outputs[i]))).mean();',
      '};',
    ]);
    return `lovaszHinge(${y}, ${z})`;
  },
  l1: (_, { kernels }) => `tf.addN(${kernels}.map((w) => w.read().abs().sum()))`,
  l2: (_, { kernels }) => `tf.addN(${kernels}.map((w) => w.read().square().sum()))`,
  'elastic-net': ({ ratio }, { kernels, draft }) => {
    draft.function('elasticNet', [
      'const elasticNet = (w, ratio) =>',
      '  w.abs().sum().mul(ratio).add(w.square().sum().mul((1 - ratio) / 2));',
    ]);
    return `tf.addN(${kernels}.map((w) => elasticNet(w.read(), ${literal(ratio)})))`;
  },
  'activity-l1': (_, { z }) => `${z}.abs().mean()`,
  entropy: (_, { z, shape, draft }) => {
    draft.function('negativeEntropy', [
      'const negativeEntropy = (z) => {',
      '  const logP = z.logSoftmax();',
      '  return logP.exp().mul(logP).sum(-1).mean();',
      '};',
    ]);
    return `negativeEntropy(${shape.at(-1) === 1 ? `${z}.concat(tf.zerosLike(${z}), -1)` : z})`;
  },
};

function hinge(
  name: string,
  power: string,
  { margin, positiveWeight }: { readonly margin: number; readonly positiveWeight: number },
  place: Place,
): string {
  place.draft.function(name, [
    `const ${name} = (y, z, { margin = 1, positiveWeight = 1 } = {}) => {`,
    `  const short = tf.sub(margin, y.mul(2).sub(1).mul(z)).relu()${power};`,
    '  return short.mul(y.mul(positiveWeight - 1).add(1)).mean();',
    '};',
  ]);
  const list = given('margin', margin, 1) + given('positiveWeight', positiveWeight, 1);
  return `${name}(${truth(place)}, ${place.z}${options(list)})`;
}
