/** Lesson 8: angle and projection; PCGrad; MGDA; on the plane. */

import { trained } from '../promises/arms.ts';
import { columnName, cosineName } from '../run/columns.ts';
import { type PlaneSetting, usualSetting } from '../study/plane/setting.ts';
import { elsewhere, tenfold } from './conditions.ts';
import type { Lesson } from './lesson.ts';
import { from } from './setting.ts';

const pcgrad = from('pcgrad', 'PCGrad', 5);
const mgda = from('mgda', 'MGDA', 13);
const even = [1, 1] as const;

/** Two losses whose front bends outward in its middle. */
export const concave: PlaneSetting = {
  ...usualSetting('fonseca-fleming'),
  strategies: ['sum', 'mgda'],
  faders: even,
};

/** Two valleys that oppose each other, from the start at which the sum is known to get stuck. */
export const valley: PlaneSetting = {
  ...usualSetting('cagrad-toy'),
  strategies: ['sum', 'pcgrad'],
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
        'The sum of both still lowers the total. It need not lower each. Here a strategy is at work that measures the angle at every step; it comes on the next page.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: pcgrad, isHeld: true, tab: 'gradients' },
      points: ['tab-gradients', 'run'],
      prediction: {
        question: 'Colour and size on one trunk: at how many of 100 steps do they conflict?',
        answers: ['at none', 'at some', 'at nearly all'],
        right: 1,
        arms: { pcgrad: { experiment: pcgrad, steps: 100 } },
        measure: trained('pcgrad', cosineName('colour', 'size'), 'below-zero'),
        cuts: [0.05, 0.9],
        why: 'It changes from batch to batch. Conflict is no property of two tasks: it belongs to a point and a batch.',
      },
      task: 'Answer, then train for 100 steps.',
    },
    {
      id: 'projection',
      title: 'Cut off what hurts',
      text: [
        '[PCGrad](term:pcgrad) (Yu et al. 2020) takes from each gradient the part that points against the other: where $g_1\\cdot g_2<0$, $g_1\\leftarrow g_1-\\frac{g_1\\cdot g_2}{\\lVert g_2\\rVert^2}g_2$.',
        'Where they agree it changes nothing. It was at work in the run of the page before: its weights are in the tab Curves. Press Step and look at *Combine*: there are the numbers of both projections.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: pcgrad, isHeld: true, tab: 'curves' },
      points: ['strategy', 'step', 'tab-curves'],
      prediction: {
        question: 'What was the highest weight that it gave colour, whose fader is 1?',
        answers: ['below 1', '1, as the sum', 'above 1'],
        right: 2,
        arms: { pcgrad: { experiment: pcgrad, steps: 100 } },
        measure: trained('pcgrad', columnName('weight', 'colour'), 'highest'),
        cuts: [0.99, 1.01],
        why: 'A projected sum is again a sum with weights: $g_1-\\frac{g_1\\cdot g_2}{\\lVert g_2\\rVert^2}g_2$ adds to the weight of $g_2$ wherever the two conflict.',
      },
      task: 'Answer; the run of the page before shows it.',
    },
    {
      id: 'by-step',
      title: 'PCGrad, step by step',
      text: [
        'On a plane everything can be drawn: two parameters, two losses, the toy of [CAGrad](term:cagrad) (Liu et al. 2021). Move the slider below it, or press its arrows: at each step you see both gradients, what [PCGrad](term:pcgrad) makes of them, and the update.',
        'The sum is known for getting stuck here. Then make the rate ten times larger: whether the sum fails may be a matter of the step size.',
      ].join('\n\n'),
      stage: { kind: 'plane', setting: valley },
      points: ['tab-plane'],
      task: 'Look at single steps, then at both paths with a ten times larger rate.',
      isDone: tenfold(valley),
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
        arms: { mgda: { experiment: mgda, steps: 260 } },
        measure: trained('mgda', columnName('weight', 'colour'), 'end'),
        cuts: [0.4, 0.6],
        why: 'To hurt nobody is to wait for the one that is nearly done. The normalisation in the inspector changes that.',
      },
      task: 'Answer, then train for 260 steps.',
    },
    {
      id: 'front',
      title: 'Where no weights lead',
      text: [
        'Another plane ([Fonseca & Fleming](term:fonseca-fleming) 1995). Drawn over the two losses, its front bends outward in the middle.',
        'The [sum](term:sum) slides to an end of it, whatever the weights; [MGDA](term:mgda) stops where its path meets the [Pareto set](term:pareto-set). Drag the start, or move it with the arrow keys.',
      ].join('\n\n'),
      stage: { kind: 'plane', setting: concave },
      points: ['tab-plane'],
      task: 'Look at the two paths in the tab Plane, then move the start.',
      isDone: elsewhere(concave),
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'You saw conflict come and go, and two ways to answer it: cut off what hurts, or hurt nobody. Both cost a backward pass for each loss. On the planes you saw a failure that a larger step mends, and points that no weights reach.',
        'So which is it? [Multi-task or multi-objective?](lesson:what-is-it)',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
