/** Lesson 3: L1 and L2; without the right factor a penalty hurts; its factor is found by cross-validation. */

import { validated } from '../promises/arms.ts';
import { columnName } from '../run/columns.ts';
import { makeStudy } from '../study/study.ts';
import { all, made, studied } from './conditions.ts';
import type { Lesson } from './lesson.ts';
import { faded, from } from './setting.ts';

const between = from('loss-and-l2', 'A loss and a penalty');
const none = faded(between, 'Without the penalty', { l2: 0 });
const much = faded(between, 'Too much penalty', { l2: 0.01 });
const lossOfGarment = columnName('loss', 'garment');

/** Five factors on three folds. */
const search = makeStudy(from('loss-and-l2', 'Find the factor of L2', { dataset: { count: 1000 } }), {
  variations: [{ kind: 'list', at: ['losses.l2.fader'], join: 'same', values: [0.0003, 0.001, 0.003, 0.01, 0.03] }],
  folds: 3,
  budget: { steps: 300, patience: 0 },
});

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
        'A [penalty](term:penalty) looks at the weights, not at an answer: [L2](term:l2) is $\\lambda\\sum w^2$, [L1](term:l1) is $\\lambda\\sum|w|$. It keeps weights small, so that the network cannot learn everything by heart.',
        'A fifth of the training labels is wrong here: by heart is just what it should not learn.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: between, isHeld: true, tab: 'curves' },
      points: ['verdict', 'desk'],
      prediction: {
        question: 'What is a loss and a penalty?',
        answers: ['multi-task learning', 'one task, regularised'],
        right: 1,
        kinds: ['multi-task', 'single'],
        why: 'There is one target, so one task. The penalty is traded against the loss, and λ says how.',
      },
      task: 'Answer, then train to the end: λ is 0.003 here.',
      isDone: all(({ predicted }) => predicted !== undefined, made({ experiment: between, steps: 600 })),
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
        arms: { none: { experiment: none, steps: 600 } },
        measure: validated('none', lossOfGarment),
        minus: validated('none', lossOfGarment, 'lowest'),
        cuts: [0.1],
        why: 'From the turn on the network learns the wrong labels by heart: [overfitting](term:overfitting). The training loss alone does not show it.',
      },
      task: 'Answer, then train to the end.',
    },
    {
      id: 'too-much',
      title: 'Too much of it',
      text: 'Now $\\lambda=0.01$. The total that is minimised is $L+\\lambda\\sum w^2$: the optimizer does not know which of the two you care about.',
      stage: { kind: 'experiment', experiment: much, isHeld: true },
      points: ['faders', 'run'],
      prediction: {
        question: 'How does the validation loss end, compared with that at 0.003?',
        answers: ['lower', 'about the same', 'higher by more than 0.1'],
        right: 2,
        arms: { much: { experiment: much, steps: 600 }, between: { experiment: between, steps: 600 } },
        measure: validated('much', lossOfGarment),
        minus: validated('between', lossOfGarment),
        cuts: [-0.1, 0.1],
        why: 'The penalty drowns the task: small weights are cheaper than right answers. Trained by descent, λ would go to 0, for that makes the total smallest.',
      },
      task: 'Answer, then train for 500 steps.',
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
      task: 'Start the study: five factors, three folds each. Then press “use this”.',
      isDone: studied,
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'Without a penalty the network learned wrong labels by heart; with too much it learned too little; and left-out images found the factor between. λ is a [hyper-parameter](term:hyper-parameter): chosen, not trained.',
        'With two *tasks* the question returns: [Do I need weights?](lesson:weights) First, what two tasks are: [Two tasks, one trunk](lesson:two-tasks).',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
