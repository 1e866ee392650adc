/** Hands a strategy what was read, in float64 and in the units of its rows. */
import type { Experiment } from '../../core/experiment.ts';
import type { Random } from '../../core/random.ts';
import type { Strategy, Weighed } from '../../core/strategies/strategy.ts';
import { dot, type Reading, type Rows } from './measurement.ts';

export interface Question {
  readonly strategy: Strategy;
  readonly options: Experiment['strategy'];
  /** [terms] ids of the losses that were read. */
  readonly terms: readonly string[];
  readonly rows: Rows;
  /** [m] the faders of the rows. */
  readonly faders: readonly number[];
  /** [m] where each row stands among all losses that may be weighed, the muted ones too. */
  readonly places: readonly number[];
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly random: Random;
}

export interface Asked extends Weighed<unknown> {
  /** total − Σ wᵢfᵢLᵢ, what a strategy's total has beyond the weighted sum; 0 where it defines none. */
  readonly offset: number;
}

/** The strategy's weights [m] of its rows, or its update, and its next state. Losses that were not read are zeros. */
export function ask(question: Question, reading: Reading, state: unknown): Asked {
  const { strategy, options, terms, rows, faders, places, step, stepsPerEpoch, random } = question;
  const { gramian, jacobian } = reading;
  const sum = faders.reduce((a, b) => a + b, 0);
  const losses = rows.ids.map((id, i) => (reading.losses?.[terms.indexOf(id)] ?? 0) * (rows.factors[i] ?? 1));
  const weighed = strategy.weigh(
    {
      losses,
      preference: faders.map((fader) => fader / sum),
      places,
      ...(gramian ? { gramian } : {}),
      ...(jacobian ? { jacobian } : {}),
      precision: 1e-7,
      step,
      stepsPerEpoch,
      random,
    },
    state,
    options,
  );
  const { total, weights } = weighed;
  return { ...weighed, offset: total === undefined ? 0 : total - dot(weights, losses) };
}
