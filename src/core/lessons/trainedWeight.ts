/** Lesson 6: the weight trained naively collapses; ascent, softmax, uncertainty, GradNorm repair it. */

import { trained, validated } from '../promises/arms.ts';
import { columnName } from '../run/columns.ts';
import type { Lesson } from './lesson.ts';
import { combined, from } from './setting.ts';

const raw = from('trainable-weight-raw', 'a, trained and unbounded', 2, { training: { learningRate: 1e-3 } });
const sigmoid = from('trainable-weight', 'a = sigmoid(s), descent', 5);
const ascent = combined(sigmoid, 'a = sigmoid(s), ascent', 'trainable-weight', {
  form: 'sigmoid',
  learningRate: 1,
  direction: 'ascent',
});
const uncertainty = from('uncertainty-weighting', 'Uncertainty weighting', 10);
const gradNorm = combined(sigmoid, 'GradNorm', 'gradnorm');
const weightOfColour = columnName('weight', 'colour');
const accuracyOfColour = columnName('accuracy', 'colour');

export const trainedWeight: Lesson = {
  id: 'trained-weight',
  title: 'May I train the weight?',
  question: 'Should the weights be trainable: a·loss1 + (1−a)·loss2?',
  next: ['optimizers', 'conflict'],
  pages: [
    {
      id: 'raw',
      title: 'The naive way',
      text: [
        'Let $L=a\\,L_1+(1-a)\\,L_2$, and train $a$ by [gradient descent](term:gradient-descent) like every other weight. Its gradient is $\\partial L/\\partial a=L_1-L_2$.',
        'Colour is $L_1$, with eight classes; size is $L_2$, with three. Colour is the larger loss at first. The box below the equation has $\\partial L/\\partial a$ with the numbers of the step.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: raw, isHeld: true, tab: 'curves' },
      points: ['run', 'verdict', 'strategy'],
      prediction: {
        question: 'Where does $a$, the weight of colour, go?',
        answers: ['below 0', 'it settles between 0 and 1', 'above 1, for colour has more to learn'],
        right: 0,
        arms: { raw: { experiment: raw, steps: 40 } },
        measure: trained('raw', weightOfColour, 'end'),
        cuts: [0, 1],
        why: 'Descent makes the total small, and the total is smaller with less weight on the larger loss. Below 0, colour is *un*-trained: the worse it is, the lower the total.',
      },
      task: 'Answer, then train for 40 steps, with an eye on ∂L/∂a.',
    },
    {
      id: 'sigmoid',
      title: 'Kept between 0 and 1',
      text: 'With $a=\\operatorname{sigmoid}(s)$ the weight cannot leave the interval, and nothing explodes. For more than two losses it is a softmax: $w_i=e^{s_i}/\\sum_je^{s_j}$.',
      stage: { kind: 'experiment', experiment: sigmoid, isHeld: true },
      points: ['run', 'tab-curves'],
      prediction: {
        question: 'How accurate is colour after 100 steps?',
        answers: ['below 0.5', 'between 0.5 and 0.8', 'above 0.8'],
        right: 0,
        arms: { descent: { experiment: sigmoid, steps: 100 } },
        measure: validated('descent', accuracyOfColour),
        cuts: [0.5, 0.8],
        why: 'The sigmoid prevents the explosion, not the choice: all weight goes to the loss that is smaller, and the other task is given up.',
      },
      task: 'Answer, then train for 100 steps.',
    },
    {
      id: 'ascent',
      title: 'One sign',
      text: [
        'Now $s$ goes *up* its gradient while the network goes down its own: the weight moves to the larger loss. That is $\\min_\\theta\\max_i L_i$, the [minimax](term:minimax) point.',
        'The network still descends; only the weight ascends.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: ascent, isHeld: true },
      points: ['strategy', 'run', 'tab-compare'],
      prediction: {
        question: 'And the accuracy of colour now?',
        answers: ['it stays low', 'higher by more than 0.2'],
        right: 1,
        arms: { ascent: { experiment: ascent, steps: 100 }, descent: { experiment: sigmoid, steps: 100 } },
        measure: validated('ascent', accuracyOfColour),
        minus: validated('descent', accuracyOfColour),
        cuts: [0.2],
        why: 'The loss that is behind gets the weight. One sign decides between collapse and balance.',
      },
      task: 'Answer, then train for 100 steps.',
    },
    {
      id: 'uncertainty',
      title: 'A price on small weights',
      text: [
        '[Uncertainty weighting](term:uncertainty) (Kendall, Gal & Cipolla 2018) trains an $s_i$ for each loss by descent, and adds a price: $\\tfrac12e^{-s_i}L_i+\\tfrac12s_i$. So each weight is drawn to $1/(2L_i)$.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: uncertainty, isHeld: true },
      points: ['strategy', 'run', 'tab-curves'],
      prediction: {
        question: 'Colour nears 0 first. What becomes of its weight, which begins at a half?',
        answers: ['it nears 0 too', 'it stays near a half', 'it grows past 0.9'],
        right: 2,
        arms: { uncertainty: { experiment: uncertainty, steps: 200 } },
        measure: trained('uncertainty', weightOfColour, 'end'),
        cuts: [0.25, 0.9],
        why: 'The price keeps every loss alive, but the method asks for more of what is nearly learned, whether you need that or not.',
      },
      task: 'Answer, then train for 200 steps.',
    },
    {
      id: 'gradnorm',
      title: 'The same pace for all',
      text: [
        '[GradNorm](term:gradnorm) (Chen et al. 2018) trains the weights on a loss of their own: the further a loss is behind, the longer its weighted gradient is to be. It looks at how fast losses fall, not at how large they are.',
        'Its weights begin at 1 and always add up to 2.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: gradNorm, isHeld: true },
      points: ['strategy', 'run', 'tab-curves'],
      prediction: {
        question: 'Colour learns faster than size. What is its weight after 100 steps?',
        answers: ['below 0.9', 'about 1', 'above 1.1'],
        right: 0,
        arms: { gradNorm: { experiment: gradNorm, steps: 100 } },
        measure: trained('gradNorm', weightOfColour, 'end'),
        cuts: [0.9, 1.1],
        why: 'The task that is ahead gives weight to the one behind, so none is given up.',
      },
      promises: [
        {
          claim: 'Under GradNorm colour is not given up: its accuracy is above that of descent.',
          arms: { gradNorm: { experiment: gradNorm, steps: 100 }, descent: { experiment: sigmoid, steps: 100 } },
          measure: validated('gradNorm', accuracyOfColour),
          minus: validated('descent', accuracyOfColour),
          atLeast: 0.2,
        },
      ],
      task: 'Answer, then train for 100 steps.',
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'You trained a weight and watched it give up a task; you kept it in bounds and it gave up the same task quietly; you turned one sign, put a price on small weights, and balanced the pace. A trained weight needs something that it is trained *against*.',
        'Next: [One optimizer or two?](lesson:optimizers)',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
