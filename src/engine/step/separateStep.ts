/**
 * A step with one optimizer per weighed loss, at the learning rate η and the rates rᵢ of the losses. gᵢ(θ) = fᵢ∇Lᵢ, and s·p
 * is a loss's part of the penalties (`divided.ts`). θ₀ is θ before the step, tᵢ the turns of a loss:
 *
 *   together:  θ ← optimizerᵢ(θ, gᵢ(θ₀) + s·p(θ₀), ηrᵢ)           for i = 1 … m
 *   in turn:   θ ← optimizerᵢ(θ, gᵢ(θ) + s·p(θ), ηrᵢ), tᵢ times   for i = 1 … m
 *   then:      θ ← optimizer(θ, p(θ₀), η)                        where only penalties reach
 *
 * The proximal step of L1, soft(θ, a) = sign(θ)·max(|θ| − a, 0), where the optimizer takes it:
 *
 *   together:  θ ← soft(θ, ηλ·mean(rᵢ))   at the end; the mean is over the losses that reach, 1 where none does
 *   in turn:   θ ← soft(θ, s·ηrᵢλ)        after every turn of a loss, where it reaches
 *              θ ← soft(θ, ηλ)            at the end, where only penalties reach
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Loss } from '../../core/losses/index.ts';
import { Divided } from './divided.ts';
import { gainsOf } from './gains.ts';
import type { Slot } from './layout.ts';
import { type Measurement, measureSum, type Recorded } from './measurement.ts';
import { move, penaltyOptimizer, shrinkBy } from './move.ts';
import type { Updates } from './network.ts';
import { meanFactors, perSlot, unreached } from './parts.ts';
import { dissect, gradientOf, record, type Step, type StepReport } from './step.ts';
import { withShares } from './updateShares.ts';

export async function separateStep(step: Step): Promise<StepReport> {
  const { experiment, parts, trained, heardLayers, measures } = step;
  const { losses } = step.terms;
  const isInTurn = experiment.schedule.kind === 'alternating';
  const weighed = losses.filter((loss) => parts.weighed.includes(loss.id));
  const divided = new Divided(step, parts.weighed);
  const updates: Updates = new Map();
  const pass = record(step, updates);
  try {
    if (!isInTurn || weighed.length === 0) dissect(step, pass, weighed);
    const values = tf.stack([...pass.losses]) as tf.Tensor1D;
    const looks = measures && weighed.length > 0;
    const gradients = looks || !isInTurn ? weighed.map(({ id }) => gradientOf(step, pass, [id])) : [];
    // What plain gradient descent does, to first order: the sum of the gradients times their rates and turns.
    const factors = weighed.map((loss) => loss.rate * (isInTurn ? loss.turns : 1));
    const measurement = looks ? await measureSeparate(step, pass, gradients, factors) : undefined;
    const penalty = divided.penaltyAt(pass);
    const before = measurement && tf.clone(trained.theta);
    if (isInTurn) takeTurns(step, weighed, divided, { pass, gradient: gradients[0], penalty });
    else for (const [i, loss] of weighed.entries()) apply(step, loss, divided, gradients[i] as tf.Tensor1D, penalty);
    if (penalty) applyRest(step, penalty);
    if (divided.lambda) shrinkRest(step, weighed, divided.lambda, isInTurn);
    const gains = before && gainsOf(tf.stack([...gradients]) as tf.Tensor2D, before, trained.theta, parts);
    trained.setStatistics(updates, heardLayers);
    return {
      terms: pass.terms,
      losses: tf.keep(values),
      weights: losses.map((loss) => loss.fader),
      offset: 0,
      ...(measurement ? { measurement } : {}),
      ...(gains ? { gains } : {}),
    };
  } finally {
    pass.tape.end();
  }
}

async function measureSeparate(
  step: Step,
  pass: Recorded,
  gradients: readonly tf.Tensor1D[],
  factors: readonly number[],
): Promise<Measurement> {
  const { layout, parts } = step;
  const measurement = await measureSum(gradients, parts.weighed, factors, parts);
  return withShares(step, pass, measurement, meanFactors(layout, parts.weighed, factors));
}

/** What is known at θ₀. */
interface Start {
  readonly pass: Recorded;
  /** [P] g₁, where it was measured. */
  readonly gradient: tf.Tensor1D | undefined;
  /** [P] p. */
  readonly penalty: tf.Tensor1D | undefined;
}

function takeTurns(step: Step, weighed: readonly Loss[], divided: Divided, start: Start): void {
  const turns = weighed.flatMap((loss) => Array.from({ length: loss.turns }, () => loss));
  for (const [i, loss] of turns.entries()) {
    // What a turn makes goes with it: a hundred turns take the memory of one.
    tf.tidy(() => {
      const pass = i === 0 ? start.pass : record(step);
      try {
        dissect(step, pass, [loss], loss.id);
        const gradient = (i === 0 ? start.gradient : undefined) ?? gradientOf(step, pass, [loss.id]);
        apply(step, loss, divided, gradient, i === 0 ? start.penalty : divided.penaltyAt(pass));
      } finally {
        pass.tape.end();
      }
      shrinkTurn(step, loss, divided);
    });
  }
}

/** θ ← optimizerᵢ(θ, g + s·p, ηrᵢ). */
function apply(
  step: Step,
  { id, rate }: Loss,
  divided: Divided,
  gradient: tf.Tensor1D,
  penalty: tf.Tensor1D | undefined,
): void {
  const { learningRate } = step.experiment.training;
  const ranges = step.parts.reach.get(id) ?? [];
  const whole = divided.addPart(gradient, penalty);
  const { decayShare } = divided;
  const rest = () => divided.partOf(penalty);
  move(step, { key: id, gradient: whole, rate: learningRate * rate, ranges, decayShare, rest });
}

/** Shrinks what a loss reaches by its part of L1, after a turn of it. */
function shrinkTurn(step: Step, { id, rate }: Loss, { lambda, share }: Divided): void {
  if (!lambda || !share) return;
  const { experiment, layout } = step;
  const { learningRate } = experiment.training;
  const rates = perSlot(layout, ({ terms }) => (terms.includes(id) ? learningRate * rate : 0));
  shrinkBy(step, tf.mul(tf.mul(lambda, share), rates));
}

/** Moves what only penalties reach. */
function applyRest(step: Step, penalty: tf.Tensor1D): void {
  const { experiment, layout, parts } = step;
  const ranges = unreached(layout, parts);
  if (ranges.length === 0) return;
  const { learningRate } = experiment.training;
  move(step, { key: penaltyOptimizer, gradient: penalty, rate: learningRate, ranges, rest: () => penalty });
}

/** Shrinks what no turn has shrunk: everything together, and in turn what only penalties reach. */
function shrinkRest(step: Step, weighed: readonly Loss[], lambda: tf.Tensor1D, isInTurn: boolean): void {
  const { experiment, layout, parts } = step;
  const isRest = ({ terms }: Slot) => !terms.some((id) => parts.weighed.includes(id));
  const rates = weighed.map(({ rate }) => rate);
  const factors = isInTurn
    ? perSlot(layout, (slot) => (isRest(slot) ? 1 : 0))
    : meanFactors(layout, parts.weighed, rates);
  shrinkBy(step, tf.mul(tf.mul(lambda, experiment.training.learningRate), factors));
}
