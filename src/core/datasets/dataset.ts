/** What a dataset is: options, and targets that losses can read. */
import type { Fields } from '../fields.ts';
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

export interface Dataset<F extends Fields = Fields> {
  /** kebab-case, as in links. */
  readonly kind: string;
  readonly label: string;
  readonly help: string;
  readonly options: F;
  readonly targets: readonly Target[];
}

/** The shape of one sample's target without the batch, for images of size×size: [], [size, size, 1] or [size, size, 3]. */
export function targetShape(target: Target, size: number): Shape {
  switch (target.kind) {
    case 'category':
    case 'number':
      return [];
    case 'mask':
      return [size, size, 1];
    case 'image':
      return [size, size, 3];
    default:
      return target.kind satisfies never;
  }
}
