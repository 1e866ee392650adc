/** Lesson 1: what a loss is; cross-entropy and hinge; why IoU for masks. */

import { trained, validated } from '../promises/arms.ts';
import { columnName } from '../run/columns.ts';
import { all, looksAt, made } from './conditions.ts';
import type { Lesson } from './lesson.ts';
import { from, muted } from './setting.ts';

const both = from('two-losses-one-target', 'Cross-entropy alone', {
  dataset: { count: 2000, size: 16 },
  training: { epochs: 12 },
});
const crossEntropy = muted(both, 'Cross-entropy alone', 'garment-hinge');
const hinge = muted(both, 'Hinge alone', 'garment');
const mask = muted(
  from('mask-bce-iou', 'A mask, by cross-entropy', { training: { epochs: 6 } }),
  'A mask, by cross-entropy',
  'mask-iou',
);
const lossOfGarment = columnName('loss', 'garment');

export const oneLoss: Lesson = {
  id: 'one-loss',
  title: 'One loss',
  question: 'What is a loss, and which one do I take?',
  next: ['two-losses-one-task', 'loss-and-penalty'],
  pages: [
    {
      id: 'what-it-is',
      title: 'A number that says how wrong',
      text: [
        'A [loss](term:loss) is one number: how wrong the network is. Training moves its weights so that the number falls.',
        'Here six kinds of garments are told apart by [cross-entropy](term:softmax-cross-entropy), $L=-\\ln p_y$: the less probability $p_y$ the right one gets, the larger the loss.',
        'Before the first step the network knows nothing.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: crossEntropy, isHeld: true, tab: 'curves' },
      points: ['run'],
      prediction: {
        question: 'Where does the curve begin?',
        answers: ['near 0', 'near 1.8', 'near 6'],
        right: 1,
        arms: { start: { experiment: crossEntropy, steps: 200 } },
        measure: trained('start', lossOfGarment, 'first'),
        cuts: [1, 3.9],
        why: 'Six garments that are equally likely get a sixth each, and $-\\ln\\frac16=1.79$. A loss that stays there has learned nothing.',
      },
      task: 'Answer, then train for 200 steps.',
    },
    {
      id: 'hinge',
      title: 'Another loss, another question',
      text: [
        'The [hinge](term:multi-class-hinge) asks for less: the right class must lead every other by 1. Where it does, the loss is 0 and pushes no more; cross-entropy always wants still more probability.',
        'Two losses are measured in different units. What can be compared is a [metric](term:metric), such as the accuracy.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: hinge, isHeld: true, tab: 'curves' },
      points: ['run', 'tab-curves'],
      prediction: {
        question: 'After 200 steps, whose accuracy is higher?',
        answers: ['that of cross-entropy, by more than 0.2', 'they are nearer', 'that of the hinge, by more than 0.2'],
        right: 1,
        arms: { crossEntropy: { experiment: crossEntropy, steps: 200 }, hinge: { experiment: hinge, steps: 200 } },
        measure: validated('hinge', columnName('accuracy', 'garment-hinge')),
        minus: validated('crossEntropy', columnName('accuracy', 'garment')),
        cuts: [-0.2, 0.2],
        why: 'Both rank the right class first; they differ in how much they still want once it is. Which loss is better is decided by the metric that you care about.',
      },
      task: 'Answer, then train for 200 steps.',
    },
    {
      id: 'mask',
      title: 'Why IoU for a mask',
      text: [
        'This network marks the pixels of the garment. Cross-entropy judges each pixel for itself, so an empty mask is right about all of the background.',
        '[IoU](term:iou) asks for the region: pixels inside both masks over pixels inside either. An empty mask has an IoU of 0, however much background there is.',
        'Look at the pictures while it learns.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: mask, tab: 'predictions' },
      points: ['tab-predictions', 'tab-curves'],
      task: 'Watch the masks for 150 steps in the tab Predictions.',
      isDone: all(looksAt('predictions'), made({ experiment: mask, steps: 150 })),
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'You trained three networks, each with one loss. You saw that a loss begins at the price of knowing nothing, that two losses can lead to the same accuracy, and that the loss says what *wrong* means: pixels one by one, or the region.',
        'Often one loss is not all that you want. Then there are two, and the question begins: [Two losses, one task](lesson:two-losses-one-task).',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
