/**
 * "I have loss1 and loss2 …": the cases of the question, each as small as it can be. Two losses on one target, a loss and
 * a penalty, a weight that is trained, tasks that are related.
 */
import { makeLoss } from '../make.ts';
import { draft, head, image, makeStrategy, type Preset } from './draft.ts';
import { plainTrunk } from './networks.ts';
import { encoderDecoderLayers } from './pictures.ts';

const crossEntropy = (target: 'garment' | 'colour' | 'size') =>
  makeLoss(target, 'softmax-cross-entropy', { output: `head-${target}`, target });

const twoLossesOneTarget: Preset = {
  id: 'two-losses-one-target',
  help: 'Cross-entropy and hinge on one head: multi-objective, but there is only one task.',
  experiment: draft({
    title: 'Two losses on one target',
    layers: [image, ...plainTrunk(), head('garment', 'dense', 6)],
    losses: [
      crossEntropy('garment'),
      makeLoss('garment-hinge', 'multi-class-hinge', { output: 'head-garment', target: 'garment' }),
    ],
  }),
};

const maskTwoLosses: Preset = {
  id: 'mask-bce-iou',
  help: 'Cross-entropy counts pixels, soft IoU looks at the whole region: the usual mixture for masks.',
  experiment: draft({
    title: 'Mask: cross-entropy + soft IoU',
    layers: encoderDecoderLayers,
    losses: [
      makeLoss('mask', 'sigmoid-cross-entropy', { output: 'head-mask', target: 'mask' }),
      makeLoss('mask-iou', 'iou', { output: 'head-mask', target: 'mask' }),
    ],
  }),
};

const lossAndPenalty: Preset = {
  id: 'loss-and-penalty',
  help: 'One task and an L2 penalty: its factor is a hyper-parameter, chosen on validation images, not trained.',
  experiment: draft({
    title: 'Loss + L2 penalty',
    layers: [image, ...plainTrunk(), head('garment', 'dense', 6)],
    losses: [crossEntropy('garment'), makeLoss('l2', 'l2', { scope: 'all' }, { weight: 1e-3 })],
    // Few images, so that there is something to overfit.
    dataset: { count: 500 },
  }),
};

const trainableWeight: Preset = {
  id: 'trainable-weight',
  help: 'a·L₁ + (1−a)·L₂ with a trained by descent: a runs to the smaller loss and the other task is given up.',
  experiment: draft({
    title: 'A weight that is trained',
    layers: [image, ...plainTrunk(), head('colour', 'dense', 8), head('size', 'dense', 3)],
    losses: [crossEntropy('colour'), crossEntropy('size')],
    strategy: makeStrategy('trainable-weight', { form: 'sigmoid' }),
  }),
};

const relatedTasks: Preset = {
  id: 'related-tasks',
  help: 'Every garment has one colour of its own: what helps one task helps the other, and the gradients agree.',
  experiment: draft({
    title: 'Related tasks: garment and colour',
    layers: [image, ...plainTrunk(), head('garment', 'dense', 6), head('colour', 'dense', 8)],
    losses: [crossEntropy('garment'), crossEntropy('colour')],
    dataset: { correlation: 1 },
  }),
};

export const questionTemplates: readonly Preset[] = [
  twoLossesOneTarget,
  maskTwoLosses,
  lossAndPenalty,
  trainableWeight,
  relatedTasks,
];
