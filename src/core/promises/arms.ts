/** Arms from presets: as they are, with other faders, with a loss muted; and what is read of runs and of studies. */
import type { Experiment } from '../experiment.ts';
import type { Loss } from '../losses/index.ts';
import { presetOf } from '../presets.ts';
import type { Results } from '../study/results.ts';
import type { Arm, Reading } from './effect.ts';

/** The first steps of a preset, with other sections where they are given. Throws where there is no such preset. */
export function arm(id: string, steps: number, change: Partial<Experiment> = {}): Arm {
  const preset = presetOf(id);
  if (!preset) throw new Error(`There is no preset "${id}".`);
  return { experiment: { ...preset.experiment, ...change }, steps };
}

/** The arm with other faders, by loss. */
export function withFaders(of: Arm, faders: Readonly<Record<string, number>>): Arm {
  return withLosses(of, (loss) => ({ ...loss, fader: faders[loss.id] ?? loss.fader }));
}

/** The arm with a loss muted. */
export function withMuted(of: Arm, id: string): Arm {
  return withLosses(of, (loss) => (loss.id === id ? { ...loss, muted: true } : loss));
}

/** The arm in which a loss takes more steps a turn. */
export function withTurns(of: Arm, id: string, turns: number): Arm {
  return withLosses(of, (loss) => (loss.id === id ? { ...loss, turns } : loss));
}

function withLosses({ experiment, steps }: Arm, change: (loss: Loss) => Loss): Arm {
  return { experiment: { ...experiment, losses: experiment.losses.map(change) }, steps };
}

/** A number of the validation images. */
export function validated(name: string, column: string, at: Reading['at'] = 'end'): Reading {
  return { arm: name, table: 'validation', column, at };
}

/** A number of the training steps. */
export function trained(name: string, column: string, at: Reading['at'] = 'mean'): Reading {
  return { arm: name, table: 'train', column, at };
}

/** A loss on the validation images at the end of the runs of a study: a number for each setup, in the order of the plan. */
export function lossesIn({ setups, measures }: Results, lossId: string): readonly number[] {
  const measure = measures.find((one) => one.lossId === lossId && one.metric === undefined);
  return setups.map(({ final }) => (measure && final.get(measure.key)?.mean) ?? Number.NaN);
}
