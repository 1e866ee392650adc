/** What to mind in a program: where the frameworks differ from each other and from this page. */
import { isConstant } from '../courses.ts';
import { hasClassWeights } from '../losses/classWeights.ts';
import { isPenalty } from '../losses/roles.ts';
import { strategies } from '../strategies/index.ts';
import { type Desk, dataNotes, isPlain } from './desk.ts';
import type { Framework } from './framework.ts';
import { commonNotes, isOnGradients } from './mixing/mixing.ts';

/** The notes of a desk in a framework, the most telling first. */
export function notesOf(desk: Desk, framework: Framework): string[] {
  const { experiment, weighed } = desk;
  const { strategy, schedule } = experiment;
  const isJoint = schedule.kind === 'joint';
  return [
    ...scheduleNotes(desk, framework),
    ...penaltyNotes(desk, framework),
    ...(isJoint && !isPlain(desk) ? commonNotes(strategy, isOnGradients(strategy)) : []),
    ...(isJoint &&
    strategies[strategy.kind].reads === 'preference' &&
    weighed.some(({ loss }) => !isConstant(loss.course))
      ? ['The faders are a preference here, with the values that are set: their courses are not in the lines.']
      : []),
    ...optimizerNotes(desk, framework),
    ...(framework === 'keras' && weighed.some(({ loss }) => hasClassWeights(loss) && loss.classWeights !== 'none')
      ? [
          'With class weights of fit(), Keras divides by the number of images; here, as in PyTorch, by the sum of their weights.',
        ]
      : []),
    ...(framework === 'pytorch' && weighed.some(({ target }) => target?.kind === 'mask' || target?.kind === 'image')
      ? ['PyTorch has channels first: images and masks are [B, C, H, W].']
      : []),
    ...dataNotes(desk),
  ];
}

function scheduleNotes({ experiment, weighed, added, layerPenalties }: Desk, framework: Framework): string[] {
  const { schedule, optimizer } = experiment;
  if (schedule.kind === 'joint' || weighed.length < 2) return [];
  const isInTurn = schedule.kind === 'alternating';
  const isLinear = optimizer.kind === 'sgd';
  return [
    isInTurn
      ? 'In turn: the second optimizer sees the parameters that the first has moved, so it needs a forward pass of its own.'
      : `In one go: both gradients are of the same parameters, and no optimizer sees the step of another.${isLinear ? ' With SGD that is the step of one optimizer on the sum.' : ' It still is not the step of one optimizer on the sum: each scales its own gradient.'}`,
    ...(framework === 'keras' ? ['compile() takes one optimizer: several need a loop, or a train_step.'] : []),
    ...(framework === 'tfjs' && !isInTurn
      ? ['minimize() would step at once: here the gradients are taken first, by variableGrads().']
      : []),
    ...(optimizer.kind === 'adamw' && framework !== 'tfjs'
      ? [
          'Each AdamW decays what it steps, so shared weights decay once for each loss; on this page the decay is divided among them.',
        ]
      : []),
    ...(added.length + layerPenalties.length > 0
      ? [
          `Each loss carries 1/${weighed.length} of the penalties; on this page a weight divides them among the losses that reach it.`,
        ]
      : []),
  ];
}

function penaltyNotes({ experiment, added, layerPenalties, weighed }: Desk, framework: Framework): string[] {
  const { optimizer } = experiment;
  const kinds = [...[...added, ...weighed].map(({ loss }) => loss.kind), ...layerPenalties.map(({ kind }) => kind)];
  const isAdaptive = optimizer.kind === 'adam' || optimizer.kind === 'rmsprop' || optimizer.kind === 'adamw';
  const decay = { keras: 'AdamW(weight_decay=…)', pytorch: 'AdamW(weight_decay=…)', tfjs: 'w ← w − η·λ·w by hand' };
  return [
    ...(kinds.includes('l2')
      ? [
          isAdaptive
            ? `A penalty is not weight decay: its gradient is scaled with all the rest. For decay take ${decay[framework]}.`
            : framework === 'pytorch'
              ? 'The gradient of λ·θ² is 2λ·θ, so with SGD it is weight_decay=2λ; that would take the biases too.'
              : 'The gradient of λ·θ² is 2λ·θ: with SGD that is a decay of weights by 2ηλ.',
        ]
      : []),
    ...(added.some(({ loss }) => isPenalty(loss) && loss.kind === 'activity-l1') && framework === 'keras'
      ? ['activity_regularizer of Keras is a sum over a layer divided by the batch; this is a mean.']
      : []),
  ];
}

function optimizerNotes({ experiment }: Desk, framework: Framework): string[] {
  switch (experiment.optimizer.kind) {
    case 'momentum':
      return framework === 'keras' && !isConstant(experiment.training.learningRateCourse)
        ? [
            'Keras has the learning rate inside of the momentum: a new rate does not act on old gradients, as it does here and in PyTorch.',
          ]
        : [];
    case 'rmsprop':
      return framework === 'pytorch'
        ? ['PyTorch adds ε to the root, Keras, TensorFlow.js and this page under it.']
        : [];
    case 'adam':
    case 'adamw':
      return framework === 'keras' ? ['Keras adds ε to √v before its correction; PyTorch and this page after it.'] : [];
    default:
      return [];
  }
}
