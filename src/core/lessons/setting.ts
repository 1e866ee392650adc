/** The experiments of lessons: those of presets on small images, short and quick, and changed in one thing. */
import { isRefusal } from '../edit/edited.ts';
import { splitTowers } from '../edit/towers.ts';
import type { Experiment } from '../experiment.ts';
import { makeStrategy } from '../make.ts';
import { presetOf } from '../presets.ts';
import type { StrategyKind } from '../strategies/index.ts';

interface Change {
  readonly dataset?: object;
  readonly training?: object;
}

/** 20 steps an epoch, each evaluated on 320 images. */
const quick = {
  dataset: { count: 1600, size: 16 },
  training: { validationShare: 0.2, learningRate: 3e-3, evaluateEvery: 20 },
} as const;

/**
 * That of a preset on images of 16 × 16, trained for so many epochs of 20 steps, with other fields of its data and its
 * training. Throws where there is no such preset.
 */
export function from(id: string, title: string, epochs: number, { dataset, training }: Change = {}): Experiment {
  const preset = presetOf(id);
  if (!preset) throw new Error(`There is no preset "${id}".`);
  const { experiment } = preset;
  return {
    ...experiment,
    title,
    dataset: { ...experiment.dataset, ...quick.dataset, ...dataset },
    training: { ...experiment.training, ...quick.training, epochs, ...training },
  };
}

/** With other faders, by loss. */
export function faded(experiment: Experiment, title: string, faders: Readonly<Record<string, number>>): Experiment {
  const losses = experiment.losses.map((loss) => ({ ...loss, fader: faders[loss.id] ?? loss.fader }));
  return { ...experiment, title, losses };
}

/** With a loss muted. */
export function muted(experiment: Experiment, title: string, id: string): Experiment {
  const losses = experiment.losses.map((loss) => (loss.id === id ? { ...loss, muted: true } : loss));
  return { ...experiment, title, losses };
}

/** Combined by another strategy. */
export function combined(
  experiment: Experiment,
  title: string,
  kind: StrategyKind,
  options: Readonly<Record<string, unknown>> = {},
): Experiment {
  return { ...experiment, title, strategy: makeStrategy(kind, options) };
}

/** With a network of its own for each loss. Throws where that cannot be made. */
export function apart(experiment: Experiment, title: string): Experiment {
  const edited = splitTowers(experiment);
  if (isRefusal(edited)) throw new Error(edited.message);
  return { ...edited, title };
}
