/**
 * The tour: in about a minute, where things are and what they say at this moment. Data, like the lessons: each stop points
 * at controls by name, and its text is made of the experiment on the desk and of its run. It changes neither.
 */
import type { ControlName } from '../controlNames.ts';
import { type Experiment, scheduleFields } from '../experiment.ts';
import { metaOf } from '../fields.ts';
import { sharedLayers } from '../graph.ts';
import { graphOf } from '../graphOf.ts';
import { lossName } from '../losses/names.ts';
import { isPenalty } from '../losses/roles.ts';
import { presets } from '../presets.ts';
import { columnName } from '../run/columns.ts';
import { column, last } from '../run/metrics.ts';
import { type Run, stepsTaken } from '../run/run.ts';
import { strategies, strategyKinds } from '../strategies/index.ts';
import { verdict } from '../verdict/verdict.ts';
import { counted, fieldText, listText, lowered, numberText } from '../words.ts';
import { lessons } from './index.ts';
import type { TabName } from './lesson.ts';

/** What a stop speaks of. */
export interface Sight {
  /** On the desk. */
  readonly experiment: Experiment;
  /** On the desk when the stop was reached. */
  readonly before: Experiment;
  /** On the charts. */
  readonly run: Run | undefined;
  /** How many runs this browser keeps. */
  readonly keptRuns: number;
}

export interface Stop {
  /** kebab-case. */
  readonly id: string;
  readonly title: string;
  /** What it speaks of; the first is scrolled into view. */
  readonly points: readonly [ControlName, ...ControlName[]];
  /** The tab that has to be open. */
  readonly tab?: TabName;
  /** How long it stays where nobody acts. */
  readonly seconds: number;
  /** One to three sentences with what is there now. */
  readonly text: (sight: Sight) => string;
}

/** At most so many losses are named with their values. */
const mostNamed = 3;

export const tour: readonly Stop[] = [
  {
    id: 'network',
    title: 'One network',
    points: ['network'],
    seconds: 9,
    text: ({ experiment }) =>
      said('The image comes in on the left, each loss reads a head on the right.', sharing(experiment)),
  },
  {
    id: 'faders',
    title: 'Several losses',
    points: ['faders'],
    seconds: 9,
    text: ({ experiment, before, run }) => {
      const moved = movedFader(before, experiment);
      if (moved) return said(moved, 'What it asks for counts that much from this step on. The curves answer.');
      if (experiment.losses.length === 0) return 'Here every loss gets a fader. There is none yet: add one.';
      const invitation = 'Drag one, or press ↑ on it, while it trains.';
      return said('Each has a fader: how much it weighs.', valuesNow(experiment, run), invitation);
    },
  },
  {
    id: 'curves',
    title: 'What comes of it',
    points: ['charts'],
    tab: 'curves',
    seconds: 8,
    text: ({ experiment, run }) =>
      said('Every loss is drawn in its own colour, here as everywhere.', progress(experiment, run)),
  },
  {
    id: 'verdict',
    title: 'Multi-task or multi-objective?',
    points: ['verdict'],
    seconds: 7,
    text: ({ experiment }) =>
      `Whatever stands on the desk, this says what it is and why. Now: “${verdict(experiment, graphOf(experiment)).title}”`,
  },
  {
    id: 'strategy',
    title: 'Sum, weights, or something else',
    points: ['strategy', 'schedule'],
    seconds: 9,
    text: ({ experiment }) => {
      const schedule = fieldText(metaOf(scheduleFields.shape.kind), experiment.schedule.kind);
      const label = lowered(strategies[experiment.strategy.kind].label);
      return `How do several losses become one step? Now by “${label}”, optimizers: ${schedule}. ${strategyKinds.length} methods are here, from the plain sum to projected gradients.`;
    },
  },
  {
    id: 'compare',
    title: 'Answers come from comparing',
    points: ['tab-compare', 'tab-study'],
    seconds: 8,
    text: ({ keptRuns }) =>
      said(
        keptRuns > 0 && `${counted(keptRuns, 'run')} ${keptRuns === 1 ? 'is' : 'are'} kept in this browser.`,
        'Compare puts runs on each other, Study races methods and sweeps weights, with several seeds.',
      ),
  },
  {
    id: 'experiments',
    title: 'More to start from',
    points: ['presets'],
    seconds: 6,
    text: () => `${presets.length} experiments, each with its question. Opening one can be taken back by Undo.`,
  },
  {
    id: 'learn',
    title: 'Ten minutes each',
    points: ['learn'],
    seconds: 7,
    text: () => `${lessons.length} lessons on this very page. Each lets you say what will happen, then runs it.`,
  },
];

/** The sentences that there are. */
function said(...sentences: readonly (string | false | undefined)[]): string {
  return sentences.filter(Boolean).join(' ');
}

/** How much of the network several losses train. */
function sharing(experiment: Experiment): string {
  const graph = graphOf(experiment);
  const data = experiment.losses.filter((loss) => !isPenalty(loss)).map(({ id }) => id);
  if (data.length === 0) return 'No loss reads it yet: drop one on a head.';
  const all = counted(graph.parameters, 'parameter');
  if (data.length === 1) return `One loss trains its ${all}.`;
  const shared = [...sharedLayers(graph, data)].reduce((sum, id) => sum + (graph.nodes.get(id)?.parameters ?? 0), 0);
  if (shared === 0) return `Of its ${all} none is shared by two losses.`;
  return `Of its ${all}, ${shareText(shared / graph.parameters)} are shared: there every loss pulls.`;
}

const shareText = (share: number) => (share > 0.9995 ? 'all' : `${Number((100 * share).toPrecision(3))} %`);

/** "Now colour is 1.92 and size 0.87.", or nothing before the first step. */
function valuesNow(experiment: Experiment, run: Run | undefined): string | undefined {
  const values = experiment.losses.slice(0, mostNamed).flatMap(({ id }) => {
    const value = run && last(run.train, columnName('loss', id));
    return value === undefined ? [] : [`${lossName(experiment, id)} is ${numberText(value)}`];
  });
  return values.length > 0 ? `Now ${listText(values)}.` : undefined;
}

/** "In 412 steps: colour from 2.1 to 0.62.", or nothing where none of these losses was trained. */
function progress(experiment: Experiment, run: Run | undefined): string | undefined {
  const steps = run ? stepsTaken(run) : 0;
  if (!run || steps < 2) return 'Press Run, and they begin.';
  const ways = experiment.losses.slice(0, mostNamed).flatMap(({ id }) => {
    const values = column(run.train, columnName('loss', id));
    const [from, to] = [values?.[0], last(run.train, columnName('loss', id))];
    if (from === undefined || Number.isNaN(from) || to === undefined) return [];
    return [`${lossName(experiment, id)} from ${numberText(from)} to ${numberText(to)}`];
  });
  return ways.length > 0 ? `In ${counted(steps, 'step')}: ${listText(ways)}.` : undefined;
}

/** "You gave size 2.4." where a fader was moved. */
function movedFader(before: Experiment, after: Experiment): string | undefined {
  const moved = after.losses.find((loss) => {
    const was = before.losses.find(({ id }) => id === loss.id);
    return was !== undefined && was.fader !== loss.fader;
  });
  return moved && `You gave ${lossName(after, moved.id)} ${numberText(moved.fader)}.`;
}
