/** Studies that are ready to be started, each with the question that it answers. */
import type { Experiment } from '../../experiment.ts';
import { isPenalty, isUnmuted } from '../../losses/roles.ts';
import type { StrategyKind } from '../../strategies/index.ts';
import { draftOf, type StudyDraft } from '../draft.ts';
import { raceOf } from '../race.ts';
import { makeStudy, type Study } from '../study.ts';
import { linkedPair } from './fields.ts';
import { networkPlaces, sharedAndApart } from './networks.ts';

export interface ReadyStudy {
  readonly id: string;
  readonly title: string;
  /** What a person wants to know. */
  readonly question: string;
  /** What is varied; or what the experiment lacks. */
  readonly start: { readonly draft: StudyDraft } | { readonly missing: string };
}

/** Those that race at first: of every family one that is known. More can be ticked. */
const racing: readonly StrategyKind[] = [
  'trainable-weight',
  'uncertainty',
  'gradnorm',
  'mgda',
  'pcgrad',
  'cagrad',
  'nash-mtl',
];

/** The studies for an experiment, in the order of the page. */
export function readyStudies(experiment: Experiment): readonly ReadyStudy[] {
  return [race(experiment), sweep(experiment), factor(experiment), sharing(experiment), seeds(experiment)];
}

function ready(experiment: Experiment, title: string, more: Parameters<typeof makeStudy>[1]) {
  return { draft: draftOf(makeStudy(experiment, { ...more, title: `${title}: ${experiment.title}`.slice(0, 80) })) };
}

const twoLosses = 'Needs two losses that read a target: add one in the mixer.';

function race(experiment: Experiment): ReadyStudy {
  return {
    id: 'race',
    title: 'Race the methods',
    question: 'Does any method beat the plain sum, and sums with other weights?',
    start:
      dataLosses(experiment) < 2
        ? { missing: twoLosses }
        : { draft: draftOf(raceOf(experiment, racing, { schedules: ['simultaneous', 'alternating'] })) },
  };
}

function dataLosses({ losses }: Experiment): number {
  return losses.filter((loss) => isUnmuted(loss) && !isPenalty(loss)).length;
}

/** The shares that a sweep of a tries: from almost nothing to almost all. */
const shares = { from: 0.05, to: 0.95, count: 10, scale: 'linear' } as const;

function sweep(experiment: Experiment): ReadyStudy {
  const at = linkedPair(experiment);
  const missing =
    dataLosses(experiment) < 2 ? twoLosses : 'Is for two losses that read a target: mute the others, or race instead.';
  return {
    id: 'sweep',
    title: 'Sweep the weights of two losses',
    question: 'What does one loss gain, and the other pay, as a goes from 0 to 1?',
    start: at
      ? ready(experiment, 'Sweep of a', { variations: [{ kind: 'range', at, join: 'shares', ...shares }] })
      : { missing },
  };
}

/** How many values and folds a factor is looked for with. */
const [factorValues, factorFolds] = [6, 5];

function factor(experiment: Experiment): ReadyStudy {
  const penalty = experiment.losses.find((loss) => isUnmuted(loss) && isPenalty(loss));
  const title = 'Find the factor of the penalty';
  const question = 'Which λ validates best, over folds of the images?';
  if (!penalty) return { id: 'factor', title, question, start: { missing: missingPenalty } };
  const now = penalty.fader > 0 ? penalty.fader : 1e-3;
  const variation = {
    kind: 'range',
    at: [`losses.${penalty.id}.fader`],
    join: 'same',
    from: Number((now / 30).toPrecision(1)),
    to: Number((now * 10).toPrecision(1)),
    count: factorValues,
    scale: 'log',
  } as const;
  const start = ready(experiment, 'λ', { variations: [variation], folds: factorFolds });
  return { id: 'factor', title, question, start };
}

const missingPenalty = 'Needs a penalty: add L1 or L2 in the mixer, or open the preset “Loss + L2 penalty”.';

function sharing(experiment: Experiment): ReadyStudy {
  const options = sharedAndApart(experiment);
  const start = options
    ? ready(experiment, 'Shared or apart', {
        variations: [
          {
            kind: 'list',
            at: networkPlaces,
            join: 'each',
            values: options.map(({ value }) => value),
            labels: options.map(({ label }) => label),
          },
        ],
        seeds: seedsFrom(experiment.training.seed, 3),
      })
    : { missing: 'Needs two losses whose networks can be shared or parted.' };
  const question = 'Does sharing help the tasks, or do they get in each other’s way?';
  return { id: 'sharing', title: 'Shared trunk or two networks', question, start };
}

function seeds(experiment: Experiment): ReadyStudy {
  return {
    id: 'seeds',
    title: 'Same experiment, five seeds',
    question: 'How much of the result is chance?',
    start: ready(experiment, 'Five seeds', { seeds: seedsFrom(experiment.training.seed, 5) }),
  };
}

/** So many seeds, one after the other. */
export function seedsFrom(seed: number, count: number): Study['seeds'] {
  return Array.from({ length: count }, (_, i) => (seed + i) % 2 ** 31);
}
