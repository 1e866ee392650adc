/** Lesson 5: losses of different scale; weights by hand; the one slider a, swept; the front. */

import type { Experiment } from '../experiment.ts';
import { lossesIn, trained } from '../promises/arms.ts';
import { columnName } from '../run/columns.ts';
import type { Results } from '../study/results.ts';
import { makeStudy } from '../study/study.ts';
import { made } from './conditions.ts';
import type { Lesson } from './lesson.ts';
import { faded, from } from './setting.ts';

const views = codedSmall(from('autoencoder-classifier', 'Image and garment, 1 and 1', 4));
const favoured = faded(from('weights-by-hand', 'Weights 0.9 and 0.1', 10), 'Weights 0.9 and 0.1', {
  colour: 0.9,
  size: 0.1,
});
const even = faded(favoured, 'Weights 1 and 1', { colour: 1, size: 1 });
const steps = 200;

const sweep = makeStudy(
  { ...even, title: 'Sweep of a', training: { ...even.training, evaluateEvery: 100 } },
  {
    variations: [
      {
        kind: 'list',
        at: ['losses.colour.fader', 'losses.size.fader'],
        join: 'shares',
        values: [0.1, 0.3, 0.5, 0.7, 0.9],
      },
    ],
    budget: { steps, patience: 0 },
  },
);

/** How far a loss moves from the first value of a to the last. */
function change(results: Results, loss: string): number {
  const losses = lossesIn(results, loss);
  return (losses.at(-1) ?? Number.NaN) - (losses[0] ?? Number.NaN);
}

/** Both faders at 1, and the code unfolded to the 16 × 16 of the image. */
function codedSmall(experiment: Experiment): Experiment {
  const layers = experiment.network.layers.map((layer) => {
    if (layer.id === 'dense') return { ...layer, units: 128 };
    return layer.id === 'reshape' ? { ...layer, height: 4, width: 4 } : layer;
  });
  return faded({ ...experiment, network: { layers } }, experiment.title, { image: 1, garment: 1 });
}

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
        arms: { views: { experiment: views, steps: 60 } },
        measure: trained('views', columnName('share', 'image')),
        cuts: [0.2],
        why: 'A squared error of 0.01 has small gradients. Equal faders are no equal say: they only say that no unit was corrected.',
      },
      task: 'Answer, then train for 60 steps.',
    },
    {
      id: 'even',
      title: 'Just add them',
      text: [
        'Colour and size share a narrow trunk, so they compete. The plain [sum](term:sum), 1 and 1, is where everybody should begin: it is cheap, and hard to beat ([Kurin et al. 2022](https://arxiv.org/abs/2201.04122)).',
        'Train it: this is the run that the others are compared with.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: even, isHeld: true },
      points: ['faders', 'run'],
      task: 'Train for 200 steps.',
      isDone: made({ experiment: even, steps }),
    },
    {
      id: 'by-hand',
      title: 'Another point',
      text: 'Now 0.9 to 0.1: colour is favoured. Nothing else differs. Under [Adam](term:adam) only the ratio of the weights counts.',
      stage: { kind: 'experiment', experiment: favoured, isHeld: true },
      points: ['faders', 'trade-slider', 'run', 'tab-compare'],
      prediction: {
        question: 'What happens to the loss of size, compared with 1 and 1?',
        answers: ['it falls too', 'it stays', 'it rises by more than 0.03'],
        right: 2,
        arms: { favoured: { experiment: favoured, steps }, even: { experiment: even, steps } },
        measure: trained('favoured', columnName('loss', 'size'), 'end'),
        minus: trained('even', columnName('loss', 'size'), 'end'),
        cuts: [-0.03, 0.03],
        why: 'Weights choose another point of the same trade-off. Neither is right by itself: it depends on what you need.',
      },
      task: 'Answer, then train for 200 steps.',
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
      prediction: {
        question: 'From a = 0.1 to a = 0.9, what do the two losses do?',
        answers: ['they move together, or hardly at all', 'colour falls and size rises, each by more than 0.1'],
        right: 1,
        study: sweep,
        read: ({ results }) => Math.min(-change(results, 'colour'), change(results, 'size')),
        cuts: [0.1],
        why: 'No weights make both lowest. What all weights together can reach is a curve, and a point on it has to be chosen.',
      },
      task: 'Answer, then start the study, and look at its front.',
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
