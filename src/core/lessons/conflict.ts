/** Lesson 8: angle and projection; PCGrad; MGDA; on the plane. */

import { trained } from '../promises/arms.ts';
import { columnName, cosineName } from '../run/columns.ts';
import { planeOf } from '../study/plane/index.ts';
import { type PlaneSetting, usualSetting } from '../study/plane/setting.ts';
import { looksAt } from './conditions.ts';
import type { Lesson } from './lesson.ts';
import { from } from './setting.ts';

const short = { training: { epochs: 4 } };
const sum = from('colour-size', 'The plain sum', short);
const pcgrad = from('pcgrad', 'PCGrad', short);
const mgda = from('mgda', 'MGDA', { training: { epochs: 9 } });
const even = [1, 1] as const;
const concave: PlaneSetting = {
  ...usualSetting('fonseca-fleming'),
  strategies: ['sum', 'mgda'],
  faders: even,
};
const valley: PlaneSetting = {
  ...usualSetting('cagrad-toy'),
  start: planeOf('cagrad-toy').starts[0] ?? [0, 0],
  strategies: ['sum', 'mgda', 'cagrad'],
  faders: even,
};

export const conflict: Lesson = {
  id: 'conflict',
  title: 'When gradients conflict',
  question: 'What if one loss gets worse whenever the other gets better?',
  next: ['what-is-it', 'your-own'],
  pages: [
    {
      id: 'angle',
      title: 'The angle',
      text: [
        'Two gradients [conflict](term:conflict) where their [cosine](term:cosine) is below 0: a small step along one raises the other loss.',
        'The sum of both still lowers the total. It need not lower each.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: sum, isHeld: true, tab: 'gradients' },
      points: ['tab-gradients', 'run'],
      prediction: {
        question: 'Colour and size on one trunk: at how many of 100 steps do they conflict?',
        answers: ['at none', 'at some', 'at nearly all'],
        right: 1,
        arms: { sum: { experiment: sum, steps: 100 } },
        measure: trained('sum', cosineName('colour', 'size'), 'below-zero'),
        cuts: [0.005, 0.9],
        why: 'It changes from batch to batch. Conflict is no property of two tasks: it belongs to a point and a batch.',
      },
      task: 'Answer, then train for 100 steps.',
    },
    {
      id: 'projection',
      title: 'Cut off what hurts',
      text: [
        '[PCGrad](term:pcgrad) (Yu et al. 2020) takes from each gradient the part that points against the other: where $g_1\\cdot g_2<0$, $g_1\\leftarrow g_1-\\frac{g_1\\cdot g_2}{\\lVert g_2\\rVert^2}g_2$.',
        'Where they agree it changes nothing. Press Step and look at *Combine*: there are the numbers of both projections.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: pcgrad, isHeld: true },
      points: ['strategy', 'run', 'step', 'tab-gradients'],
      prediction: {
        question: 'What is the highest weight that it gives colour in 100 steps, if the fader is 1?',
        answers: ['below 1', '1, as the sum', 'above 1'],
        right: 2,
        arms: { pcgrad: { experiment: pcgrad, steps: 100 } },
        measure: trained('pcgrad', columnName('weight', 'colour'), 'highest'),
        cuts: [0.999, 1.001],
        why: 'A projected sum is again a weighted sum: $g_1-\\frac{g_1\\cdot g_2}{\\lVert g_2\\rVert^2}g_2$ adds to the weight of $g_2$ wherever the two conflict.',
      },
      task: 'Answer, then train for 100 steps.',
    },
    {
      id: 'mgda',
      title: 'Hurt nobody',
      text: [
        '[MGDA](term:mgda) (Désidéri 2012; Sener & Koltun 2018) takes the shortest vector between the gradients, $\\min_w\\lVert\\sum w_ig_i\\rVert$ with weights that add up to 1. It points against none of them.',
        'A short vector lies near the shorter gradient.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: mgda, isHeld: true, tab: 'curves' },
      points: ['strategy', 'run', 'tab-curves'],
      prediction: {
        question: 'Once colour is nearly learned, which weight does it get?',
        answers: ['nearly none, for size has more to learn', 'about a half', 'most of it, for its gradient is short'],
        right: 2,
        arms: { mgda: { experiment: mgda, steps: 400 } },
        measure: trained('mgda', columnName('weight', 'colour'), 'end'),
        cuts: [0.4, 0.6],
        why: 'Who hurts nobody waits for the one that is done. The normalisation in the inspector changes that.',
      },
      task: 'Answer, then train for 400 steps.',
    },
    {
      id: 'front',
      title: 'Where no weights lead',
      text: [
        'On a plane everything can be drawn: two parameters, two losses ([Fonseca & Fleming](term:fonseca-fleming) 1995). In the plane of the losses the front bends outward in its middle.',
        'The sum slides to an end of it, whatever the weights; MGDA stops where its path meets the [Pareto set](term:pareto-set). Drag the start.',
      ].join('\n\n'),
      stage: { kind: 'plane', setting: concave },
      points: ['tab-plane'],
      task: 'Look at the two paths in the tab Plane, and drag the start.',
      isDone: looksAt('plane'),
    },
    {
      id: 'valley',
      title: 'Does the sum fail?',
      text: [
        'The toy of [CAGrad](term:cagrad) (Liu et al. 2021) is known for a sum that gets stuck. Look where it ends here.',
        'Then make the rate ten times larger. Whether the sum fails may be a matter of the step size.',
      ].join('\n\n'),
      stage: { kind: 'plane', setting: valley },
      points: ['tab-plane'],
      task: 'Compare the paths at both rates.',
      isDone: looksAt('plane'),
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'You saw conflict come and go, and two ways to answer it: cut off what hurts, or hurt nobody. Both cost a backward pass for each loss. On the plane you saw what weights cannot reach, and a failure that a larger step mends.',
        'So which is it? [Multi-task or multi-objective?](lesson:what-is-it)',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
