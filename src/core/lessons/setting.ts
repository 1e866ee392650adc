/** The experiments of lessons: those of presets, made short and changed in one thing. */
import type { Experiment } from '../experiment.ts';
import { makeStrategy } from '../make.ts';
import { presetOf } from '../presets.ts';
import type { StrategyKind } from '../strategies/index.ts';

/** That of a preset, with other fields of its data and its training. Throws where there is no such preset. */
export function from(
  id: string,
  title: string,
  { dataset, training }: { readonly dataset?: object; readonly training?: object } = {},
): Experiment {
  const preset = presetOf(id);
  if (!preset) throw new Error(`There is no preset "${id}".`);
  const { experiment } = preset;
  return {
    ...experiment,
    title,
    dataset: { ...experiment.dataset, ...dataset },
    training: { ...experiment.training, ...training },
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
