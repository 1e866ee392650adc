/**
 * "I have loss1 and loss2 …": the cases of the question, each as small as it can be. Two losses on one target, a loss and
 * a penalty, tasks that are related.
 */
import { makeLoss } from '../make.ts';
import { draft, head, image, type Preset } from './draft.ts';
import { plainTrunk } from './networks.ts';
import { encoderDecoderLayers } from './pictures.ts';

const crossEntropy = (target: 'garment' | 'colour' | 'size') =>
  makeLoss(target, 'softmax-cross-entropy', { output: `head-${target}`, target });

const twoLossesOneTarget: Preset = {
  id: 'two-losses-one-target',
  help: 'Cross-entropy and hinge on one head: multi-objective, but there is only one task.',
  intro:
    'Are two losses always two tasks? No: both judge the same head against the same target, so this is multi-objective optimisation of one task. Watch the cosine of their gradients: they start out nearly the same way. Mute the hinge and run it again: the accuracy does not miss it.',
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
  intro:
    'Why mix two losses on a mask? Cross-entropy judges every pixel for itself, soft IoU the whole region: at first their gradients point against each other, later mostly the same way. It is one task with two objectives. Mute soft IoU, run it again, and see how little the IoU on the validation images gains here from the mixture.',
  experiment: draft({
    title: 'Mask: cross-entropy + soft IoU',
    layers: encoderDecoderLayers,
    losses: [
      makeLoss('mask', 'sigmoid-cross-entropy', { output: 'head-mask', target: 'mask' }),
      makeLoss('mask-iou', 'iou', { output: 'head-mask', target: 'mask' }),
    ],
  }),
};

export const lossAndL2: Preset = {
  id: 'loss-and-l2',
  help: 'One task and an L2 penalty: its factor is a hyper-parameter, chosen on validation images, not trained.',
  intro:
    'Is a loss and a penalty multi-task learning? No: one task, regularised; the penalty reads no target. A fifth of the training labels are wrong: with L2 at 0 the network learns them by heart and the validation loss turns up, at 0.01 it learns too little. The best factor lies between; training it would send it to zero.',
  experiment: draft({
    title: 'Loss + L2 penalty',
    layers: [image, ...plainTrunk(), head('garment', 'dense', 6)],
    losses: [crossEntropy('garment'), makeLoss('l2', 'l2', { scope: 'all' }, { fader: 3e-3 })],
    // Wrong labels to be learned by heart, time enough for it, and validation images enough to see what it costs.
    dataset: { count: 2000, size: 16, labelNoiseGarment: 0.2 },
    training: { validationShare: 0.5, epochs: 40, learningRate: 3e-3 },
  }),
};

const relatedTasks: Preset = {
  id: 'related-tasks',
  help: 'Every garment has one colour of its own: both tasks need the same features, and the gradients agree.',
  intro:
    'What if the tasks are really one? Every garment has one colour of its own here, so both heads need the same features. Compare the cosine of the gradients with that of colour and size: it is clearly higher. Agreement alone is no gain: mute colour, and the garment is learned no later.',
  experiment: draft({
    title: 'Related tasks: garment and colour',
    layers: [image, ...plainTrunk(), head('garment', 'dense', 6), head('colour', 'dense', 8)],
    losses: [crossEntropy('garment'), crossEntropy('colour')],
    dataset: { correlation: 1 },
  }),
};

export const questionTemplates: readonly Preset[] = [twoLossesOneTarget, maskTwoLosses, lossAndL2, relatedTasks];
