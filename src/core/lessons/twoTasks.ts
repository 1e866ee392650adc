/** Lesson 4: colour and size of a garment on one trunk; shared against separate networks; related tasks. */

import { trained, validated } from '../promises/arms.ts';
import { columnName, cosineName } from '../run/columns.ts';
import { all, made } from './conditions.ts';
import type { Lesson } from './lesson.ts';
import { from, muted } from './setting.ts';

const short = { training: { epochs: 6 } };
const shared = from('colour-size', 'One trunk', short);
const separate = from('colour-size-separate', 'Two networks', short);
const alone = muted(separate, 'Two networks, colour muted', 'colour');
const related = from('related-tasks', 'Related tasks', short);
const lossOfSize = columnName('loss', 'size');

export const twoTasks: Lesson = {
  id: 'two-tasks',
  title: 'Two tasks, one trunk',
  question: 'Colour and size of a garment: two heads, or two networks?',
  next: ['weights', 'conflict'],
  pages: [
    {
      id: 'what-it-is',
      title: 'Two targets, shared layers',
      text: [
        'Two [heads](term:head) answer two questions about one image: which colour, which size. Below them lies a [trunk](term:trunk) that both use.',
        'Follow the lines in the network: what is shared carries both colours.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: shared, isHeld: true, tab: 'curves' },
      points: ['network', 'verdict'],
      prediction: {
        question: 'What makes it multi-task learning?',
        answers: [
          'that there are two losses',
          'that losses of different targets share layers',
          'that a sum is minimised',
        ],
        right: 1,
        kinds: ['multi-objective', 'multi-task', 'disjoint'],
        why: 'Two losses can be one task, and a sum can be two separate models. Different targets that shape the same layers are multi-task learning.',
      },
      task: 'Answer, then train for 250 steps.',
      isDone: all(({ predicted }) => predicted !== undefined, made({ experiment: shared, steps: 250 })),
    },
    {
      id: 'separate',
      title: 'The same, not shared',
      text: 'Now each task has a network of its own: nearly twice the parameters, nothing shared. Data, seed, losses and optimizer are the same.',
      stage: { kind: 'experiment', experiment: separate, isHeld: true },
      points: ['network', 'run', 'tab-compare'],
      prediction: {
        question: 'The loss of size after 250 steps, shared against separate:',
        answers: [
          'the shared trunk is better by more than 0.02',
          'about the same',
          'two networks are better by more than 0.02',
        ],
        right: 2,
        arms: { shared: { experiment: shared, steps: 250 }, separate: { experiment: separate, steps: 250 } },
        measure: validated('shared', lossOfSize),
        minus: validated('separate', lossOfSize),
        cuts: [-0.02, 0.02],
        why: 'Colour and size need different features, and the trunk is small: sharing costs size something here. That is [negative transfer](term:negative-transfer). What sharing saves is parameters and time.',
      },
      task: 'Answer, then train for 250 steps.',
    },
    {
      id: 'mute',
      title: 'Does one notice the other?',
      text: 'The loss of colour is muted in the two networks. The network of size is trained as before.',
      stage: { kind: 'experiment', experiment: alone, isHeld: true },
      points: ['mutes', 'run', 'tab-compare'],
      prediction: {
        question: 'How far does the curve of size move?',
        answers: ['not at all', 'a little', 'clearly'],
        right: 0,
        arms: { both: { experiment: separate, steps: 100 }, alone: { experiment: alone, steps: 100 } },
        measure: { between: ['both', 'alone'], table: 'train', column: lossOfSize },
        cuts: [1e-4, 0.05],
        why: 'The sum of losses that share nothing has the same gradient in each part as that part alone. These are two models that happen to be trained at once.',
      },
      task: 'Answer, then train for 100 steps.',
    },
    {
      id: 'related',
      title: 'Related tasks',
      text: [
        'In these images every kind of garment has a colour of its own: who knows one knows the other.',
        'The [cosine](term:cosine) of the two gradients says how far the tasks want the same of the trunk.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: related, isHeld: true, tab: 'gradients' },
      points: ['run', 'tab-gradients', 'dataset'],
      prediction: {
        question: 'Is it higher than for colour and size?',
        answers: ['no, lower', 'about the same', 'yes, by more than 0.05'],
        right: 2,
        arms: { related: { experiment: related, steps: 150 }, unrelated: { experiment: shared, steps: 150 } },
        measure: trained('related', cosineName('garment', 'colour')),
        minus: trained('unrelated', cosineName('colour', 'size')),
        cuts: [-0.05, 0.05],
        why: 'Related tasks need the same features, so their gradients agree. That alone is no gain: mute one and see whether the other learns later.',
      },
      task: 'Answer, then train for 150 steps.',
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'You shared a trunk and saw what it saves and costs; you took it apart and saw that the sum then trains two models; you made the tasks related and saw their gradients agree.',
        'What if they do not agree? [When gradients conflict](lesson:conflict). And must they count alike? [Do I need weights?](lesson:weights)',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
