/** What a verdict adds: faders that change, what is not trained, labels that are missing, and penalties. */
import { isConstant } from '../courses.ts';
import { describeData, targetName } from '../datasets/describe.ts';
import type { Loss } from '../losses/index.ts';
import { lossName } from '../losses/names.ts';
import { strategies } from '../strategies/index.ts';
import { listText, numberText } from '../words.ts';
import { joins, names, type Scene, targetsOf } from './scene.ts';
import { isLinear } from './tradeOff.ts';

/** What follows from faders that change by themselves. */
export function courseSentences({ experiment, data, penalties }: Scene): string[] {
  const moving = [...data, ...penalties].filter(({ course }) => !isConstant(course));
  if (moving.length === 0) return [];
  const subject = `The fader${moving.length === 1 ? '' : 's'} of ${listText(moving.map(({ id }) => lossName(experiment, id)))} change${moving.length === 1 ? 's' : ''} over time`;
  const isAlone = data.length === 1 && penalties.length === 0 && isLinear(experiment);
  return [`${subject}: ${isAlone ? 'a course of the learning rate' : 'every step follows the faders of its moment'}.`];
}

/** What takes no part in the training, though losses read it. */
export function stillSentences({ experiment, idle, probes, unreached, frozen }: Scene): string[] {
  const nameOf = ({ id }: Loss) => lossName(experiment, id);
  const losses = listText(idle.map(nameOf));
  const isOne = idle.length === 1;
  const all = `everything before ${isOne ? 'it' : 'them'} is frozen or behind a stop-gradient`;
  return [
    ...(idle.length > 0
      ? [`The ${isOne ? 'loss' : 'losses'} on ${losses} ${isOne ? 'trains' : 'train'} nothing: ${all}.`]
      : []),
    ...probes.map(
      ({ loss, read }) =>
        `Behind a stop-gradient the loss on ${nameOf(loss)} reads ${names(read)} and does not change ${read.length === 1 ? 'it' : 'them'}.`,
    ),
    ...(unreached.length > 0
      ? [
          `No gradient comes to ${names(unreached)}: ${unreached.length === 1 ? 'it stays as it was' : 'they stay as they were'} drawn.`,
        ]
      : []),
    ...(frozen.length > 0
      ? [
          `${names(frozen)} ${frozen.length === 1 ? 'is' : 'are'} frozen: no loss trains ${frozen.length === 1 ? 'it' : 'them'}.`,
        ]
      : []),
  ];
}

/** Of a target with missing labels its losses see a part of the images only. */
export function missingSentences({ experiment, data }: Scene): string[] {
  const { unknown } = describeData(experiment);
  const targets = [...targetsOf(data)];
  const missing = targets.flatMap((id) => {
    const share = unknown[id] ?? 0;
    return share > 0 ? [`${numberText(100 * share)} % of the labels of ${targetName(experiment, id)}`] : [];
  });
  if (missing.length === 0) return [];
  const effect =
    targets.length > 1
      ? 'the tasks see different images, and each loss is the mean over those that it knows.'
      : 'only the other images train the network, and the loss is the mean over them.';
  return [`Missing are ${listText(missing)}: ${effect}`];
}

export function penaltySentences(scene: Scene): string[] {
  const { penalties, layers } = scene;
  const isOne = penalties.length === 1;
  const own = `${names(layers)} ${layers.length === 1 ? 'has an L1 or L2 of its own, a penalty' : 'have an L1 or L2 of their own, penalties'} outside of the mixer.`;
  return [...(penalties.length > 0 ? [ofTerms(scene, isOne)] : []), ...(layers.length > 0 ? [own] : [])];
}

function ofTerms(scene: Scene, isOne: boolean): string {
  const { strategy, schedule } = scene.experiment;
  if (joins(scene)) {
    const subject = isOne ? 'the penalty' : 'the penalties';
    return schedule.kind === 'joint'
      ? `${strategies[strategy.kind].label} weighs ${subject} like a loss: no factor is fixed.`
      : `${isOne ? 'The penalty has an optimizer of its own' : 'The penalties have optimizers of their own'}, as a loss has.`;
  }
  return isOne
    ? 'The penalty reads no target; its factor is a hyper-parameter: tune it by validation, not by training.'
    : 'The penalties read no target; their factors are hyper-parameters: tune them by validation, not by training.';
}
