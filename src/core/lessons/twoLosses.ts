/** Lesson 2: cross-entropy + IoU on one mask: two objectives, one task; the fader decides. */

import { trained, validated } from '../promises/arms.ts';
import { columnName, cosineName } from '../run/columns.ts';
import { ran } from './conditions.ts';
import type { Lesson } from './lesson.ts';
import { from, muted } from './setting.ts';

const both = from('mask-bce-iou', 'Cross-entropy + soft IoU', 8);
const alone = muted(both, 'Cross-entropy alone', 'mask-iou');
const cosine = cosineName('mask', 'mask-iou');
const iou = columnName('iou', 'mask');

export const twoLosses: Lesson = {
  id: 'two-losses-one-task',
  title: 'Two losses, one task',
  question: 'I mix cross-entropy and IoU for one mask. Is that multi-task learning?',
  next: ['loss-and-penalty', 'two-tasks'],
  pages: [
    {
      id: 'what-it-is',
      title: 'One answer, two judges',
      text: [
        'Both losses read the same output and the same target: how many tasks are there?',
        'A [task](term:task) is a target that the network is to get right. An [objective](term:objective) is a number that is to fall. One task can have several objectives.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: both, isHeld: true, tab: 'gradients' },
      points: ['verdict'],
      prediction: {
        question: 'What is this?',
        answers: ['multi-task learning', 'multi-objective optimisation of one task', 'two separate models'],
        right: 1,
        kinds: ['multi-task', 'multi-objective', 'disjoint'],
        why: 'There is one target, so one task. The two losses pull at the same weights, so they are traded against each other: that is multi-objective optimisation.',
      },
      task: 'Answer; the box below the equation says it too.',
    },
    {
      id: 'agreement',
      title: 'Do the judges agree?',
      text: [
        'Each loss has a [gradient](term:gradient): the direction in which it would move the weights. The [cosine](term:cosine) of two gradients is 1 where they agree and −1 where they are opposed.',
        'Press Run and watch it in the tab Gradients.',
      ].join('\n\n'),
      points: ['run', 'tab-gradients'],
      prediction: {
        question: 'It is measured at every 20th step. How often are they opposed in the first 100?',
        answers: ['never', 'at some of these steps', 'at all of them'],
        right: 1,
        arms: { both: { experiment: both, steps: 100 } },
        measure: trained('both', cosine, 'below-zero'),
        cuts: [0.01, 0.9],
        why: 'At first nearly every pixel is better called background, says cross-entropy; soft IoU wants the region at once. When the region is found, both refine it.',
      },
      task: 'Answer, then train to the end.',
    },
    {
      id: 'worth',
      title: 'What is the mixture worth?',
      text: [
        'The only honest test is to leave one out. Here soft IoU is muted; everything else, the seed too, is the same.',
        'In the tab Compare both runs stand in a table, which shows only what differs.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: alone, isHeld: true },
      points: ['mutes', 'run', 'tab-compare'],
      prediction: {
        question: 'By how much is the IoU of the mixture higher after 160 steps?',
        answers: ['by less than 0.15, or not at all', 'by more than 0.15'],
        right: 0,
        arms: { both: { experiment: both, steps: 160 }, alone: { experiment: alone, steps: 160 } },
        measure: validated('both', iou),
        minus: validated('alone', iou),
        cuts: [0.15],
        why: 'On these easy masks cross-entropy gets there by itself. That a mixture is usual does not say that it helps here: compare.',
      },
      task: 'Answer, then train to the end. The tab Compare shows both.',
    },
    {
      id: 'fader',
      title: 'The fader decides',
      text: [
        'How much each judge counts is set by its [fader](term:fader). The total is $\\sum_i a_i L_i$.',
        'Move the fader of soft IoU to 10 or above and run again: watch its [share](term:share) of the update.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: both, isHeld: true },
      points: ['faders', 'equation', 'run'],
      task: 'Set the fader of soft IoU to 10 or more, and train for 60 steps.',
      isDone: ran(60, ({ experiment }) => experiment.losses.some(({ id, fader }) => id === 'mask-iou' && fader >= 10)),
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'Two losses on one target are two objectives of one task. You saw them oppose each other, then agree; you left one out and saw what it was worth; and you moved the trade-off with a fader.',
        'A penalty is a second objective of another kind: [A loss and a penalty](lesson:loss-and-penalty). Two targets are [two tasks](lesson:two-tasks).',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
