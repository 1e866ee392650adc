/** The generators of the datasets: one row for each row of `core/datasets`. */
import type * as z from 'zod/mini';
import type { DatasetKind, datasets } from '../../core/datasets/index.ts';
import type { Samples } from './samples.ts';
import { makeWardrobe } from './wardrobe.ts';

type Generators = {
  readonly [K in DatasetKind]: (options: z.infer<(typeof datasets)[K]['options']>) => Samples;
};

/** The samples of a dataset from its options, none of them drawn yet. */
export const generators = { wardrobe: makeWardrobe } as const satisfies Generators;
