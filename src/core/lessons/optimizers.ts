/** Lesson 7: one optimizer on the sum, two together, two in turn; why Adam makes them differ and SGD does not. */
import { made } from './conditions.ts';
import type { Lesson } from './lesson.ts';
import { from } from './setting.ts';

const sgd = { training: { learningRate: 0.05, evaluateEvery: 100 } };
const one = from('one-optimizer-sgd', 'One SGD on the sum', 5, sgd);
const two = from('optimizers-together-sgd', 'Two SGDs, together', 5, sgd);
const turns = { ...two, title: 'Two SGDs, in turn', schedule: { kind: 'alternating' } as const };
const sumOfAdam = from('colour-size', 'One Adam on the sum', 2);
const twoAdams = from('optimizers-together', 'Two Adams, together', 2);

export const optimizers: Lesson = {
  id: 'optimizers',
  title: 'One optimizer or two?',
  question: 'One optimizer on the sum, two optimizers on one batch, or two taking turns?',
  next: ['conflict', 'what-is-it'],
  pages: [
    {
      id: 'one',
      title: 'One, on the sum',
      text: [
        'Three programs could train this network. The first has one [SGD](term:sgd) that steps along the gradient of $L_1+L_2$.',
        'Train it: it is the first of three curves.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: one, isHeld: true, tab: 'curves' },
      points: ['schedule', 'optimizer', 'run'],
      task: 'Train for 100 steps.',
      isDone: made({ experiment: one, steps: 100 }),
    },
    {
      id: 'together',
      title: 'Two, together',
      text: 'The second program has an SGD for each loss, from the same start on the same images. Both gradients are taken at the same point, then both steps are applied.',
      stage: { kind: 'experiment', experiment: two, isHeld: true },
      points: ['schedule', 'run', 'tab-compare'],
      prediction: {
        question: 'Where will its curve lie, seen from the first?',
        answers: ['exactly on it', 'a little apart', 'clearly apart'],
        right: 0,
        arms: { one: { experiment: one, steps: 100 }, two: { experiment: two, steps: 100 } },
        measure: { between: ['one', 'two'], table: 'train', column: 'total' },
        cuts: [1e-3, 0.02],
        why: 'SGD is linear: $-\\eta g_1-\\eta g_2=-\\eta(g_1+g_2)$. Two steps from one point are one step along the sum.',
      },
      task: 'Answer, train for 100 steps, and lay both over each other in Compare.',
    },
    {
      id: 'in-turn',
      title: 'Two, in turn',
      text: 'The third program lets the first optimizer step, and takes the gradient of the second loss where that step has led. Press Step to see its stages: the batch goes forward twice.',
      stage: { kind: 'experiment', experiment: turns, isHeld: true },
      points: ['schedule', 'run', 'step', 'tab-compare'],
      prediction: {
        question: 'And its curve?',
        answers: ['exactly on the first', 'a little apart from it', 'clearly apart from it'],
        right: 2,
        arms: { one: { experiment: one, steps: 100 }, turns: { experiment: turns, steps: 100 } },
        measure: { between: ['one', 'turns'], table: 'train', column: 'total' },
        cuts: [1e-3, 0.005],
        why: 'The second gradient belongs to another point, so the sum of both steps is no step along the sum. It also costs one more forward pass.',
      },
      task: 'Answer, then train for 100 steps.',
    },
    {
      id: 'adam',
      title: 'With Adam',
      text: [
        '[Adam](term:adam) (Kingma & Ba 2015) divides each step by the size of the gradients that it has seen. First train one Adam on the sum; then choose the schedule *together*, and train again.',
        'Predict before the second run.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: sumOfAdam, isHeld: true },
      points: ['schedule', 'run', 'tab-compare'],
      prediction: {
        question: 'Do two Adams together follow one Adam on the sum?',
        answers: ['yes, as with SGD', 'no, they part'],
        right: 1,
        arms: { sum: { experiment: sumOfAdam, steps: 40 }, together: { experiment: twoAdams, steps: 40 } },
        measure: { between: ['sum', 'together'], table: 'train', column: 'total' },
        cuts: [0.05],
        why: 'Each Adam scales by its own gradients, so the faders nearly cancel and the shared layers take two full steps. Dividing is not linear.',
      },
      task: 'Answer, and train both for 40 steps.',
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'Three programs, three curves: with SGD two of them are one; in turn is another algorithm with every optimizer; with Adam two optimizers are not the sum, because each scales its own steps.',
        'All of them add gradients up, however opposed these are. [When gradients conflict](lesson:conflict) asks what else can be done.',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
