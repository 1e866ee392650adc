/** Lesson 1: what a loss is; cross-entropy and hinge; why IoU for masks. */

import { trained, validated } from '../promises/arms.ts';
import { columnName } from '../run/columns.ts';
import type { Lesson } from './lesson.ts';
import { from, muted } from './setting.ts';

/** At a rate at which the hinge, too, is off at once. */
const slow = { training: { learningRate: 1e-3 } };
const both = from('two-losses-one-target', 'Cross-entropy alone', 8, slow);
const crossEntropy = muted(both, 'Cross-entropy alone', 'garment-hinge');
const hinge = muted(both, 'Hinge alone', 'garment');
const masks = from('mask-bce-iou', 'A mask, by cross-entropy', 3, slow);
const pixels = muted(masks, 'A mask, by cross-entropy', 'mask-iou');
const region = muted(masks, 'A mask, by soft IoU', 'mask');
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
        answers: ['near 0', 'near 2', 'near 6'],
        right: 1,
        arms: { start: { experiment: crossEntropy, steps: 150 } },
        measure: trained('start', lossOfGarment, 'first'),
        cuts: [1, 3.9],
        why: 'Six garments that are equally likely get a sixth each, and $-\\ln\\frac16=1.79$; the first guesses are not quite even, which costs a little more. A loss that stays there has learned nothing.',
      },
      task: 'Answer, then train for 150 steps.',
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
        question: 'After 150 steps, whose accuracy is higher?',
        answers: [
          'that of cross-entropy, by more than 0.15',
          'they are nearer',
          'that of the hinge, by more than 0.15',
        ],
        right: 1,
        arms: { crossEntropy: { experiment: crossEntropy, steps: 150 }, hinge: { experiment: hinge, steps: 150 } },
        measure: validated('hinge', columnName('accuracy', 'garment-hinge')),
        minus: validated('crossEntropy', columnName('accuracy', 'garment')),
        cuts: [-0.15, 0.15],
        why: 'Both rank the right class first; they differ in how much they still want once it is. Which loss is better is decided by the metric that you care about.',
      },
      task: 'Answer, then train for 150 steps.',
    },
    {
      id: 'mask',
      title: 'A mask, pixel by pixel',
      text: [
        'This network marks the pixels of the garment. Cross-entropy judges each pixel for itself, and most of them are background.',
        'Whether a mask is right is told by the [IoU](term:iou): the pixels inside both masks over the pixels inside either. An empty mask has 0, however much background it is right about.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: pixels, isHeld: true, tab: 'predictions' },
      points: ['run', 'tab-predictions'],
      prediction: {
        question: 'What will the IoU be after 20 steps?',
        answers: ['below 0.25', '0.25 to 0.75', 'above 0.75'],
        right: 0,
        arms: { pixels: { experiment: pixels, steps: 20 } },
        measure: validated('pixels', columnName('iou', 'mask')),
        cuts: [0.25, 0.75],
        why: 'At first background everywhere is the cheapest answer, pixel by pixel. The loss falls, and the mask is empty.',
      },
      task: 'Answer, then train for 20 steps, and look at the masks.',
    },
    {
      id: 'iou',
      title: 'Why IoU for a mask',
      text: [
        'IoU itself cannot be trained: it counts pixels, and counts have no slope. [Soft IoU](term:iou) puts probabilities in the place of the counts: $1-\\frac{\\sum py}{\\sum(p+y-py)}$.',
        'It asks for the region. That the background is right earns nothing.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: region, isHeld: true, tab: 'predictions' },
      points: ['run', 'tab-predictions'],
      prediction: {
        question: 'And its IoU after 20 steps?',
        answers: ['below that of cross-entropy', 'about the same', 'higher by more than 0.1'],
        right: 2,
        arms: { region: { experiment: region, steps: 20 }, pixels: { experiment: pixels, steps: 20 } },
        measure: validated('region', columnName('iou', 'mask-iou')),
        minus: validated('pixels', columnName('iou', 'mask')),
        cuts: [-0.1, 0.1],
        why: 'It begins with too much instead of nothing: a mask of the whole picture already has the IoU of the garment’s share of it. Each loss has its own way of being wrong.',
      },
      task: 'Answer, then train for 20 steps, and look at the masks.',
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'You trained four networks, each with one loss. You saw that a loss begins at the price of knowing nothing, that two losses can lead to much the same accuracy, and that the loss says what *wrong* means: pixels one by one, or the region.',
        'Often one loss is not all that you want. Then there are two, and the question begins: [Two losses, one task](lesson:two-losses-one-task).',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
