/** Lesson 9: two questions kept apart; the finding that a tuned sum is hard to beat, with both sides of the debate. */

import type { Experiment } from '../experiment.ts';
import { lossesIn } from '../promises/arms.ts';
import { raceOf } from '../study/race.ts';
import type { Results } from '../study/results.ts';
import type { Lesson, LessonPage } from './lesson.ts';
import { faded, from } from './setting.ts';

const answers = [
  'multi-task learning',
  'multi-objective optimisation of one task',
  'separate models',
  'one task, regularised',
] as const;

/** Narrow trunk, grainy images, one start: every run counts 120 steps. */
const narrow = faded(from('weights-by-hand', 'A race', 6, { training: { evaluateEvery: 60 } }), 'A race', {
  colour: 1,
  size: 1,
});
const methods = ['pcgrad', 'mgda', 'uncertainty'] as const;
const race = {
  ...raceOf(narrow, methods, { seeds: 1, title: 'A race against the front' }),
  budget: { steps: 120, patience: 0 },
};

/** Colour and size added up, of the weighted sums and of the methods. */
function totals(results: Results): { readonly sums: readonly number[]; readonly methods: readonly number[] } {
  const [colour, size] = [lossesIn(results, 'colour'), lossesIn(results, 'size')];
  const total = (wanted: (kind: string) => boolean) =>
    results.setups.flatMap(({ setup, alone }, i) =>
      alone === undefined && wanted(setup.experiment.strategy.kind) ? [(colour[i] ?? 0) + (size[i] ?? 0)] : [],
    );
  return { sums: total((kind) => kind === 'sum'), methods: total((kind) => kind !== 'sum') };
}

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
    task: 'Answer; the box below the equation says it too.',
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
      from('two-losses-one-target', 'Two losses on one target', 5),
      1,
      'One target, two objectives that pull at the same weights.',
    ),
    guess(
      'two-targets',
      'Another two',
      'Two losses again, on one network.',
      from('colour-size', 'Colour and size, one trunk', 5),
      0,
      'Two targets, and layers that both train. It is multi-objective as well: any two losses on shared weights are traded. Multi-task says where they come from.',
    ),
    guess(
      'apart',
      'And these',
      'Two losses, added up.',
      from('colour-size-separate', 'Colour and size, two networks', 5),
      2,
      'Nothing is shared, so nothing is traded: each is trained as if alone.',
    ),
    guess(
      'penalty',
      'And this',
      'Two terms, one of which looks at weights.',
      from('loss-and-l2', 'Loss + L2 penalty', 5),
      3,
      'A penalty reads no target. It is a second objective, and its factor is chosen on left-out images.',
    ),
    {
      id: 'debate',
      title: 'Is the sum enough?',
      text: [
        'Often. Kurin et al. ([2022](https://arxiv.org/abs/2201.04122)) find the plain sum, well regularised, as good as special optimizers; Xin et al. ([2022](https://papers.neurips.cc/paper_files/paper/2022/hash/580c4ec4738ff61d5862a122cdf139b6-Abstract-Conference.html)) find methods on the same trade-off curve as *tuned* weights.',
        'Not always: Hu et al. ([2023](https://simons.berkeley.edu/talks/han-zhao-university-illinois-urbana-champaign-2024-11-19)) show small models with Pareto points that no weights reach; specialised methods do well against *uniform* weights ([2025](https://arxiv.org/abs/2505.10347)).',
        'So the fair rival is the front of a sweep. Here [PCGrad](term:pcgrad), [MGDA](term:mgda) and [uncertainty weighting](term:uncertainty) race against it.',
      ].join('\n\n'),
      stage: { kind: 'study', study: race },
      points: ['tab-study'],
      prediction: {
        question: 'Both losses added up: how does the best method end, against the best of the sums?',
        answers: ['better by more than 0.1', 'not better, or by less than 0.1'],
        right: 1,
        study: race,
        read: ({ results }) => {
          const losses = totals(results);
          return Math.min(...losses.methods) - Math.min(...losses.sums);
        },
        cuts: [-0.1],
        why: 'Here weights alone get about as far, and cost one backward pass a step. On another network it may come otherwise: race them there.',
      },
      task: 'Answer, then start the race: every task alone, seven sums, three methods.',
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'You kept two questions apart: what the tasks are, and how the losses are traded. Four pairs of losses were four different things, and the sum was in all of them. You let methods race against what weights alone can reach.',
        'Now with your own losses: [Build your own](lesson:your-own).',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
