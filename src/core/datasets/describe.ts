/**
 * The data of an experiment as facts: how many images of which shape, and what can be read from them. Whoever asks does
 * not learn where they come from.
 */
import type { Experiment } from '../experiment.ts';
import { counted, grouped } from '../words.ts';
import type { DataDescription, Dataset, Target } from './dataset.ts';
import { datasets } from './index.ts';

const descriptions = new WeakMap<Experiment['dataset'], DataDescription>();

/** What the data of an experiment are; the same object every time. */
export function describeData({ dataset }: Pick<Experiment, 'dataset'>): DataDescription {
  const row: Dataset = datasets[dataset.kind];
  const description = descriptions.get(dataset) ?? { label: row.label, ...row.describe(dataset) };
  descriptions.set(dataset, description);
  return description;
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
  const { validateOn, validationShare } = experiment.training;
  const validation =
    validateOn.kind === 'fold'
      ? foldSize(count, validateOn.fold - 1, validateOn.folds)
      : Math.max(1, Math.round(count * validationShare));
  return { training: count - validation, validation };
}

/** How many of `count` images dealt out in turn are in a fold, numbered from 0. */
function foldSize(count: number, fold: number, folds: number): number {
  return Math.floor(count / folds) + (fold < count % folds ? 1 : 0);
}

/** How an epoch falls into steps: images a step, steps, and the images that fill no batch and are left out. */
export function epochOf(
  experiment: Pick<Experiment, 'dataset' | 'training'>,
): Readonly<Record<'batch' | 'steps' | 'leftOut', number>> {
  const { training } = splitCounts(experiment);
  const batch = Math.min(experiment.training.batchSize, training);
  const steps = Math.floor(training / batch);
  return { batch, steps, leftOut: training - steps * batch };
}

/** "50 steps of 64 images", and how many images an epoch leaves out, where it does. */
export function epochText(experiment: Pick<Experiment, 'dataset' | 'training'>): string {
  const { batch, steps, leftOut } = epochOf(experiment);
  const whole = `${counted(steps, 'step')} of ${counted(batch, 'image')}`;
  if (leftOut === 0) return whole;
  const all = grouped(splitCounts(experiment).training);
  return `${whole}; ${grouped(leftOut)} of the ${all} images for training fill no batch and are left out, others in each epoch`;
}
