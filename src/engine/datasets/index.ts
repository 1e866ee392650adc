/** The generators of the datasets: one row for each row of `core/datasets`. */
import type * as z from 'zod/mini';
import type { DatasetKind, datasets } from '../../core/datasets/index.ts';
import type { Progress, Samples } from './samples.ts';
import { generateWardrobe } from './wardrobe.ts';

type Generators = {
  readonly [K in DatasetKind]: (
    options: z.infer<(typeof datasets)[K]['options']>,
    onProgress?: Progress,
  ) => Promise<Samples>;
};

/** Makes the samples of a dataset from its options; progress is reported, and awaited, between chunks. */
export const generators = { wardrobe: generateWardrobe } as const satisfies Generators;
