/** Lesson 5: losses of different scale; weights by hand; the one slider a, swept; the front. */

import { trained, validated } from '../promises/arms.ts';
import { columnName } from '../run/columns.ts';
import { makeStudy } from '../study/study.ts';
import { made, studied } from './conditions.ts';
import type { Lesson } from './lesson.ts';
import { faded, from } from './setting.ts';

const views = faded(
  from('autoencoder-classifier', 'Image and garment, 1 and 1', { training: { epochs: 3 } }),
  'Image and garment, 1 and 1',
  {
    image: 1,
    garment: 1,
  },
);
const favoured = from('weights-by-hand', 'Weights 0.7 and 0.3', { training: { epochs: 12 } });
const even = faded(favoured, 'Weights 1 and 1', { colour: 1, size: 1 });

const sweep = makeStudy(from('weights-by-hand', 'Sweep of a', { dataset: { count: 2000 } }), {
  variations: [
    {
      kind: 'list',
      at: ['losses.colour.fader', 'losses.size.fader'],
      join: 'shares',
      values: [0.05, 0.2, 0.5, 0.8, 0.95],
    },
  ],
  budget: { steps: 300, patience: 0 },
});

export const weights: Lesson = {
  id: 'weights',
  title: 'Do I need weights?',
  question: 'Do I just add them, or do I need weights?',
  next: ['trained-weight', 'what-is-it'],
  pages: [
    {
      id: 'scale',
      title: 'Losses have units',
      text: [
        'One head names the garment, by [cross-entropy](term:softmax-cross-entropy); another paints the image again, by a [squared error](term:mse) of values between 0 and 1. Both faders are at 1.',
        'The [share](term:share) of a loss is its part of the update: its weight times the length of its gradient.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: views, isHeld: true, tab: 'curves' },
      points: ['desk', 'run'],
      prediction: {
        question: 'Which part of the update comes from the image?',
        answers: ['less than a fifth', 'a fifth or more: about a half, for both faders are equal'],
        right: 0,
        arms: { views: { experiment: views, steps: 100 } },
        measure: trained('views', columnName('share', 'image')),
        cuts: [0.2],
        why: 'A squared error of 0.01 has small gradients. Equal faders are no equal say: they only say that no unit was corrected.',
      },
      task: 'Answer, then train for 100 steps.',
    },
    {
      id: 'even',
      title: 'Just add them',
      text: [
        'Colour and size share a narrow trunk, so they compete. The plain sum, 1 and 1, is where everybody should begin: it is cheap, and hard to beat.',
        'Train it: this is the run that the others are compared with.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: even, isHeld: true },
      points: ['faders', 'run'],
      task: 'Train for 600 steps.',
      isDone: made({ experiment: even, steps: 600 }),
    },
    {
      id: 'by-hand',
      title: 'Another point',
      text: 'Now 0.7 to 0.3: colour is favoured. Nothing else differs. Under [Adam](term:adam) only the ratio of the weights counts.',
      stage: { kind: 'experiment', experiment: favoured, isHeld: true },
      points: ['faders', 'trade-slider', 'run', 'tab-compare'],
      prediction: {
        question: 'Colour gains. What happens to the loss of size, compared with 1 and 1?',
        answers: ['it falls too', 'it stays', 'it rises by more than 0.03'],
        right: 2,
        arms: { favoured: { experiment: favoured, steps: 600 }, even: { experiment: even, steps: 600 } },
        measure: validated('favoured', columnName('loss', 'size')),
        minus: validated('even', columnName('loss', 'size')),
        cuts: [-0.03, 0.03],
        why: 'Weights choose another point of the same trade-off. Neither is right by itself: it depends on what you need.',
      },
      task: 'Answer, then train for 600 steps.',
    },
    {
      id: 'sweep',
      title: 'All of them',
      text: [
        'With one slider, $a\\,L_1+(1-a)\\,L_2$, all ratios can be tried. Every value is a run, and every run a point in the plane of the two losses.',
        'The points that no other beats in both losses form the [Pareto front](term:pareto-front).',
      ].join('\n\n'),
      stage: { kind: 'study', study: sweep },
      points: ['tab-study'],
      task: 'Start the study, and look at its front.',
      isDone: studied,
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'You saw that equal faders are no equal say, that weights trade one loss for the other, and what all weights together can reach: the front. Choosing a point on it is a decision, not a result.',
        'Could the decision be trained as well? [May I train the weight?](lesson:trained-weight)',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
