/**
 * The losses in Keras 3: its own where it has one that is the same, else the formula as a function of (y, z), as Keras has
 * it. Images and masks are [B, H, W, C]. Close to them and not the same: Dice and Tversky take probabilities and add up the
 * whole batch; CategoricalHinge has the right class among its rivals; class weights are divided by the number of images.
 */
import type { Loss } from '../../losses/index.ts';
import { floats, given, literal } from '../names.ts';
import { classWeightsOf, type LossTable, type Place, windowOf } from './place.ts';

const ops = 'from keras import ops';

/** The target one against the rest where it is a category, as floats. */
function truth({ y, classes, draft }: Place): string {
  if (classes === 0) return y;
  draft.import(ops);
  return `ops.one_hot(ops.cast(${y}, "int32"), ${classes})`;
}

const weightsOf = (loss: Loss, place: Place) => {
  const weights = classWeightsOf(loss, place, {
    list: (numbers) => `ops.array(${floats(numbers)})`,
    inverse: (labels, classes) =>
      `len(${labels}) / (${classes} * ops.cast(ops.bincount(${labels}, minlength=${classes}), "float32"))`,
    declare: (name, value) => `${name} = ${value}`,
    name: (text) => text,
  });
  if (weights) place.draft.import(ops);
  return weights;
};

/** A call of one of Keras' own losses, made once under that name. */
function own({ y, z, draft }: Place, name: string, loss: string, target = y): string {
  const made = draft.constant(name, `keras.losses.${loss}`, (free, value) => `${free} = ${value}`);
  return `${made}(${target}, ${z})`;
}

function meanOfImages(value: string): string[] {
  return [
    `    losses = ${value}`,
    '    if weight is None:',
    '        return ops.mean(losses)',
    '    w = ops.take(weight, ops.cast(y, "int32"))',
    '    return ops.sum(w * losses) / ops.sum(w)',
  ];
}

function areas(name: string, parameters: string, lines: readonly string[], draft: Place['draft']): void {
  draft.import(ops);
  draft.function(name, [
    `def ${name}(y, z, ${parameters}):`,
    '    p, axes = ops.sigmoid(z), (1, 2, 3)',
    '    both = ops.sum(p * y, axes)',
    ...lines,
  ]);
}

export const kerasLosses: LossTable = {
  'softmax-cross-entropy': (loss, place) => {
    const { smoothing } = loss;
    const weight = weightsOf(loss, place);
    if (!weight && smoothing === 0)
      return own(place, 'cross_entropy', 'SparseCategoricalCrossentropy(from_logits=True)');
    if (!weight) {
      const smoothed = `CategoricalCrossentropy(from_logits=True, label_smoothing=${literal(smoothing)})`;
      return own(place, 'smoothed_cross_entropy', smoothed, truth(place));
    }
    place.draft.function('weighted_cross_entropy', [
      'def weighted_cross_entropy(y, z, weight, smoothing=0):',
      '    y = ops.one_hot(ops.cast(y, "int32"), z.shape[-1])',
      '    smooth = (1 - smoothing) * y + smoothing / z.shape[-1]',
      '    total = -ops.sum(weight * smooth * ops.log_softmax(z))',
      '    return total / ops.sum(weight * y)',
    ]);
    return `weighted_cross_entropy(${place.y}, ${place.z}, ${weight}${given('smoothing', smoothing, 0)})`;
  },
  'softmax-focal': (loss, place) => {
    const weight = weightsOf(loss, place);
    place.draft.import(ops);
    place.draft.function('focal', [
      'def focal(y, z, gamma=2, weight=None):',
      '    surprise = keras.losses.sparse_categorical_crossentropy(y, z, from_logits=True)',
      ...meanOfImages('(1 - ops.exp(-surprise)) ** gamma * surprise'),
    ]);
    return `focal(${place.y}, ${place.z}${given('gamma', loss.gamma, 2)}${weight ? `, weight=${weight}` : ''})`;
  },
  'multi-class-hinge': (loss, place) => {
    const weight = weightsOf(loss, place);
    place.draft.import(ops);
    place.draft.function('multi_class_hinge', [
      'def multi_class_hinge(y, z, margin=1, weight=None):',
      '    is_right = ops.one_hot(ops.cast(y, "int32"), z.shape[-1])',
      '    right = ops.sum(is_right * z, -1)',
      '    rival = ops.max(z - 1e9 * is_right, -1)',
      ...meanOfImages('ops.relu(margin + rival - right)'),
    ]);
    const weighted = weight ? `, weight=${weight}` : '';
    return `multi_class_hinge(${place.y}, ${place.z}${given('margin', loss.margin, 1)}${weighted})`;
  },
  'sigmoid-cross-entropy': ({ positiveWeight }, place) => {
    if (positiveWeight === 1)
      return own(place, 'binary_cross_entropy', 'BinaryCrossentropy(from_logits=True)', truth(place));
    place.draft.import(ops);
    place.draft.function('weighted_binary_cross_entropy', [
      'def weighted_binary_cross_entropy(y, z, pos_weight):',
      '    return ops.mean(pos_weight * y * ops.softplus(-z) + (1 - y) * ops.softplus(z))',
    ]);
    return `weighted_binary_cross_entropy(${truth(place)}, ${place.z}, pos_weight=${literal(positiveWeight)})`;
  },
  'sigmoid-focal': ({ gamma, positiveWeight }, place) => {
    if (positiveWeight === 1) {
      const focal = `BinaryFocalCrossentropy(gamma=${literal(gamma)}, from_logits=True)`;
      return own(place, 'binary_focal', focal, truth(place));
    }
    place.draft.import(ops);
    place.draft.function('weighted_binary_focal', [
      'def weighted_binary_focal(y, z, pos_weight, gamma=2):',
      '    p = ops.sigmoid(z)',
      '    yes = pos_weight * (1 - p) ** gamma * ops.softplus(-z)',
      '    no = p**gamma * ops.softplus(z)',
      '    return ops.mean(y * yes + (1 - y) * no)',
    ]);
    const options = `, pos_weight=${literal(positiveWeight)}${given('gamma', gamma, 2)}`;
    return `weighted_binary_focal(${truth(place)}, ${place.z}${options})`;
  },
  hinge: (loss, place) => hinge('hinge', 'Hinge()', '', loss, place),
  'squared-hinge': (loss, place) => hinge('squared_hinge', 'SquaredHinge()', ' ** 2', loss, place),
  mse: (_, place) => own(place, 'squared_error', 'MeanSquaredError()'),
  mae: (_, place) => own(place, 'absolute_error', 'MeanAbsoluteError()'),
  huber: ({ delta }, place) => own(place, 'huber', `Huber(${delta === 1 ? '' : `delta=${literal(delta)}`})`),
  'log-cosh': (_, place) => own(place, 'log_cosh', 'LogCosh()'),
  ssim: ({ window }, { z, y, shape, draft }) => {
    draft.import(ops);
    draft.function('ssim_loss', [
      'def ssim_loss(y, z, window=7):',
      '    def mean(image):',
      '        return ops.average_pool(image, window, strides=1)',
      '',
      '    mz, my = mean(z), mean(y)',
      '    vz, vy = mean(z * z) - mz**2, mean(y * y) - my**2',
      '    both = mean(z * y) - mz * my',
      '    c1, c2 = 0.01**2, 0.03**2',
      '    ssim = (2 * mz * my + c1) * (2 * both + c2)',
      '    ssim = ssim / ((mz**2 + my**2 + c1) * (vz + vy + c2))',
      '    return ops.mean(1 - ssim)',
    ]);
    return `ssim_loss(${y}, ${z}${given('window', windowOf(window, shape), 7)})`;
  },
  dice: ({ smooth }, { z, y, draft }) => {
    areas(
      'dice_loss',
      'smooth=1',
      [
        '    sizes = ops.sum(p, axes) + ops.sum(y, axes)',
        '    return ops.mean(1 - (2 * both + smooth) / (sizes + smooth))',
      ],
      draft,
    );
    return `dice_loss(${y}, ${z}${given('smooth', smooth, 1)})`;
  },
  iou: ({ smooth }, { z, y, draft }) => {
    areas(
      'iou_loss',
      'smooth=1',
      [
        '    either = ops.sum(p, axes) + ops.sum(y, axes) - both',
        '    return ops.mean(1 - (both + smooth) / (either + smooth))',
      ],
      draft,
    );
    return `iou_loss(${y}, ${z}${given('smooth', smooth, 1)})`;
  },
  tversky: ({ alpha, beta, smooth }, { z, y, draft }) => {
    areas(
      'tversky_loss',
      'alpha=0.3, beta=0.7, smooth=1',
      [
        '    wrong = alpha * ops.sum(p * (1 - y), axes) + beta * ops.sum((1 - p) * y, axes)',
        '    return ops.mean(1 - (both + smooth) / (both + wrong + smooth))',
      ],
      draft,
    );
    return `tversky_loss(${y}, ${z}${given('alpha', alpha, 0.3)}${given('beta', beta, 0.7)}${given('smooth', smooth, 1)})`;
  },
  'lovasz-hinge': (_, { z, y, draft }) => {
    draft.import(ops);
    draft.function('lovasz_hinge', [
      'def lovasz_hinge(y, z):  # Berman et al. 2018, algorithm 1',
      '    pixels = z.shape[1] * z.shape[2]',
      '    z, y = ops.reshape(z, (-1, pixels)), ops.reshape(y, (-1, pixels))',
      '    errors = 1 - (2 * y - 1) * z',
      '    order = ops.argsort(-errors, axis=1)',
      '    errors = ops.take_along_axis(errors, order, axis=1)',
      '    y = ops.take_along_axis(y, order, axis=1)',
      '    missed, wrong = ops.cumsum(y, axis=1), ops.cumsum(1 - y, axis=1)',
      '    total = ops.sum(y, axis=1, keepdims=True)',
      '    jaccard = 1 - (total - missed) / (total + wrong)',
      '    grows = jaccard - ops.pad(jaccard, ((0, 0), (1, 0)))[:, :-1]',
      '    return ops.mean(ops.sum(ops.relu(errors) * grows, axis=1))',
    ]);
    return `lovasz_hinge(${y}, ${z})`;
  },
  l1: (_, { kernels, draft }) => {
    draft.import(ops);
    return `sum(ops.sum(ops.abs(w)) for w in ${kernels})`;
  },
  l2: (_, { kernels, draft }) => {
    draft.import(ops);
    return `sum(ops.sum(ops.square(w)) for w in ${kernels})`;
  },
  'elastic-net': ({ ratio }, { kernels, draft }) => {
    draft.import(ops);
    const term = `${literal(ratio)} * ops.abs(w) + ${literal((1 - ratio) / 2)} * ops.square(w)`;
    return `sum(ops.sum(${term}) for w in ${kernels})`;
  },
  'activity-l1': (_, { z, draft }) => {
    draft.import(ops);
    return `ops.mean(ops.abs(${z}))`;
  },
  entropy: (_, { z, shape, draft }) => {
    draft.import(ops);
    draft.function('negative_entropy', [
      'def negative_entropy(z):',
      '    log_p = ops.log_softmax(z)',
      '    return ops.mean(ops.sum(ops.exp(log_p) * log_p, -1))',
    ]);
    return `negative_entropy(${shape.at(-1) === 1 ? `ops.concatenate([${z}, ops.zeros_like(${z})], -1)` : z})`;
  },
};

function hinge(
  name: string,
  loss: string,
  power: string,
  { margin, positiveWeight }: { readonly margin: number; readonly positiveWeight: number },
  place: Place,
): string {
  if (margin === 1 && positiveWeight === 1) return own(place, name, loss, truth(place));
  place.draft.import(ops);
  place.draft.function(`weighted_${name}`, [
    `def weighted_${name}(y, z, margin=1, pos_weight=1):`,
    `    short = ops.relu(margin - (2 * y - 1) * z)${power}`,
    '    return ops.mean((1 + (pos_weight - 1) * y) * short)',
  ]);
  const options = given('margin', margin, 1) + given('pos_weight', positiveWeight, 1);
  return `weighted_${name}(${truth(place)}, ${place.z}${options})`;
}
