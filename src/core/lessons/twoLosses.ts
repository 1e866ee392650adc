/** Lesson 2: cross-entropy + IoU on one mask: two objectives, one task; the fader decides. */

import { trained, validated } from '../promises/arms.ts';
import { columnName, cosineName } from '../run/columns.ts';
import { all, looksAt, made, ran } from './conditions.ts';
import type { Lesson } from './lesson.ts';
import { faded, from, muted } from './setting.ts';

const both = from('mask-bce-iou', 'Cross-entropy + soft IoU', { training: { epochs: 6 } });
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
      task: 'Answer; the box below the mixer says it too.',
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
        question: 'At how many of the first 250 steps are they opposed?',
        answers: ['at none', 'at some', 'at nearly all'],
        right: 1,
        arms: { both: { experiment: both, steps: 250 } },
        measure: trained('both', cosine, 'below-zero'),
        cuts: [0.01, 0.9],
        why: 'At first nearly every pixel is better called background, says cross-entropy; soft IoU wants the region at once. When the region is found, both refine it.',
      },
      task: 'Answer, then train for 250 steps.',
    },
    {
      id: 'worth',
      title: 'What is the mixture worth?',
      text: [
        'The only honest test is to leave one out. Here soft IoU is muted; everything else, the seed too, is the same.',
        'The tab Compare then has both runs in a table, and shows only what differs.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: alone, isHeld: true },
      points: ['mutes', 'run', 'tab-compare'],
      prediction: {
        question: 'By how much is the IoU of the mixture higher after 250 steps?',
        answers: ['by less than 0.1, or not at all', 'by more than 0.1'],
        right: 0,
        arms: { both: { experiment: both, steps: 250 }, alone: { experiment: alone, steps: 250 } },
        measure: validated('both', iou),
        minus: validated('alone', iou),
        cuts: [0.1],
        why: 'On these easy masks cross-entropy gets there by itself. That a mixture is usual does not say that it helps here: compare.',
      },
      task: 'Answer, train for 250 steps, and look at the tab Compare.',
      isDone: all(made({ experiment: alone, steps: 250 }), looksAt('runs')),
    },
    {
      id: 'fader',
      title: 'The fader decides',
      text: [
        'How much each judge counts is set by its [fader](term:fader). The total is $\\sum_i a_i L_i$.',
        'Move the fader of soft IoU to 10 or above and run again: watch its [share](term:share) of the update, and the shape of the masks.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: faded(both, 'Cross-entropy + soft IoU', {}), isHeld: true },
      points: ['faders', 'equation', 'run'],
      task: 'Set the fader of soft IoU to 10 or more, and train for 100 steps.',
      isDone: ran(100, ({ experiment }) => experiment.losses.some(({ id, fader }) => id === 'mask-iou' && fader >= 10)),
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
