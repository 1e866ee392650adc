/**
 * A step with one optimizer on the total. The strategy gives the weights w of the losses, and `combine.ts` those of their
 * heads; r is the sum of the added penalties, with their faders, and of the L1 and L2 of layers; η is the learning rate:
 *
 *   g = Σᵢ wᵢ∇Lᵢ + ∇r,   θ ← optimizer(θ, g, η)
 *
 * With the proximal step of L1, g is without λ·sign(θ), and θ ← sign(θ)·max(|θ| − ηλ, 0) comes after it.
 */
import * as tf from '@tensorflow/tfjs-core';
import { combine } from './combine.ts';
import { gainsOf } from './gains.ts';
import type { Recorded } from './measurement.ts';
import { move, shrinkBy } from './move.ts';
import type { Updates } from './network.ts';
import { proximalL1, withoutL1 } from './proximal.ts';
import { evaluate, record, type Step, type StepReport } from './step.ts';
import { withShares } from './updateShares.ts';
import type { Weigher } from './weigher.ts';
import type { Weighing } from './weighing.ts';

export async function jointStep(step: Step, weigher: Weigher): Promise<StepReport> {
  const { parts, trained, heardLayers } = step;
  const faders = Object.fromEntries(step.terms.losses.map((loss) => [loss.id, loss.fader]));
  const updates: Updates = new Map();
  const recorded = record(step, updates);
  const { terms } = recorded;
  const combined = weighAndCombine(step, recorded, weigher, faders).finally(() => recorded.tape.end());
  const { weighing, gradient, measurement } = await combined;

  const before = measurement && tf.clone(trained.theta);
  descend(step, gradient);
  const gains = before && weighing.rows && gainsOf(weighing.rows.gradients, before, trained.theta, parts);
  trained.setStatistics(updates, heardLayers);
  if (weigher.observes) await weigher.observe(await tf.stack([...evaluate(step).losses]).data(), terms, parts, faders);
  return {
    terms,
    losses: weighing.losses ?? tf.keep(tf.stack([...recorded.losses]) as tf.Tensor1D),
    weights: weighing.weights,
    offset: weighing.offset,
    ...(measurement ? { measurement } : {}),
    ...(gains ? { gains } : {}),
  };
}

/** The strategy's weights, g [P], and what was measured. */
async function weighAndCombine(
  step: Step,
  recorded: Recorded,
  weigher: Weigher,
  faders: Readonly<Record<string, number>>,
) {
  const { index, measures, random, regulariser } = step;
  const moment = { step: index, faders, random: random.fork('strategy'), measures };
  const weighing = await weigher.weigh(recorded, moment);
  const { measurement } = weighing;
  const gradient = regulariser.addTo(combine(recorded, weighing), recorded.theta);
  showWeighing(step, recorded, weighing);
  return {
    weighing,
    gradient,
    measurement: measurement && (await withShares(step, recorded, measurement)),
  };
}

/** Shows a dissector the gradients of the rows and of the penalties beside them, and how they are weighed. */
function showWeighing({ terms, parts, dissector }: Step, recorded: Recorded, weighing: Weighing): void {
  if (!dissector) return;
  const { ids, factors } = weighing.of;
  const isPlain = weighing.measurement === undefined;
  const penalties = terms.losses.filter(({ id }) => parts.added.includes(id));
  dissector.differentiate(recorded, [
    ...ids.map((id, i) => ({ id, factor: factors[i] ?? 1, isExtra: isPlain })),
    ...penalties.map(({ id, fader }) => ({ id, factor: fader, isExtra: isPlain || penalties.length > 1 })),
  ]);
  dissector.weighed(weighing);
}

function descend(step: Step, gradient: tf.Tensor1D): void {
  const { experiment, layout, parts, trained, regulariser } = step;
  const { theta } = trained;
  const { learningRate } = experiment.training;
  const lambda = proximalL1(experiment, layout, parts);
  const smooth = lambda ? withoutL1(gradient, theta, lambda) : gradient;
  const rest = () => {
    if (!lambda && !regulariser.isActive) return undefined;
    const ofLayers = regulariser.addTo(tf.zerosLike(theta), theta);
    return lambda ? withoutL1(ofLayers, theta, lambda) : ofLayers;
  };
  move(step, { key: 'joint', gradient: smooth, rate: learningRate, ranges: parts.active, rest });
  if (lambda) shrinkBy(step, tf.mul(lambda, learningRate));
}
