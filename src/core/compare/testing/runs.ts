/** Runs of the default experiment with given outcomes, for tests. */
import type { Experiment } from '../../experiment.ts';
import { defaultExperiment } from '../../presets.ts';
import type { RunSummary } from '../../run/runSummary.ts';

/** The default experiment, trained otherwise. */
export function trained(training: Partial<Experiment['training']>, from: Experiment = defaultExperiment): Experiment {
  return { ...from, training: { ...from.training, ...training } };
}

/** A finished run. */
export function finished(id: string, experiment: Experiment, rest: Partial<RunSummary> = {}): RunSummary {
  return {
    id,
    title: id,
    note: '',
    isPinned: false,
    experiment,
    changes: [],
    status: 'finished',
    backend: 'wasm',
    startedAt: 0,
    steps: 100,
    stepMs: 10,
    outcomes: {},
    ...rest,
  };
}

/** An outcome whose last value is its best. */
export function ended(value: number, step = 100) {
  return { final: { step, value }, best: { step, value } };
}
