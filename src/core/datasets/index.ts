/**
 * The table of datasets: what each is called, what can be set, and the data that come of it. How the samples
 * are made is the engine's business (`engine/datasets`). A new dataset is one file here, one row below, one generator there.
 */
import type { Dataset } from './dataset.ts';
import { wardrobe } from './wardrobe.ts';

/** The datasets by kind. */
export const datasets = { wardrobe } as const satisfies Readonly<Record<string, Dataset>>;

/** The kinds of the table: 'wardrobe'. */
export type DatasetKind = keyof typeof datasets;
