/**
 * Weighs the losses of a step in three functions: `measure` reads what the strategy needs, `ask` asks it in float64, and
 * `scale` makes the weights of the step. It keeps the strategy's state and answer from step to step.
 *
 * Between two measurements the answer and the length of the update stay. Where the update is no combination of rows
 * (GradDrop, DB-MTL) there are no weights that could stay for it: such a strategy is asked at every step.
 */
import { measuresGradients } from '../../core/cost.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { Random } from '../../core/random.ts';
import { strategies } from '../../core/strategies/index.ts';
import type { Strategy } from '../../core/strategies/strategy.ts';
import { ask } from './ask.ts';
import { measure, type Needs, type Recorded, type Rows } from './measurement.ts';
import { type Parts, vectorOf } from './parts.ts';
import { type Answer, lengthAsSum, scale, type Weighing } from './weighing.ts';

interface Moment {
  readonly step: number;
  /** By loss id. */
  readonly faders: Readonly<Record<string, number>>;
  readonly random: Random;
  /** Asks for a measurement even where the strategy does without. */
  readonly measures: boolean;
}

interface Saved {
  /** Ids of the rows, joined. */
  readonly rows: string;
  readonly state: unknown;
  /** [m] the weights that were answered; empty before the strategy was asked. */
  readonly weights: readonly number[];
  /** Factor of the update: 1, or what makes it as long as the plain sum's. */
  readonly length: number;
}

export class Weigher {
  readonly #strategy: Strategy;
  readonly #options: Experiment['strategy'];
  readonly #stepsPerEpoch: number;
  /** Ids of all losses that may be of the vector, the muted ones too. */
  readonly #all: readonly string[];
  #saved: Saved | undefined;
  #hasAsked = false;

  constructor(experiment: Experiment, stepsPerEpoch: number, saved: unknown) {
    this.#strategy = strategies[experiment.strategy.kind] as Strategy;
    this.#options = experiment.strategy;
    this.#stepsPerEpoch = stepsPerEpoch;
    this.#all = vectorOf(experiment, experiment.losses);
    this.#saved = saved as Saved | undefined;
  }

  /** The strategy was asked at this step and wants to see the losses after it. */
  get observes(): boolean {
    return this.#hasAsked && this.#strategy.observe !== undefined;
  }

  async weigh(recorded: Recorded, { step, faders, random, measures }: Moment): Promise<Weighing> {
    const { terms, parts } = recorded;
    const rows = this.#rowsOf(parts, faders);
    let saved = this.#savedFor(rows);
    const isDue =
      step % this.#options.refreshEvery === 0 || saved.weights.length === 0 || this.#strategy.needs === 'jacobian';
    const reading = await measure(recorded, rows, this.#needs(isDue, measures));
    let answer: Answer = saved;
    this.#hasAsked = isDue && rows.ids.length > 0;
    if (this.#hasAsked) {
      const question = {
        strategy: this.#strategy,
        options: this.#options,
        terms,
        rows,
        faders: rows.ids.map((id) => faders[id] ?? 1),
        places: rows.ids.map((id) => this.#all.indexOf(id)),
        step,
        stepsPerEpoch: this.#stepsPerEpoch,
        random,
      };
      const weighed = ask(question, reading, saved.state);
      answer = weighed;
      const length = this.#options.length === 'sum' ? lengthAsSum(reading, answer) : 1;
      saved = { rows: saved.rows, state: weighed.state, weights: weighed.weights, length };
      this.#saved = saved;
    }
    return scale(recorded, rows, reading, answer, { faders, length: saved.length, givesOwn: this.#givesOwn });
  }

  /** Shows the strategy the losses [terms] on the same batch after the step. */
  async observe(
    losses: ArrayLike<number>,
    terms: readonly string[],
    parts: Parts,
    faders: Readonly<Record<string, number>>,
  ): Promise<void> {
    const { ids, factors } = this.#rowsOf(parts, faders);
    const saved = this.#saved;
    if (!saved || !this.#strategy.observe) return;
    const after = ids.map((id, i) => (losses[terms.indexOf(id)] ?? 0) * (factors[i] ?? 1));
    this.#saved = { ...saved, state: this.#strategy.observe(after, saved.state, this.#options) };
  }

  save(): unknown {
    return this.#saved;
  }

  #rowsOf({ weighed: ids }: Parts, faders: Readonly<Record<string, number>>): Rows {
    return { ids, factors: ids.map((id) => (this.#strategy.reads === 'scale' ? (faders[id] ?? 1) : 1)) };
  }

  #needs(isDue: boolean, measures: boolean): Needs {
    return {
      losses: isDue && this.#strategy.needs !== 'nothing',
      gramian: measures || (isDue && measuresGradients(this.#options)),
      heads: this.#options.length === 'sum' && !this.#givesOwn,
      jacobian: isDue && this.#strategy.needs === 'jacobian',
    };
  }

  get #givesOwn(): boolean {
    const { heads } = this.#options;
    return heads === 'own' || (heads === 'auto' && this.#strategy.family !== 'losses');
  }

  #savedFor({ ids }: Rows): Saved {
    const rows = ids.join(' ');
    if (this.#saved?.rows === rows) return this.#saved;
    // The memory of a strategy belongs to its losses: with another set of losses it begins anew.
    const state = ids.length > 0 ? this.#strategy.init(ids.length, this.#options) : null;
    return { rows, state, weights: [], length: 1 };
  }
}
