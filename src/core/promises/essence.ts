/** When two runs of one seed are the same, step by step. */
import type { Experiment } from '../experiment.ts';

const known = new WeakMap<Experiment, string>();

/**
 * What decides the numbers of the first steps of an experiment, but for its seeds: neither its title, nor how many epochs
 * follow, nor how often it is evaluated. Two with the same text give the same numbers.
 */
export function essenceOf(experiment: Experiment): string {
  const text = known.get(experiment) ?? textOf(experiment);
  known.set(experiment, text);
  return text;
}

function textOf({ title: _, training, dataset, ...rest }: Experiment): string {
  const { epochs: _epochs, evaluateEvery: _every, seed: _seed, ...steps } = training;
  const { seed: _images, ...data } = dataset;
  return JSON.stringify([rest, steps, data]);
}
