/**
 * The data of an experiment as facts: how many images of which shape, and what can be read from them. Whoever asks does
 * not learn where they come from.
 */
import type { Experiment } from '../experiment.ts';
import type { DataDescription, Dataset, Target } from './dataset.ts';
import { datasets } from './index.ts';

/** What the data of an experiment are. */
export function describeData({ dataset }: Pick<Experiment, 'dataset'>): DataDescription {
  const row: Dataset = datasets[dataset.kind];
  return { label: row.label, ...row.describe(dataset) };
}

/** The target of that id, or nothing. */
export function targetOf(experiment: Pick<Experiment, 'dataset'>, id: string): Target | undefined {
  return describeData(experiment).targets.find((target) => target.id === id);
}

/** What a target is called in a sentence: "colour". An id that is none is given back. */
export function targetName(experiment: Pick<Experiment, 'dataset'>, id: string): string {
  return targetOf(experiment, id)?.label.toLowerCase() ?? id;
}

/** How many images are for training and how many for validation: at least one for each. */
export function splitCounts(
  experiment: Pick<Experiment, 'dataset' | 'training'>,
): Readonly<Record<'training' | 'validation', number>> {
  const { count } = describeData(experiment);
  const validation = Math.max(1, Math.round(count * experiment.training.validationShare));
  return { training: count - validation, validation };
}
