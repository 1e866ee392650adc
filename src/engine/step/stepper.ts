/**
 * One training step: forward once, backward as often as the strategy needs, weigh, combine, update. It owns what
 * training changes: θ, the moving statistics, the optimizers' slots and the strategy's state.
 *
 * With one optimizer per loss, penalties that are added and the L1 and L2 of layers have no optimizer of their own: their
 * gradient at a weight is divided equally among the weighed losses that reach it, and what only they reach has one optimizer
 * more. So plain gradient descent at equal rates is the same step with one optimizer on the total and with one per loss,
 * together; that holds for the proximal step of L1 too. In turn, every turn of a loss carries its part. The decay of AdamW is divided in the same way.
 */
import * as tf from '@tensorflow/tfjs-core';
import { actingAt } from '../../core/acting.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { Graph } from '../../core/graph.ts';
import { type Loss, outputOf } from '../../core/losses/index.ts';
import { isHeard } from '../../core/losses/roles.ts';
import { makeRandom, type Random } from '../../core/random.ts';
import { withChange } from '../../core/run/liveChange.ts';
import type { Change } from '../../core/run/protocol.ts';
import { combine } from './combine.ts';
import { initialValues, initialWeight, type Layout, layOut, type Range, type Slot } from './layout.ts';
import { type Measurement, measureSum } from './measurement.ts';
import { planFor, type Updates } from './network.ts';
import { FlatOptimizer, type OptimizerState } from './optimizer.ts';
import { meanFactors, type Parts, partsOf, perSlot, sharesOf, unreached } from './parts.ts';
import { proximalL1, shrink, withoutL1 } from './proximal.ts';
import { Regulariser } from './regulariser.ts';
import { measureShares } from './shares.ts';
import { Tape } from './tape.ts';
import { type Batch, keyOf, Terms } from './terms.ts';
import { Weigher } from './weigher.ts';

export interface StepReport {
  /** Ids of the active terms. */
  readonly terms: readonly string[];
  /** [terms] their values before the step: still on the device, or read. The caller disposes of a tensor. */
  readonly losses: tf.Tensor1D | Float32Array;
  /** [terms] effective weights: ∂ total / ∂ L. */
  readonly weights: readonly number[];
  /** total − Σ weightᵢLᵢ: what a strategy's own total has beyond the weighted sum. */
  readonly offset: number;
  readonly measurement?: Measurement;
}

/** All that is needed to go on from a step, as plain arrays. */
export interface Checkpoint {
  readonly step: number;
  readonly theta: Float32Array;
  readonly statistics: Readonly<Record<string, Float32Array>>;
  readonly optimizers: Readonly<Record<string, OptimizerState>>;
  readonly weigher: unknown;
  /** With the changes made until then; without it there were none. */
  readonly experiment?: Experiment;
}

/** The layers before the outputs that heard losses read. */
function heardLayers(graph: Graph, losses: readonly Loss[]): ReadonlySet<string> {
  const outputs = losses.filter(isHeard).flatMap((loss) => outputOf(loss) ?? []);
  return new Set(planFor(graph, outputs).layers);
}

/** Key of the optimizer for weights that only penalties reach. Ids are never empty. */
const penaltyOptimizer = '';

export class Stepper {
  readonly layout: Layout;
  readonly #graph: Graph;
  readonly #random: Random;
  readonly #regulariser: Regulariser;
  /** The weights of frozen layers: as the seed made them, so no checkpoint has them. */
  readonly #frozen: ReadonlyMap<string, tf.Tensor>;
  /** As it is set, with the changes made to its run. */
  #set: Experiment;
  /** As it acts at the step under way: with its courses followed. */
  #experiment: Experiment;
  #terms: Terms;
  #parts: Parts;
  /** The layers that a heard loss reads through: of these alone do the moving statistics move. */
  #heardLayers: ReadonlySet<string>;
  #weigher: Weigher;
  #theta: tf.Tensor1D;
  #statistics = new Map<string, tf.Tensor>();
  #optimizers = new Map<string, FlatOptimizer>();
  readonly #saved: Checkpoint | undefined;

  constructor(experiment: Experiment, graph: Graph, stepsPerEpoch: number, checkpoint?: Checkpoint) {
    this.#set = checkpoint?.experiment ?? experiment;
    this.#experiment = this.#set;
    this.#graph = graph;
    this.#saved = checkpoint;
    this.layout = layOut(experiment, graph);
    this.#random = makeRandom(experiment.training.seed);
    this.#theta = tf.keep(tf.tensor1d(checkpoint?.theta ?? initialValues(experiment, this.layout)));
    this.#regulariser = new Regulariser(experiment, this.layout);
    this.#frozen = new Map(
      this.layout.frozen.map((weight) => [
        keyOf(weight),
        tf.keep(tf.tensor(initialWeight(experiment, weight), [...weight.spec.shape])),
      ]),
    );
    this.#terms = new Terms(this.#experiment, graph, this.layout, this.#frozen);
    this.#parts = partsOf(this.#experiment, this.layout, this.#terms.losses);
    this.#heardLayers = heardLayers(graph, this.#terms.losses);
    this.#weigher = new Weigher(experiment, stepsPerEpoch, checkpoint?.weigher);
    for (const node of graph.nodes.values()) {
      if (node.readBy.length === 0) continue;
      for (const spec of node.weights.filter((weight) => !weight.trainable && !weight.isFrozen)) {
        const key = `${node.layer.id}/${spec.name}`;
        const shape = [...spec.shape];
        const saved = checkpoint?.statistics[key];
        const initial = saved ? tf.tensor(saved, shape) : spec.initial === 'ones' ? tf.ones(shape) : tf.zeros(shape);
        this.#statistics.set(key, tf.keep(initial));
      }
    }
  }

  /** The experiment as it acted at the last step: with the changes made to its run, and its courses followed. */
  get experiment(): Experiment {
    return this.#experiment;
  }

  get terms(): Terms {
    return this.#terms;
  }

  get theta(): tf.Tensor1D {
    return this.#theta;
  }

  get statistics(): ReadonlyMap<string, tf.Tensor> {
    return this.#statistics;
  }

  /** The weights of frozen layers, by key. */
  get frozen(): ReadonlyMap<string, tf.Tensor> {
    return this.#frozen;
  }

  /** Ranges of θ that at least two terms of the combination reach. */
  get sharedRanges(): readonly Range[] {
    return this.#parts.shared;
  }

  /** Changes faders, mutes and the learning rate from the next step on. */
  change(change: Change): void {
    this.#set = withChange(this.#set, change);
    this.#follow(this.#set);
  }

  #follow(experiment: Experiment): void {
    this.#experiment = experiment;
    this.#terms = new Terms(this.#experiment, this.#graph, this.layout, this.#frozen);
    this.#parts = partsOf(this.#experiment, this.layout, this.#terms.losses);
    this.#heardLayers = heardLayers(this.#graph, this.#terms.losses);
  }

  /** Takes step number `step` on a batch; `measures` asks for the Gramian even where the strategy does without. */
  async step(batch: Batch, step: number, measures: boolean): Promise<StepReport> {
    const acting = actingAt(this.#set, step);
    if (acting !== this.#experiment) this.#follow(acting);
    const engine = tf.engine();
    engine.startScope();
    try {
      if (!this.#terms.losses.some(isHeard)) return this.#rest(batch, step);
      return this.#experiment.schedule.kind === 'joint'
        ? await this.#joint(batch, step, measures)
        : await this.#separate(batch, step, measures);
    } finally {
      engine.endScope();
    }
  }

  /** Nothing is heard: no weight moves, also not by momentum, decay or a layer's L1 and L2. */
  #rest(batch: Batch, step: number): StepReport {
    const { losses } = this.#terms;
    const terms = losses.map((loss) => loss.id);
    if (terms.length === 0) return { terms, losses: new Float32Array(), weights: [], offset: 0 };
    const random = this.#random.fork(`step-${step}`);
    const mode = { isTraining: true, random, updates: new Map() };
    const values = this.#terms.evaluate(this.#theta, this.#statistics, batch, mode).losses;
    return { terms, losses: tf.keep(tf.stack([...values]) as tf.Tensor1D), weights: terms.map(() => 0), offset: 0 };
  }

  async #joint(batch: Batch, step: number, measures: boolean): Promise<StepReport> {
    const random = this.#random.fork(`step-${step}`);
    const updates: Updates = new Map();
    const { value, tape } = Tape.record(() =>
      this.#terms.evaluate(this.#theta, this.#statistics, batch, { isTraining: true, random, updates }),
    );
    const terms = this.#terms.losses.map((loss) => loss.id);
    const weighAndCombine = async () => {
      const weighed = await this.#weigher.weigh(
        { theta: this.#theta, losses: value.losses, terms, parts: this.#parts, tape },
        { step, faders: this.#faders, random: random.fork('strategy'), measures },
      );
      const gradient = combine(this.#theta, value.losses, terms, this.#parts, tape, weighed);
      const { measurement } = weighed;
      return {
        weighed,
        gradient: this.#regulariser.addTo(gradient, this.#theta),
        measurement: measurement && (await this.#withShares(measurement, tape, value.losses)),
      };
    };
    const { weighed, gradient, measurement } = await weighAndCombine().finally(() => tape.end());
    const { learningRate } = this.#experiment.training;
    const l1 = proximalL1(this.#experiment, this.layout, this.#parts);
    const lambda = l1 && perSlot(this.layout, l1);
    const smooth = lambda ? withoutL1(gradient, this.#theta, lambda) : gradient;
    const stepped = this.#optimizer('joint').apply(this.#theta, smooth, learningRate, this.#parts.active);
    this.#setTheta(lambda ? shrink(stepped, tf.mul(lambda, learningRate)) : stepped);
    this.#setStatistics(updates);
    if (this.#weigher.observes) {
      const again = this.#terms.evaluate(this.#theta, this.#statistics, batch, {
        isTraining: true,
        random,
        updates: new Map(),
      });
      await this.#weigher.observe(await tf.stack([...again.losses]).data(), terms, this.#parts, this.#faders);
    }
    const losses = weighed.losses ?? tf.keep(tf.stack([...value.losses]) as tf.Tensor1D);
    return {
      terms,
      losses,
      weights: weighed.weights,
      offset: weighed.offset,
      ...(measurement ? { measurement } : {}),
    };
  }

  /** One optimizer per loss: all gradients at the same point, or each at the point where the one before has led. */
  async #separate(batch: Batch, step: number, measures: boolean): Promise<StepReport> {
    const random = this.#random.fork(`step-${step}`);
    const isAlternating = this.#experiment.schedule.kind === 'alternating';
    const { losses } = this.#terms;
    const faders = this.#faders;
    const fader = (id: string) => faders[id] ?? 1;
    const weighed = losses.filter((loss) => this.#parts.weighed.includes(loss.id));
    const ids = weighed.map((loss) => loss.id);
    const evaluate = (updates: Updates) =>
      Tape.record(() =>
        this.#terms.evaluate(this.#theta, this.#statistics, batch, { isTraining: true, random, updates }),
      );
    const updates: Updates = new Map();
    let pass = evaluate(updates);
    try {
      const values = tf.stack([...pass.value.losses]) as tf.Tensor1D;
      const gradientOf = (of: readonly string[]): tf.Tensor1D => {
        const factors = losses.map(({ id }) => (of.includes(id) ? fader(id) : 0));
        return pass.tape.backward(
          this.#theta,
          pass.value.losses.map((loss, i) => [loss, factors[i] ?? 0]),
        );
      };
      const { added } = this.#parts;
      const hasPenalty = this.#regulariser.isActive || losses.some((loss) => isHeard(loss) && added.includes(loss.id));
      const l1 = proximalL1(this.#experiment, this.layout, this.#parts);
      const lambda = l1 && perSlot(this.layout, l1);
      const penalty = () => {
        if (!hasPenalty) return undefined;
        const whole = this.#regulariser.addTo(gradientOf(added), this.#theta);
        return lambda ? withoutL1(whole, this.#theta, lambda) : whole;
      };
      const decays = this.#experiment.optimizer.kind === 'adamw';
      const share = hasPenalty || decays ? sharesOf(this.layout, ids) : undefined;
      const withShare = (gradient: tf.Tensor1D, whole: tf.Tensor1D | undefined): tf.Tensor1D =>
        whole && share ? tf.add(gradient, tf.mul(whole, share)) : gradient;
      const { learningRate } = this.#experiment.training;
      const applyLoss = ({ id, rate }: Loss, gradient: tf.Tensor1D) => {
        const ranges = this.#parts.reach.get(id) ?? [];
        const decay = decays ? share : undefined;
        this.#setTheta(this.#optimizer(id).apply(this.#theta, gradient, learningRate * rate, ranges, decay));
        // Together, the shrinking comes once all gradients have acted.
        if (!isAlternating || !lambda || !share) return;
        const reaches = perSlot(this.layout, ({ terms }) => (terms.includes(id) ? learningRate * rate : 0));
        this.#setTheta(shrink(this.#theta, tf.mul(tf.mul(lambda, share), reaches)));
      };

      const looks = measures && weighed.length > 0;
      const early = looks || !isAlternating ? weighed.map(({ id }) => gradientOf([id])) : [];
      // What plain gradient descent does, to first order: the sum of the gradients times their rates and turns.
      const factors = weighed.map((loss) => loss.rate * (isAlternating ? loss.turns : 1));
      const measurement = looks
        ? await this.#withShares(
            await measureSum(early, ids, factors, this.#parts),
            pass.tape,
            pass.value.losses,
            meanFactors(this.layout, ids, factors),
          )
        : undefined;
      const penaltyBefore = penalty();
      if (isAlternating) {
        let turnsTaken = 0;
        for (const loss of weighed) {
          for (let turn = 0; turn < loss.turns; turn++) {
            // What a turn makes goes with it: a hundred turns take the memory of one.
            tf.tidy(() => {
              if (turnsTaken > 0) {
                pass.tape.end();
                pass = evaluate(new Map());
              }
              const gradient = (turnsTaken === 0 ? early[0] : undefined) ?? gradientOf([loss.id]);
              applyLoss(loss, withShare(gradient, turnsTaken === 0 ? penaltyBefore : penalty()));
            });
            turnsTaken++;
          }
        }
      } else {
        for (const [i, loss] of weighed.entries()) applyLoss(loss, withShare(early[i] as tf.Tensor1D, penaltyBefore));
      }
      const rest = penaltyBefore ? unreached(this.layout, this.#parts) : [];
      if (penaltyBefore && rest.length > 0) {
        const optimizer = this.#optimizer(penaltyOptimizer);
        this.#setTheta(optimizer.apply(this.#theta, penaltyBefore, learningRate, rest));
      }
      if (lambda) {
        const rates = weighed.map(({ rate }) => rate);
        const isRest = ({ terms }: Slot) => !terms.some((id) => ids.includes(id));
        const factor = isAlternating
          ? perSlot(this.layout, (slot) => (isRest(slot) ? 1 : 0))
          : meanFactors(this.layout, ids, rates);
        this.#setTheta(shrink(this.#theta, tf.mul(tf.mul(lambda, learningRate), factor)));
      }
      this.#setStatistics(updates);
      return {
        terms: losses.map((loss) => loss.id),
        losses: tf.keep(values),
        weights: losses.map((loss) => fader(loss.id)),
        offset: 0,
        ...(measurement ? { measurement } : {}),
      };
    } finally {
      pass.tape.end();
    }
  }

  /**
   * The measurement with the share of each part of the update, where the losses share weights or one is alone. `factors`
   * [P]: how often an added penalty and the L1 and L2 of layers move a weight.
   */
  async #withShares(
    measurement: Measurement,
    tape: Tape,
    losses: readonly tf.Scalar[],
    factors?: tf.Tensor1D,
  ): Promise<Measurement> {
    if (!measurement.isShared && measurement.terms.length > 1) return measurement;
    const moved = (gradient: tf.Tensor1D): tf.Tensor1D => (factors ? tf.mul(gradient, factors) : gradient);
    const addends = this.#terms.losses.flatMap(({ id, fader }, i) => {
      if (!this.#parts.added.includes(id)) return [];
      return [{ id, gradient: moved(tape.backward(this.#theta, [[losses[i] as tf.Scalar, fader]])) }];
    });
    const ofLayers = this.#regulariser.isActive
      ? [{ gradient: moved(this.#regulariser.addTo(tf.zerosLike(this.#theta), this.#theta)) }]
      : [];
    const unheard = this.#terms.losses.filter((loss) => !isHeard(loss)).map(({ id }) => [id, 0] as const);
    const lengths = { ...measurement.lengths, ...Object.fromEntries(unheard) };
    const shares = await measureShares(lengths, [...addends, ...ofLayers], this.#parts);
    return shares ? { ...measurement, shares } : measurement;
  }

  /** By loss id. */
  get #faders(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#terms.losses.map((loss) => [loss.id, loss.fader]));
  }

  #optimizer(key: string): FlatOptimizer {
    let optimizer = this.#optimizers.get(key);
    if (!optimizer) {
      optimizer = new FlatOptimizer(this.#experiment.optimizer, this.layout.size, this.#saved?.optimizers[key]);
      this.#optimizers.set(key, optimizer);
    }
    return optimizer;
  }

  #setTheta(theta: tf.Tensor1D): void {
    if (theta === this.#theta) return;
    this.#theta.dispose();
    this.#theta = tf.keep(theta);
  }

  #setStatistics(updates: Updates): void {
    for (const [key, value] of updates) {
      if (!this.#heardLayers.has(key.slice(0, key.lastIndexOf('/')))) continue;
      this.#statistics.get(key)?.dispose();
      this.#statistics.set(key, tf.keep(value));
    }
  }

  /** Reads everything back. */
  async save(step: number): Promise<Checkpoint> {
    const read = async (tensor: tf.Tensor) => (await tensor.data<'float32'>()).slice();
    const entries = async <T, R>(
      map: ReadonlyMap<string, T>,
      f: (value: T) => Promise<R>,
    ): Promise<Record<string, R>> =>
      Object.fromEntries(await Promise.all([...map].map(async ([key, value]) => [key, await f(value)] as const)));
    return {
      step,
      theta: await read(this.#theta),
      statistics: await entries(this.#statistics, read),
      optimizers: await entries(this.#optimizers, (optimizer) => optimizer.save()),
      weigher: this.#weigher.save(),
      experiment: this.#set,
    };
  }

  dispose(): void {
    this.#theta.dispose();
    this.#regulariser.dispose();
    for (const tensor of this.#statistics.values()) tensor.dispose();
    for (const tensor of this.#frozen.values()) tensor.dispose();
    for (const optimizer of this.#optimizers.values()) optimizer.dispose();
    this.#statistics.clear();
    this.#optimizers.clear();
  }
}
