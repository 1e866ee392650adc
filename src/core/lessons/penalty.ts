/** Lesson 3: L1 and L2; without the right factor a penalty hurts; its factor is found by cross-validation. */

import { lossesIn, validated } from '../promises/arms.ts';
import { columnName } from '../run/columns.ts';
import type { Results } from '../study/results.ts';
import { makeStudy } from '../study/study.ts';
import { all, made } from './conditions.ts';
import type { Lesson } from './lesson.ts';
import { faded, from } from './setting.ts';

/** So few images that a network knows them by heart within 200 steps, and as many to see it. */
const few = { dataset: { count: 400 }, training: { validationShare: 0.5, evaluateEvery: 25 } };
const between = faded(from('loss-and-l2', 'A loss and a penalty', 70, few), 'A loss and a penalty', { l2: 0.01 });
const none = faded(between, 'Without the penalty', { l2: 0 });
const much = faded(between, 'Too much penalty', { l2: 0.03 });
const lossOfGarment = columnName('loss', 'garment');
const steps = 200;

const factors = [0.0003, 0.01, 0.03];

/** Three factors on three folds. */
const search = makeStudy(
  {
    ...between,
    title: 'Find the factor of L2',
    dataset: { ...between.dataset, count: 300 },
    training: { ...between.training, evaluateEvery: 50 },
  },
  {
    variations: [{ kind: 'list', at: ['losses.l2.fader'], join: 'same', values: factors }],
    folds: 3,
    budget: { steps: 150, patience: 0 },
  },
);

/** The index of the lowest; NaN where one is missing. */
function lowestOf(losses: readonly number[]): number {
  return losses.some(Number.isNaN) ? Number.NaN : losses.indexOf(Math.min(...losses));
}

/** By how much the validation loss with a factor is above that with 0.01. */
function lossGap(results: Results, factor: number): number {
  const of = (one: number) => lossesIn(results, 'garment')[factors.indexOf(one)] ?? Number.NaN;
  return of(factor) - of(0.01);
}

export const lossAndPenalty: Lesson = {
  id: 'loss-and-penalty',
  title: 'A loss and a penalty',
  question: 'And the factor of L2: can it not be trained like everything else?',
  next: ['two-tasks', 'weights'],
  pages: [
    {
      id: 'what-it-is',
      title: 'A loss that reads no target',
      text: [
        'A [penalty](term:penalty) looks at the weights, not at an answer: [L2](term:l2) is $\\lambda\\sum w^2$, [L1](term:l1) is $\\lambda\\sum|w|$. Both keep weights small, so that the network cannot learn everything by heart; L1 makes many of them zero.',
        'The network trains on only 200 images here, and a fifth of their labels are wrong: these it should not learn by heart.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: between, isHeld: true, tab: 'curves' },
      points: ['verdict', 'desk', 'run'],
      prediction: {
        question: 'What is a loss and a penalty?',
        answers: ['multi-task learning', 'one task, regularised'],
        right: 1,
        kinds: ['multi-task', 'single'],
        why: 'There is one target, so one task. The penalty is traded against the loss, and λ says how.',
      },
      task: 'Answer, then train for 200 steps: λ is 0.01 here.',
      isDone: all(({ predicted }) => predicted !== undefined, made({ experiment: between, steps })),
    },
    {
      id: 'without',
      title: 'Without it',
      text: 'The penalty is at 0. The validation loss is measured on images that the network is not trained on, with right labels.',
      stage: { kind: 'experiment', experiment: none, isHeld: true, tab: 'curves' },
      points: ['run', 'tab-curves'],
      prediction: {
        question: 'What does the validation loss do?',
        answers: ['it falls to the end', 'it falls, then turns up'],
        right: 1,
        arms: { none: { experiment: none, steps } },
        measure: validated('none', lossOfGarment),
        minus: validated('none', lossOfGarment, 'lowest'),
        cuts: [0.1],
        why: 'From the turn on the network learns the wrong labels by heart: [overfitting](term:overfitting). The training loss alone does not show it.',
      },
      task: 'Answer, then train for 200 steps.',
    },
    {
      id: 'too-much',
      title: 'Too much of it',
      text: 'Now $\\lambda=0.03$. The total that is minimised is $L+\\lambda\\sum w^2$: the optimizer does not know which of the two you care about.',
      stage: { kind: 'experiment', experiment: much, isHeld: true },
      points: ['faders', 'run'],
      prediction: {
        question: 'How low does the validation loss get? Chance is 1.79.',
        answers: ['below 1.4', '1.4 to 1.7', 'above 1.7: next to nothing is learned'],
        right: 2,
        arms: { much: { experiment: much, steps } },
        measure: validated('much', lossOfGarment, 'lowest'),
        cuts: [1.4, 1.7],
        why: 'The penalty drowns the task: small weights are cheaper than right answers. Trained by descent, λ would go to 0, for that makes the total smallest.',
      },
      task: 'Answer, then train for 200 steps.',
    },
    {
      id: 'search',
      title: 'Find the factor',
      text: [
        'λ cannot be trained on the training loss, so it is *chosen*, on images that were left out. [Cross-validation](term:cross-validation) trains on all but one fold and validates on that one, for every fold and every λ.',
        'The [one-standard-error rule](term:one-standard-error) takes the largest λ whose loss is within one standard error of the lowest.',
      ].join('\n\n'),
      stage: { kind: 'study', study: search },
      points: ['tab-study'],
      prediction: {
        question: 'Of 0.0003, 0.01 and 0.03, at which is the validation loss lowest?',
        answers: ['at the smallest', 'at the one between', 'at the largest'],
        right: 1,
        study: search,
        read: ({ results }) => lowestOf(lossesIn(results, 'garment')),
        cuts: [0.5, 1.5],
        why: 'Too small a factor leaves the network to the wrong labels, too large a one to nothing at all. Only images that were left out can tell: on the training loss the smallest always wins. By the accuracy it may be another: wrong labels spoil probabilities before they spoil the order.',
      },
      promises: [
        {
          claim: 'With 0.0003 the validation loss over three folds is higher than with 0.01.',
          study: search,
          read: ({ results }) => lossGap(results, 0.0003),
          atLeast: 0.03,
        },
        {
          claim: 'With 0.03 the validation loss over three folds is higher than with 0.01.',
          study: search,
          read: ({ results }) => lossGap(results, 0.03),
          atLeast: 0.03,
        },
      ],
      task: 'Answer, then start the study: three factors, three folds each.',
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'Without a penalty the network learned wrong labels by heart; with too much it learned next to nothing; and left-out images found the factor between. λ is a [hyper-parameter](term:hyper-parameter): chosen, not trained.',
        'With two *tasks* the question returns: [Do I need weights?](lesson:weights) First, what two tasks are: [Two tasks, one trunk](lesson:two-tasks).',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
