/** The table of loss kinds. One row here plus one kernel in `engine/losses` make a loss. */
import { type Course, courseField } from '../courses.ts';
import { type Fields, integer, number, type Values } from '../fields.ts';
import * as categories from './categories.ts';
import type { LossKind } from './loss.ts';
import * as masks from './masks.ts';
import * as penalties from './penalties.ts';
import * as values from './values.ts';

export const lossKinds = {
  'softmax-cross-entropy': categories.softmaxCrossEntropy,
  'softmax-focal': categories.focalSoftmax,
  'multi-class-hinge': categories.multiClassHinge,
  'sigmoid-cross-entropy': categories.sigmoidCrossEntropy,
  'sigmoid-focal': categories.sigmoidFocal,
  hinge: categories.hinge,
  'squared-hinge': categories.squaredHinge,
  mse: values.mse,
  mae: values.mae,
  huber: values.huber,
  'log-cosh': values.logCosh,
  ssim: values.ssim,
  dice: masks.dice,
  iou: masks.jaccard,
  tversky: masks.tversky,
  'lovasz-hinge': masks.lovaszHinge,
  l1: penalties.l1Penalty,
  l2: penalties.l2Penalty,
  'elastic-net': penalties.elasticNet,
  'activity-l1': penalties.activityL1,
  entropy: penalties.entropyPenalty,
} as const;

type Table = typeof lossKinds;
export type LossKindName = keyof Table;

/** What every channel of the mixer has beside the parameters of its loss. */
export const channelFields = {
  fader: number({
    label: 'Fader',
    help: 'How much this loss counts: its factor in the total, before the strategy weighs it. At 0 the loss is still computed and takes part in nothing, as if it were muted; the strategy forgets it and remembers the others.',
    min: 0,
    max: 1000,
    default: 1,
    scale: 'log',
  }),
  course: courseField(
    'Fader over time',
    'How the fader goes over the steps of a run; where it stands multiplies the course.',
  ),
  rate: number({
    label: 'Learning-rate factor',
    help: 'With one optimizer per loss: the learning rate of this one, relative to the common one.',
    min: 1e-3,
    max: 1e3,
    default: 1,
    scale: 'log',
  }),
  turns: integer({
    label: 'Steps a turn',
    help: 'With optimizers in turn: how many steps this loss takes before the next one.',
    min: 1,
    max: 100,
    default: 1,
  }),
} as const;

interface Channel {
  readonly id: string;
  readonly fader: number;
  readonly course: Course;
  readonly rate: number;
  readonly turns: number;
  readonly muted: boolean;
}

type Reads<R> = R extends 'target'
  ? { readonly output: string; readonly target: string }
  : R extends 'output'
    ? { readonly output: string }
    : {
        /** 'all', 'shared' (layers that at least two data losses reach), or the id of a layer. */ readonly scope: string;
      };

/** One term of the total: a kind, what it reads, its fader. */
export type Loss = {
  readonly [K in LossKindName]: Channel & { readonly kind: K } & Reads<Table[K]['reads']> & Values<Table[K]['params']>;
}[LossKindName];

/** A loss of one kind. */
export type LossOf<K extends LossKindName> = Extract<Loss, { readonly kind: K }>;

/** The row of a kind, with its parameter type forgotten. */
export function lossKind(kind: LossKindName): LossKind<Fields> {
  return lossKinds[kind] as LossKind<Fields>;
}

/** Whether `kind` is a row of the table. */
export function isLossKind(kind: unknown): kind is LossKindName {
  return typeof kind === 'string' && Object.hasOwn(lossKinds, kind);
}

/** The layer whose output a loss reads; undefined for penalties on weights. */
export function outputOf(loss: Loss): string | undefined {
  return 'output' in loss ? loss.output : undefined;
}
