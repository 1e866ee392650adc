/** Lesson 4: colour and size of a garment on one trunk; a race against separate networks; related tasks. */

import { lossesIn, trained } from '../promises/arms.ts';
import { columnName, cosineName } from '../run/columns.ts';
import { makeStudy } from '../study/study.ts';
import { all, made } from './conditions.ts';
import type { Lesson } from './lesson.ts';
import { apart, faded, from, muted } from './setting.ts';

/** A narrow trunk and grainy images: the tasks compete. */
const many = { dataset: { count: 2000 }, training: { validationShare: 0.36 } };
const shared = faded(from('weights-by-hand', 'One trunk', 10, many), 'One trunk', { colour: 1, size: 1 });
const separate = apart(shared, 'Two networks');
const alone = muted(separate, 'Two networks, colour muted', 'colour');
const related = from('related-tasks', 'Related tasks', 5);
const unrelated = { ...related, title: 'Unrelated tasks', dataset: { ...related.dataset, correlation: 0 } };
const lossOfSize = columnName('loss', 'size');
const cosine = cosineName('garment', 'colour');

/** The same network, shared and apart, from two starts each. */
const race = makeStudy(
  { ...shared, title: 'Shared or apart', training: { ...shared.training, evaluateEvery: 100 } },
  {
    variations: [
      {
        kind: 'list',
        at: ['network', 'losses'],
        join: 'each',
        values: [shared, separate].map(({ network, losses }) => [network, losses]),
        labels: ['one trunk', 'two networks'],
      },
    ],
    seeds: [1, 2],
    budget: { steps: 200, patience: 0 },
  },
);

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
        'Two [heads](term:head) answer two questions about one image: which colour, which size. Below them lies a [trunk](term:trunk) that both use. It is narrow here, and the images are grainy.',
        'Follow the lines in the network: what is shared carries both colours.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: shared, isHeld: true, tab: 'curves' },
      points: ['network', 'verdict', 'run'],
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
      task: 'Answer, then train for 100 steps.',
      isDone: all(({ predicted }) => predicted !== undefined, made({ experiment: shared, steps: 100 })),
    },
    {
      id: 'separate',
      title: 'A race of both',
      text: [
        'The same once more with a network for each task: nearly twice the parameters, nothing shared. Images, losses and optimizer stay the same.',
        'One run may be luck, so each starts from two [seeds](term:seed).',
      ].join('\n\n'),
      stage: { kind: 'study', study: race },
      points: ['tab-study'],
      prediction: {
        question: 'The loss of size after 200 steps, shared against separate:',
        answers: [
          'the shared trunk is better by more than 0.03',
          'about the same',
          'two networks are better by more than 0.03',
        ],
        right: 2,
        study: race,
        read({ results }) {
          const [ofShared = Number.NaN, ofSeparate = Number.NaN] = lossesIn(results, 'size');
          return ofShared - ofSeparate;
        },
        cuts: [-0.03, 0.03],
        why: 'Colour and size need different features, and the trunk has little room: sharing costs size something. That is [negative transfer](term:negative-transfer). What sharing saves is parameters and time.',
      },
      task: 'Answer, then start the study.',
    },
    {
      id: 'mute',
      title: 'Does one notice the other?',
      text: 'Two networks, both losses on, as in the race. Train them; then mute the loss of colour, and train again. The network of size is as before.',
      stage: { kind: 'experiment', experiment: separate, isHeld: true, tab: 'curves' },
      points: ['mutes', 'run', 'tab-compare'],
      prediction: {
        question: 'How far does the curve of size move?',
        answers: ['not at all', 'a little', 'clearly'],
        right: 0,
        arms: { both: { experiment: separate, steps: 40 }, alone: { experiment: alone, steps: 40 } },
        measure: { between: ['both', 'alone'], table: 'train', column: lossOfSize },
        cuts: [1e-4, 0.05],
        why: 'The sum of losses that share nothing has the same gradient in each part as that part alone. These are two models that happen to be trained at once.',
      },
      task: 'Answer, and train with colour on and with colour muted, for 40 steps each.',
    },
    {
      id: 'related',
      title: 'Related tasks',
      text: [
        'In these images every kind of garment has a colour of its own: who knows one knows the other. The [cosine](term:cosine) of the two gradients says how far the tasks want the same of the trunk.',
        'Answer and train; then put the *unrelated tasks* on the desk, by the link that appears below: there any garment has any colour. Train again.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: related, isHeld: true, tab: 'gradients' },
      points: ['run', 'tab-gradients'],
      prediction: {
        question: 'For which is the mean cosine of 100 steps higher?',
        answers: ['for unrelated tasks', 'about the same', 'for related tasks, by more than 0.1'],
        right: 2,
        arms: { related: { experiment: related, steps: 100 }, unrelated: { experiment: unrelated, steps: 100 } },
        measure: trained('related', cosine),
        minus: trained('unrelated', cosine),
        cuts: [-0.1, 0.1],
        why: 'Related tasks need the same features, so their gradients agree. That alone is no gain: mute one and see whether the other learns later.',
      },
      task: 'Answer, and train both for 100 steps.',
    },
    {
      id: 'caused',
      title: 'What you caused',
      text: [
        'You shared a trunk and saw what that saves and costs; you took it apart and saw that the sum then trains two models; you made the tasks related and saw their gradients agree.',
        'What if they do not agree? [When gradients conflict](lesson:conflict). And must they count alike? [Do I need weights?](lesson:weights)',
      ].join('\n\n'),
      task: 'Done.',
    },
  ],
};
