/**
 * Asks the strategy: measures what it needs (nothing, the losses, the Gramian, the gradients), hands it over in float64,
 * and keeps its state from step to step.
 *
 * Between two measurements its weights and the length of the update stay. Where the update is no combination of rows
 * (GradDrop, DB-MTL) there are no weights that could stay for it: such a strategy is asked at every step.
 */
import * as tf from '@tensorflow/tfjs-core';
import { measuresGradients } from '../../core/cost.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { Random } from '../../core/random.ts';
import { strategies } from '../../core/strategies/index.ts';
import type { Matrix, Strategy } from '../../core/strategies/strategy.ts';
import { descentOf, dot, type Measurement, type Read, readGramian, scaleOf } from './measurement.ts';
import { type Parts, vectorOf } from './parts.ts';
import { pickColumns } from './ranges.ts';
import type { Tape } from './tape.ts';

/** The state of training at one step, on a tape. */
export interface Recorded {
  readonly theta: tf.Tensor1D;
  readonly losses: readonly tf.Scalar[];
  readonly terms: readonly string[];
  readonly parts: Parts;
  readonly tape: Tape;
}

export interface Weighing {
  /** [terms] effective weights, faders and the rescaled length included; what a penalty that is added gets is its fader. */
  readonly weights: readonly number[];
  /** [terms] what the parameters of one term alone get of its gradient. */
  readonly own: readonly number[];
  /** [m, P] the gradients of the vector's terms times their faders, where they were measured. */
  readonly rows?: tf.Tensor2D;
  /** [m] the weights of the rows, rescaled. */
  readonly rowWeights: readonly number[];
  /** [m] factors of the rows where only their own term reaches: its own gradient, or the weighted one, rescaled as well. */
  readonly rowOwn: readonly number[];
  /** [Σ shared] the update of the shared part, where it is no combination of rows, rescaled. */
  readonly update?: Float32Array;
  /** [terms] the values, where they had to be read. */
  readonly losses?: Float32Array;
  readonly measurement?: Measurement;
}

interface Moment {
  readonly step: number;
  readonly faders: Readonly<Record<string, number>>;
  readonly random: Random;
  readonly measures: boolean;
}

interface Saved {
  readonly members: string;
  readonly state: unknown;
  readonly rowWeights: readonly number[];
  /** Factor of the update: 1, or what makes it as long as the plain sum's. */
  readonly scale: number;
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

  async weigh(recorded: Recorded, moment: Moment): Promise<Weighing> {
    const { losses, terms, parts } = recorded;
    const members = membersOf(terms, parts, moment.faders);
    const at = members.map((id) => terms.indexOf(id));
    const faders = members.map((id) => this.#factor(moment.faders[id] ?? 1));
    const state = this.#stateFor(members);
    const isDue =
      moment.step % this.#options.refreshEvery === 0 ||
      state.rowWeights.length === 0 ||
      this.#strategy.needs === 'jacobian';
    const needsRows = measuresGradients(this.#options) && isDue;
    const rows = needsRows || moment.measures ? rowsOf(recorded, at, faders) : undefined;
    const read = await this.#read(rows, recorded, needsRows || moment.measures, isDue);
    const values = read.losses ?? new Float32Array(losses.length);
    const shared = rows && this.#strategy.needs === 'jacobian' && isDue ? await rowArrays(rows, parts) : undefined;

    let { rowWeights, scale } = state;
    let update: Float64Array | undefined;
    this.#hasAsked = isDue && members.length > 0;
    if (this.#hasAsked) {
      const weighed = this.#strategy.weigh(
        {
          losses: at.map((index, i) => (values[index] ?? 0) * (faders[i] ?? 1)),
          preference: preferenceOf(members, moment.faders),
          places: members.map((id) => this.#all.indexOf(id)),
          ...(read.gramian ? { gramian: read.gramian } : {}),
          ...(shared ? { jacobian: shared } : {}),
          precision: 1e-7,
          step: moment.step,
          stepsPerEpoch: this.#stepsPerEpoch,
          random: moment.random,
        },
        state.state,
        this.#options,
      );
      rowWeights = weighed.weights;
      update = weighed.update;
      scale = this.#options.length === 'sum' ? scaleOf(read, rowWeights, update) : 1;
      this.#saved = { members: state.members, state: weighed.state, rowWeights, scale };
    }
    const isOwn = this.#givesOwn;
    const weightOf = (id: string) => {
      const i = members.indexOf(id);
      if (i >= 0) return scale * (rowWeights[i] ?? 0) * (faders[i] ?? 1);
      return parts.added.includes(id) ? (moment.faders[id] ?? 1) : 0;
    };
    const ownOf = (id: string) => (isOwn && members.includes(id) ? (faders[members.indexOf(id)] ?? 1) : weightOf(id));
    const scaled = rowWeights.map((weight) => scale * weight);
    const measurementOf = (gramian: Matrix): Measurement => {
      const inner = update && shared ? shared.map((row) => scale * dot(row, update)) : descentOf(gramian, scaled);
      return { terms: members, isShared: parts.shared.length > 0, gramian, weights: rowWeights, descent: inner };
    };
    return {
      weights: terms.map(weightOf),
      own: terms.map(ownOf),
      ...(rows ? { rows } : {}),
      rowWeights: scaled,
      rowOwn: isOwn ? rowWeights.map(() => 1) : scaled,
      ...(update ? { update: Float32Array.from(update, (value) => scale * value) } : {}),
      ...(read.losses ? { losses: read.losses } : {}),
      ...(read.gramian ? { measurement: measurementOf(read.gramian) } : {}),
    };
  }

  /** Shows the strategy the losses [terms] on the same batch after the step. */
  async observe(
    losses: ArrayLike<number>,
    terms: readonly string[],
    parts: Parts,
    faders: Readonly<Record<string, number>>,
  ): Promise<void> {
    const members = membersOf(terms, parts, faders);
    const saved = this.#saved;
    if (!saved || !this.#strategy.observe) return;
    const after = members.map((id) => (losses[terms.indexOf(id)] ?? 0) * this.#factor(faders[id] ?? 1));
    this.#saved = { ...saved, state: this.#strategy.observe(after, saved.state, this.#options) };
  }

  save(): unknown {
    return this.#saved;
  }

  #factor(fader: number): number {
    return this.#strategy.reads === 'scale' ? fader : 1;
  }

  get #givesOwn(): boolean {
    const { heads } = this.#options;
    return heads === 'own' || (heads === 'auto' && this.#strategy.family !== 'losses');
  }

  #stateFor(members: readonly string[]): Saved {
    const key = members.join(' ');
    if (this.#saved?.members === key) return this.#saved;
    // The memory of a strategy belongs to its losses: with another set of losses it begins anew.
    const state = members.length > 0 ? this.#strategy.init(members.length, this.#options) : null;
    return { members: key, state, rowWeights: [], scale: 1 };
  }

  async #read(
    rows: tf.Tensor2D | undefined,
    { losses, parts }: Recorded,
    measures: boolean,
    isDue: boolean,
  ): Promise<Partial<Read>> {
    if (!rows || !measures) {
      if (this.#strategy.needs === 'nothing' || !isDue || losses.length === 0) return {};
      return { losses: await tf.stack([...losses]).data<'float32'>() };
    }
    return readGramian(rows, parts, { losses, heads: this.#options.length === 'sum' && !this.#givesOwn });
  }
}

/** The terms that the strategy weighs: unmuted, of the vector, with a fader above zero. */
function membersOf(
  terms: readonly string[],
  parts: Parts,
  faders: Readonly<Record<string, number>>,
): readonly string[] {
  return terms.filter((id) => parts.vector.includes(id) && (faders[id] ?? 1) > 0);
}

function preferenceOf(members: readonly string[], faders: Readonly<Record<string, number>>): number[] {
  const values = members.map((id) => faders[id] ?? 1);
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / sum);
}

function rowsOf(
  { tape, theta, losses }: Recorded,
  at: readonly number[],
  faders: readonly number[],
): tf.Tensor2D | undefined {
  if (at.length === 0) return undefined;
  const rows = at.map((index, i) => tape.backward(theta, [[losses[index] as tf.Scalar, faders[i] ?? 1]]));
  return tf.stack(rows) as tf.Tensor2D;
}

async function rowArrays(rows: tf.Tensor2D, parts: Parts): Promise<Float32Array[]> {
  const shared = pickColumns(rows, parts.shared.length > 0 ? parts.shared : parts.active);
  const [m, width] = shared.shape;
  const values = await shared.data<'float32'>();
  return Array.from({ length: m }, (_, i) => values.slice(i * width, (i + 1) * width));
}
