/** Lesson 9: two questions kept apart; the finding that a tuned sum is hard to beat, with both sides of the debate. */

import type { Experiment } from '../experiment.ts';
import { ran } from './conditions.ts';
import type { Lesson, LessonPage } from './lesson.ts';
import { from } from './setting.ts';

const answers = [
  'multi-task learning',
  'multi-objective optimisation of one task',
  'separate models',
  'one task, regularised',
] as const;

/** A page that asks what an experiment is. */
function guess(
  id: string,
  title: string,
  text: string,
  experiment: Experiment,
  right: number,
  why: string,
): LessonPage {
  return {
    id,
    title,
    text,
    stage: { kind: 'experiment', experiment, isHeld: true },
    points: ['network', 'verdict'],
    prediction: {
      question: 'What is it?',
      answers,
      right,
      kinds: ['multi-task', 'multi-objective', 'disjoint', 'single'],
      why,
    },
    task: 'Answer; the box below the mixer says it too.',
  };
}

export const whatIsIt: Lesson = {
  id: 'what-is-it',
  title: 'Multi-task or multi-objective?',
  question: 'I have loss1 and loss2. Is that multi-task or multi-objective?',
  next: ['your-own'],
  pages: [
    guess(
      'one-target',
      'Two questions',
      [
        'Ask twice. *How many tasks are there?* Count the targets whose losses share layers. *How are the losses traded?* By fixed weights, by trained ones, by their gradients.',
        'The first is [multi-task learning](term:multi-task), the second [multi-objective optimisation](term:multi-objective). Here are two losses.',
      ].join('\n\n'),
      from('two-losses-one-target', 'Two losses on one target'),
      1,
      'One target, two objectives that pull at the same weights.',
    ),
    guess(
      'two-targets',
      'Another two',
      'Two losses again, on one network.',
      from('colour-size', 'Colour and size, one trunk'),
      0,
      'Two targets, and layers that both train. It is multi-objective as well: any two losses on shared weights are traded. Multi-task says where they come from.',
    ),
    guess(
      'apart',
      'And these',
      'Two losses, added up.',
      from('colour-size-separate', 'Colour and size, two networks'),
      2,
      'Nothing is shared, so nothing is traded: each is trained as if alone.',
    ),
    guess(
      'penalty',
      'And this',
      'Two terms, one of which looks at weights.',
      from('loss-and-l2', 'Loss + L2 penalty'),
      3,
      'A penalty reads no target. It is a second objective, and its factor is chosen on left-out images.',
    ),
    {
      id: 'debate',
      title: 'Is the sum enough?',
      text: [
        'Often. Kurin et al. ([2022](https://arxiv.org/abs/2201.04122)) find the plain sum, well regularised, as good as special optimizers; Xin et al. ([2022](https://papers.neurips.cc/paper_files/paper/2022/hash/580c4ec4738ff61d5862a122cdf139b6-Abstract-Conference.html)) find methods on different points of the curve that *tuned* weights reach.',
        'Not always: Hu et al. ([2023](https://simons.berkeley.edu/talks/han-zhao-university-illinois-urbana-champaign-2024-11-19)) show small models with Pareto points that no weights reach.',
        'So compare with the *front* of a sweep, not with one sum: the tab Study offers that race.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: from('pcgrad', 'PCGrad', { training: { epochs: 3 } }), isHeld: true },
      points: ['tab-study'],
      task: 'Train for 50 steps, and see in the tab Study what a race would compare.',
      isDone: ran(50),
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'You kept two questions apart: what the tasks are, and how the losses are traded. Four pairs of losses were four different things, and the sum was in all of them.',
        'Now with your own losses: [Build your own](lesson:your-own).',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
