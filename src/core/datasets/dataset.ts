/** What data are: images of one shape, and targets that losses can read; and what a dataset is that makes them. */
import type { Fields, Values } from '../fields.ts';
import type { Shape } from '../layers/layer.ts';

/** What a target is made of: one of several classes, a number, a picture of one channel in 0…1, or an RGB picture. */
export type TargetKind = 'category' | 'number' | 'mask' | 'image';

export interface TargetClass {
  readonly id: string;
  readonly label: string;
  /** `#rrggbb`, where the class has a colour of its own. */
  readonly css?: string;
}

export interface Target {
  /** kebab-case, as in links. */
  readonly id: string;
  readonly label: string;
  /** One sentence for a student. */
  readonly help: string;
  readonly kind: TargetKind;
  /** The classes of a category, in the order of their numbers. */
  readonly classes?: readonly TargetClass[];
}

/** Height, width and channels of the images. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Facts about data, whether they are generated or a person's own. */
export interface DataDescription extends ImageShape {
  readonly label: string;
  /** Images, for training and validation together. */
  readonly count: number;
  /** What losses can read. */
  readonly targets: readonly Target[];
  /** Share of the images whose label is unknown, by target; targets of which all are known are left out. */
  readonly unknown: Readonly<Record<string, number>>;
  /** Expected share of each class among the labels to train on, [K] by category. */
  readonly balance: Readonly<Record<string, readonly number[]>>;
}

/** A row of the table: data that are made from options. */
export interface Dataset<F extends Fields = Fields> {
  /** kebab-case, as in links. */
  readonly kind: string;
  readonly label: string;
  readonly help: string;
  readonly options: F;
  /** The data that these options give. */
  describe(options: Values<F>): Omit<DataDescription, 'label'>;
}

/** How many validation images a run shows with what the network says about them. */
export const gallerySize = 16;

/** The shape of one sample's target without the batch: [], [height, width, 1], or that of the image. */
export function targetShape(target: Target, { height, width, channels }: ImageShape): Shape {
  switch (target.kind) {
    case 'category':
    case 'number':
      return [];
    case 'mask':
      return [height, width, 1];
    case 'image':
      return [height, width, channels];
    default:
      return target.kind satisfies never;
  }
}
