/**
 * Weighs the losses of a step in three functions: `measure` reads what the strategy needs, `ask` asks it in float64, and
 * `scale` makes the weights of the step. It keeps the strategy's state and answer from step to step.
 *
 * Between two measurements the answer stays, as long as all that it depends on does: with another fader or another set of
 * losses the strategy is asked at once. The length of the update does not stay: what is promised of it, that of the plain
 * sum or a longest one, holds at every step. Where the update is no combination of rows (GradDrop, DB-MTL) there are no
 * weights that could stay for it: such a strategy is asked at every step.
 */
import { measuresGradients } from '../../core/cost.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { Random } from '../../core/random.ts';
import { strategies } from '../../core/strategies/index.ts';
import type { Strategy } from '../../core/strategies/strategy.ts';
import { ask } from './ask.ts';
import type { Range } from './layout.ts';
import { measure, measureSums, type Needs, type Reading, type Recorded, type Rows } from './measurement.ts';
import { measuredRanges, type Parts, vectorOf } from './parts.ts';
import { columnsFrom } from './ranges.ts';
import { type Answer, asLongAsSum, type Lengths, lengthsOf, noLongerThan, scale, type Weighing } from './weighing.ts';

interface Moment {
  readonly step: number;
  /** By loss id. */
  readonly faders: Readonly<Record<string, number>>;
  readonly random: Random;
  /** Asks for a measurement even where the strategy does without, and for that of the layers. */
  readonly measures: boolean;
}

interface Saved {
  /** Ids of the rows. */
  readonly ids: readonly string[];
  /** [m] the faders with which the strategy was asked. */
  readonly faders: readonly number[];
  /** Where the gradients were measured. */
  readonly ranges: readonly Range[];
  readonly state: unknown;
  /** What stays until the strategy is asked again; none where it has to be. */
  readonly answer?: Answer;
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
    const acting = rows.ids.map((id) => faders[id] ?? 1);
    const saved = this.#savedFor(rows, acting, measuredRanges(parts));
    const kept = step % this.#options.refreshEvery !== 0 && this.#strategy.needs !== 'jacobian' && saved.answer;
    const reading = await measure(recorded, rows, this.#needs(!kept, measures));
    this.#hasAsked = !kept && rows.ids.length > 0;
    if (!this.#hasAsked) return this.#keep(recorded, rows, reading, kept || nothing, faders);

    const question = {
      strategy: this.#strategy,
      options: this.#options,
      terms,
      rows,
      faders: acting,
      places: rows.ids.map((id) => this.#all.indexOf(id)),
      step,
      stepsPerEpoch: this.#stepsPerEpoch,
      random,
    };
    const { state, kept: keeps, ...answer } = ask(question, reading, saved.state);
    const { weights, offset } = answer;
    this.#saved = { ...saved, state, answer: { weights: keeps ?? weights, offset } };
    const length = this.#options.length === 'sum' ? asLongAsSum(lengthsOf(reading, answer)) : 1;
    const weighing = scale(recorded, rows, reading, answer, { faders, length, givesOwn: this.#givesOwn });
    return { ...weighing, memory: [saved.state, state] };
  }

  /** The last answer once more, with its length measured anew where something is promised of it. */
  async #keep(
    recorded: Recorded,
    rows: Rows,
    reading: Reading,
    answer: Answer,
    faders: Readonly<Record<string, number>>,
  ): Promise<Weighing> {
    const longest = this.#strategy.longest?.(this.#options) ?? 0;
    const isAsSum = this.#options.length === 'sum';
    if (rows.ids.length === 0 || !(isAsSum || longest > 0))
      return scale(recorded, rows, reading, answer, { faders, length: 1, givesOwn: this.#givesOwn });
    const factorOf = (lengths: Lengths) => (isAsSum ? asLongAsSum(lengths) : noLongerThan(longest, lengths));
    if (reading.gramian) {
      const length = factorOf(lengthsOf(reading, answer));
      return scale(recorded, rows, reading, answer, { faders, length, givesOwn: this.#givesOwn });
    }
    const { gradients: sums, ...products } = await measureSums(recorded, rows, answer.weights, this.#weighsHeads);
    const lengths = {
      update: lengthsOf(products, { weights: [1, 0] }).update,
      plain: lengthsOf(products, { weights: [0, 1] }).update,
    };
    return scale(recorded, rows, reading, answer, {
      faders,
      length: factorOf(lengths),
      givesOwn: this.#givesOwn,
      sums,
    });
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
      heads: this.#weighsHeads,
      layers: measures,
      jacobian: isDue && this.#strategy.needs === 'jacobian',
    };
  }

  /** The length of the update counts the heads too. */
  get #weighsHeads(): boolean {
    return this.#options.length === 'sum' && !this.#givesOwn;
  }

  get #givesOwn(): boolean {
    const { heads } = this.#options;
    return heads === 'own' || (heads === 'auto' && this.#strategy.family !== 'losses');
  }

  /** What stays for these losses. With another set of them each that stays keeps its part of the strategy's memory. */
  #savedFor({ ids }: Rows, faders: readonly number[], ranges: readonly Range[]): Saved {
    const saved = this.#saved;
    const now = { ids, faders, ranges };
    if (ids.length === 0) return { ...now, state: null };
    if (!saved) return { ...now, state: this.#strategy.init(ids.length, this.#options) };
    if (areEqual(saved.ids, ids)) {
      return {
        ...now,
        state: saved.state,
        ...(saved.answer && areEqual(saved.faders, faders) ? { answer: saved.answer } : {}),
      };
    }
    const rows = ids.map((id) => saved.ids.indexOf(id)).map((row) => (row < 0 ? undefined : row));
    const columns = () => columnsFrom(saved.ranges, ranges);
    const state = this.#strategy.regroup?.(saved.state, { rows, columns }, this.#options) ?? saved.state;
    return { ...now, state };
  }
}

/** Where no loss is weighed. */
const nothing: Answer = { weights: [], offset: 0 };

function areEqual<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
