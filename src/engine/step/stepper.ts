/**
 * The training steps of a run: forward once, backward as often as the strategy needs, weigh, combine, update. It owns what
 * they change, which is what training changes (`trained.ts`) and the strategy's state, and follows the changes made to the
 * run. The formulas of a step are in `jointStep.ts` and `separateStep.ts`.
 */
import * as tf from '@tensorflow/tfjs-core';
import { actingAt } from '../../core/acting.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { Graph } from '../../core/graph.ts';
import { isHeard } from '../../core/losses/roles.ts';
import { makeRandom, type Random } from '../../core/random.ts';
import type { StepState } from '../../core/run/checkpoint.ts';
import { withChange } from '../../core/run/liveChange.ts';
import type { Change } from '../../core/run/protocol.ts';
import type { Dissector } from './dissector.ts';
import { jointStep } from './jointStep.ts';
import { initialWeight, type Layout, layOut, type Range } from './layout.ts';
import { type Objective, objectiveOf } from './objective.ts';
import { Regulariser } from './regulariser.ts';
import { separateStep } from './separateStep.ts';
import { evaluate, type Step, type StepReport } from './step.ts';
import { type Batch, keyOf, type Terms } from './terms.ts';
import { Trained } from './trained.ts';
import { Weigher } from './weigher.ts';

export class Stepper {
  readonly layout: Layout;
  /** The weights of frozen layers, by key: as the seed made them, so no checkpoint has them. */
  readonly frozen: ReadonlyMap<string, tf.Tensor>;
  readonly #graph: Graph;
  readonly #random: Random;
  readonly #regulariser: Regulariser;
  readonly #trained: Trained;
  readonly #weigher: Weigher;
  /** As it is set, with the changes made to its run. */
  #set: Experiment;
  /** As it acts at the step under way: with its courses followed. */
  #objective: Objective;

  constructor(experiment: Experiment, graph: Graph, stepsPerEpoch: number, saved?: StepState) {
    this.#set = saved?.experiment ?? experiment;
    this.#graph = graph;
    this.layout = layOut(experiment, graph);
    this.frozen = frozenWeights(experiment, this.layout);
    this.#random = makeRandom(experiment.training.seed);
    this.#regulariser = new Regulariser(experiment, this.layout);
    this.#trained = new Trained(this.#set, graph, this.layout, saved);
    this.#weigher = new Weigher(experiment, stepsPerEpoch, saved?.weigher);
    this.#objective = objectiveOf(this.#set, graph, this.layout, this.frozen);
  }

  /** The experiment as it acted at the last step: with the changes made to its run, and its courses followed. */
  get experiment(): Experiment {
    return this.#objective.experiment;
  }

  get terms(): Terms {
    return this.#objective.terms;
  }

  get theta(): tf.Tensor1D {
    return this.#trained.theta;
  }

  get statistics(): ReadonlyMap<string, tf.Tensor> {
    return this.#trained.statistics;
  }

  /** Ranges of θ that at least two terms of the combination reach. */
  get sharedRanges(): readonly Range[] {
    return this.#objective.parts.shared;
  }

  /** Changes faders, mutes and the learning rate from the next step on. */
  change(change: Change): void {
    this.#set = withChange(this.#set, change);
    this.#objective = objectiveOf(this.#set, this.#graph, this.layout, this.frozen);
  }

  /**
   * Takes step number `index` on a batch; `measures` asks for the Gramian even where the strategy does without. A dissector
   * looks on and changes nothing.
   */
  async step(batch: Batch, index: number, measures: boolean, dissector?: Dissector): Promise<StepReport> {
    const acting = actingAt(this.#set, index);
    if (acting !== this.experiment) this.#objective = objectiveOf(acting, this.#graph, this.layout, this.frozen);
    const step: Step = {
      ...this.#objective,
      index,
      batch,
      measures,
      random: this.#random.fork(`step-${index}`),
      layout: this.layout,
      trained: this.#trained,
      regulariser: this.#regulariser,
      dissector,
    };
    const engine = tf.engine();
    engine.startScope();
    try {
      if (!step.terms.losses.some(isHeard)) return rest(step);
      return acting.schedule.kind === 'joint' ? await jointStep(step, this.#weigher) : await separateStep(step);
    } finally {
      engine.endScope();
    }
  }

  /** Reads everything back. */
  async save(): Promise<StepState> {
    return { ...(await this.#trained.save()), weigher: this.#weigher.save(), experiment: this.#set };
  }

  dispose(): void {
    this.#trained.dispose();
    this.#regulariser.dispose();
    for (const tensor of this.frozen.values()) tensor.dispose();
  }
}

function frozenWeights(experiment: Experiment, { frozen }: Layout): ReadonlyMap<string, tf.Tensor> {
  const initial = (weight: Layout['frozen'][number]) =>
    tf.keep(tf.tensor(initialWeight(experiment, weight), [...weight.spec.shape]));
  return new Map(frozen.map((weight) => [keyOf(weight), initial(weight)]));
}

/** Nothing is heard: no weight moves, also not by momentum, decay or a layer's L1 and L2. */
function rest(step: Step): StepReport {
  const terms = step.terms.losses.map((loss) => loss.id);
  if (terms.length === 0) return { terms, losses: new Float32Array(), weights: [], offset: 0 };
  const losses = tf.keep(tf.stack([...evaluate(step).losses]) as tf.Tensor1D);
  return { terms, losses, weights: terms.map(() => 0), offset: 0 };
}
