/** Lesson 10: build an experiment of one's own, compare two ways of combining, and share it. */
import { isHeard } from '../losses/roles.ts';
import { all, looksAt, over, ran } from './conditions.ts';
import type { Lesson } from './lesson.ts';
import { from } from './setting.ts';

const start = from('two-losses-one-target', 'My experiment', 3);
const single = { ...start, losses: start.losses.slice(0, 1) };

export const yourOwn: Lesson = {
  id: 'your-own',
  title: 'Build your own',
  question: 'And with my own losses?',
  next: [],
  pages: [
    {
      id: 'second-loss',
      title: 'Add a loss',
      text: [
        'Here is one head and one loss. Give it a second: another loss on the same head, a new head for another target, or a penalty. Press *Add a loss*, or fold this card and take it from the palettes.',
        'The box below the equation says what it has become.',
      ].join('\n\n'),
      stage: { kind: 'experiment', experiment: single, isHeld: true, tab: 'curves' },
      points: ['add-loss', 'verdict', 'run'],
      task: 'Add a second loss, and train for 40 steps.',
      isDone: ran(40, ({ experiment }) => experiment.losses.filter(isHeard).length > 1),
    },
    {
      id: 'combine',
      title: 'Combine them otherwise',
      text: 'Train it with the plain sum, then change one thing: a fader, the [strategy](term:strategy), or the [schedule](term:schedule). One thing only, or you will not know what did it.',
      points: ['faders', 'strategy', 'schedule', 'run'],
      task: 'End two runs that differ.',
      isDone: (seen) =>
        new Set(over(seen).map(({ experiment }) => JSON.stringify({ ...experiment, title: '' }))).size > 1,
    },
    {
      id: 'compare',
      title: 'Compare, with more seeds',
      text: [
        'One run is an anecdote. In the tab Compare, run both again with another [seed](term:seed): runs that differ in nothing else become one row, mean ± deviation.',
        'When two rows differ by less than that, you cannot say which is better.',
      ].join('\n\n'),
      points: ['tab-compare', 'tab-study'],
      task: 'Look at the tab Compare, with runs of two seeds.',
      isDone: all(looksAt('runs'), ({ runs }) => new Set(runs.map((run) => run.experiment.training.seed)).size > 1),
    },
    {
      id: 'caused',
      title: 'Share it',
      text: [
        'The whole experiment stands in the address: send it, and somebody else has the same numbers after pressing Run. The tab Study takes it further: vary a control and see all values at once.',
        'You built it, combined it, compared it. That was the question.',
      ].join('\n\n'),
      points: ['share'],
      task: 'Done.',
    },
  ],
};
