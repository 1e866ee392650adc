/**
 * The Study: an Experiment in which some values are replaced by lists, as plain JSON. Every combination of them, with every
 * seed and fold, is a run. A race varies the strategy, a sweep a number, cross-validation the fold; it is one mechanism.
 * `parse.ts` reads one, `plan.ts` makes its runs.
 *
 * A place is a field of the experiment in dots: "training.learningRate", "losses.colour.fader", "network.conv-1.filters",
 * or a whole section: "strategy", "network", "losses".
 */
import { type Experiment, titleField } from '../experiment.ts';
import { choice, group, integer, number, type Values } from '../fields.ts';

/** Version of the JSON. */
export const studyVersion = 1;

/** Bounds that keep a study within what a browser can run and keep. */
export const studyLimits = { runs: 1000, variations: 8, values: 100, seeds: 20, places: 40, draws: 12 } as const;

/** What happens to several places: all take the value; two take a and 1 − a; or each takes its own of a list. */
export const joinField = choice({
  label: 'Several places',
  help: 'What the places of one variation take: all the same value, two of them a and 1 − a, or each its own of a list.',
  default: 'same',
  choices: [
    { value: 'same', label: 'the same value' },
    { value: 'shares', label: 'a and 1 − a' },
    { value: 'each', label: 'a value each' },
  ],
});

const bound = (label: string, help: string, value: number) =>
  number({ label, help, min: -1e9, max: 1e9, default: value });

const spanFields = {
  from: bound('From', 'The first value, or the least.', 0),
  to: bound('To', 'The last value, or the greatest.', 1),
  scale: choice({
    label: 'Apart by',
    help: 'Equal differences, or equal ratios; for the latter both ends are above 0.',
    default: 'linear',
    choices: [
      { value: 'linear', label: 'equal differences' },
      { value: 'log', label: 'equal ratios' },
    ],
  }),
};

const countField = (help: string) =>
  integer({ label: 'Values', help, min: 1, max: studyLimits.values, default: 5, scale: 'log' });

/** The fields of the kinds of variations, beside their places and lists. */
export const rangeFields = group({ ...spanFields, count: countField('How many values, both ends among them.') });
export const drawFields = group(spanFields);
export const randomFields = group({
  count: countField('How often all of the fields are drawn.'),
  seed: integer({
    label: 'Seed of the draws',
    help: 'The same seed draws the same values.',
    min: 0,
    max: 2 ** 31 - 1,
    default: 1,
  }),
});

export const budgetFields = group({
  steps: integer({
    label: 'Step budget',
    help: 'Every run ends after so many steps, if its epochs have more; 0 leaves it at the epochs.',
    min: 0,
    max: 1_000_000,
    default: 0,
    scale: 'log',
    unit: 'steps',
  }),
  patience: integer({
    label: 'Patience',
    help: 'A run ends when the faded sum of its validation losses was not lower than before in so many evaluations; 0 never ends it early.',
    min: 0,
    max: 1000,
    default: 0,
    scale: 'log',
    unit: 'evaluations',
  }),
});

export const foldsField = integer({
  label: 'Folds',
  help: 'Every combination is trained on all but one of so many folds, each of which validates once; 0 splits by the validation share.',
  min: 0,
  max: 10,
  default: 0,
});

export const studyFields = group({ title: titleField, folds: foldsField });

/** The places that a variation sets. */
export interface Turned {
  readonly at: readonly string[];
  readonly join: 'same' | 'shares' | 'each';
}

/** These values, one after the other. */
export interface Listed extends Turned {
  readonly kind: 'list';
  readonly values: readonly unknown[];
  /** What each is called, where a value does not say it. */
  readonly labels?: readonly string[];
}

export type Ranged = Turned & { readonly kind: 'range' } & Values<typeof rangeFields>;

/** Any value between two bounds. */
export type Drawn = Turned & { readonly kind: 'between' } & Values<typeof drawFields>;

/** Several fields drawn together, again and again. */
export type Random = {
  readonly kind: 'random';
  readonly draws: readonly (Listed | Drawn)[];
} & Values<typeof randomFields>;

export type Variation = Listed | Ranged | Random;

export interface Study {
  readonly version: typeof studyVersion;
  readonly title: string;
  readonly experiment: Experiment;
  readonly variations: readonly Variation[];
  /** At least one; they take the place of the experiment's. */
  readonly seeds: readonly number[];
  /** 0, or 2 to 10. */
  readonly folds: number;
  readonly budget: Values<typeof budgetFields>;
}

/** The study of an experiment alone: one run. */
export function makeStudy(experiment: Experiment, more: Partial<Omit<Study, 'version' | 'experiment'>> = {}): Study {
  return {
    version: studyVersion,
    title: experiment.title,
    experiment,
    variations: [],
    seeds: [experiment.training.seed],
    folds: 0,
    budget: { steps: 0, patience: 0 },
    ...more,
  };
}
