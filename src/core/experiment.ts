/**
 * The Experiment: everything needed to reproduce a run, as plain JSON. Its types and its fields; `parse.ts` reads one,
 * `graph.ts` says what its network amounts to, `presets.ts` names some.
 */
import { courseField } from './courses.ts';
import type { DatasetKind, datasets } from './datasets/index.ts';
import { choice, group, integer, number, text, type Values, variant } from './fields.ts';
import type { Layer } from './layers/index.ts';
import type { Loss } from './losses/index.ts';
import type { Optimizer } from './optimizers.ts';
import type { StrategyKind, strategies } from './strategies/index.ts';

/** Version of the JSON. Fields that are renamed do not raise it: `migrate.ts` knows their old names. */
export const experimentVersion = 1;

/** The two ways to choose the images that are kept apart from training. */
const validationChoices = {
  share: {
    label: 'the validation share',
    help: 'The first images in an order by the seed.',
    fields: group({}),
  },
  fold: {
    label: 'one fold of several',
    help: 'The images are dealt into folds of equal size and equal classes, by the seed; one of them validates.',
    fields: group({
      folds: integer({ label: 'Folds', help: 'How many there are.', min: 2, max: 10, default: 5 }),
      fold: integer({ label: 'Fold', help: 'Which of them validates, from 1 on.', min: 1, max: 10, default: 1 }),
    }),
  },
} as const;

/** Bounds that keep a browser alive, also when an experiment comes from a link. */
export const limits = {
  layers: 100,
  losses: 12,
  inputs: 8,
  parameters: 8_000_000,
  memoryBytes: 1.5 * 2 ** 30,
  /** Floating-point operations of one training step: about a minute on wasm. */
  stepFlops: 5e11,
} as const;

/** What a layer or a loss may be called: it appears in links. */
export const idPattern = /^[a-z][a-z0-9-]{0,39}$/;

export const titleField = text({
  label: 'Title',
  help: 'What this experiment is called.',
  default: 'Untitled',
  max: 80,
});

/** Fields of the strategy section that every strategy has. */
export const strategyFields = group({
  heads: choice({
    label: 'Heads get',
    help: 'What belongs to one loss only is no matter of dispute: it can take the plain gradient of its loss, or the weighted one.',
    default: 'auto',
    choices: [
      {
        value: 'auto',
        label: 'as published',
        help: 'Own gradient for gradient methods, weighted for methods on losses.',
      },
      { value: 'own', label: 'own gradient', help: 'The gradient of the own loss, whatever the method weighs it.' },
      { value: 'weighted', label: 'weighted gradient', help: 'Times the weight that the method gives to the loss.' },
    ],
  }),
  length: choice({
    label: 'Update length',
    help: 'Methods differ in the length of their update; rescaling it makes them comparable at one learning rate.',
    default: 'method',
    choices: [
      { value: 'method', label: "the method's" },
      { value: 'sum', label: 'that of the plain sum' },
    ],
  }),
  penalties: choice({
    label: 'Penalties',
    help: 'Penalties are usually added with their fixed factor; they can also join the losses that the method weighs.',
    default: 'added',
    choices: [
      { value: 'added', label: 'added with their factor' },
      { value: 'joined', label: 'weighed like losses' },
    ],
  }),
  refreshEvery: integer({
    label: 'Refresh weights every',
    help: 'Steps between two measurements of the gradients; in between the last weights are kept. A moved fader or a mute measures at once, and what is promised of the length holds at every step. DB-MTL and GradDrop keep none and measure at every step.',
    min: 1,
    max: 100,
    default: 1,
    unit: 'steps',
  }),
});

export const scheduleFields = group({
  kind: choice({
    label: 'Optimizers',
    help: 'How the optimizers step.',
    default: 'joint',
    choices: [
      { value: 'joint', label: 'one, on the total', help: 'One optimizer steps on the combined gradient.' },
      {
        value: 'simultaneous',
        label: 'one per loss, together',
        help: 'Every loss has an optimizer; all gradients are taken at the same point, then all steps are applied. Penalties, the L1 and L2 of layers and the decay of AdamW are divided among the optimizers that share a weight.',
      },
      {
        value: 'alternating',
        label: 'one per loss, in turn',
        help: 'Every loss has an optimizer; the second takes its gradient where the step of the first has led. Penalties, the L1 and L2 of layers and the decay of AdamW are divided among the optimizers that share a weight.',
      },
    ],
  }),
});

export const trainingFields = group({
  batchSize: integer({
    label: 'Batch size',
    help: 'Images per step.',
    min: 1,
    max: 512,
    default: 64,
    scale: 'log',
  }),
  epochs: integer({
    label: 'Epochs',
    help: 'Passes over the training images, in a new order each. What does not fill a batch at the end of one is left out (drop_last in PyTorch); Keras takes a smaller batch.',
    min: 1,
    max: 1000,
    default: 20,
    scale: 'log',
  }),
  learningRate: number({
    label: 'Learning rate',
    help: 'The size of a step.',
    min: 1e-6,
    max: 10,
    default: 1e-3,
    scale: 'log',
  }),
  learningRateCourse: courseField(
    'Learning rate over time',
    'How the learning rate goes over the steps of a run; the rate that is set multiplies the course.',
  ),
  seed: integer({
    label: 'Seed',
    help: 'Decides the initial weights, the order of the images and dropout: the same seed, the same run.',
    min: 0,
    max: 2 ** 31 - 1,
    default: 1,
  }),
  validationShare: number({
    label: 'Validation share',
    help: 'Share of the images kept apart from training.',
    min: 0.05,
    max: 0.5,
    step: 0.05,
    default: 0.2,
  }),
  validateOn: variant(validationChoices, {
    label: 'Validate on',
    help: 'Which images are kept apart from training.',
    default: { kind: 'share' },
  }),
  evaluateEvery: integer({
    label: 'Evaluate every',
    help: 'Steps between two evaluations on the validation images. Losses are means over the images, metrics are over all images together, as in Keras.',
    min: 1,
    max: 10_000,
    default: 25,
    scale: 'log',
    unit: 'steps',
  }),
});

export type DatasetSection = {
  readonly [K in DatasetKind]: { readonly kind: K } & Values<(typeof datasets)[K]['options']>;
}[DatasetKind];

export type StrategySection = {
  readonly [K in StrategyKind]: { readonly kind: K } & Values<(typeof strategies)[K]['options']> &
    Values<typeof strategyFields>;
}[StrategyKind];

export interface Experiment {
  readonly version: typeof experimentVersion;
  readonly title: string;
  readonly dataset: DatasetSection;
  readonly network: { readonly layers: readonly Layer[] };
  readonly losses: readonly Loss[];
  readonly strategy: StrategySection;
  readonly schedule: Values<typeof scheduleFields>;
  readonly optimizer: Optimizer;
  readonly training: Values<typeof trainingFields>;
}
