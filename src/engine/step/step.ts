/** A step under way: what it starts from, its forward pass, and what it reports. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Loss } from '../../core/losses/index.ts';
import type { Random } from '../../core/random.ts';
import type { Dissector } from './dissector.ts';
import type { Layout } from './layout.ts';
import type { Measurement, Recorded } from './measurement.ts';
import type { Updates } from './network.ts';
import type { Objective } from './objective.ts';
import type { Regulariser } from './regulariser.ts';
import { Tape } from './tape.ts';
import type { Batch, Evaluated } from './terms.ts';
import type { Trained } from './trained.ts';

export interface Step extends Objective {
  /** Its number in the run, from 0. */
  readonly index: number;
  readonly batch: Batch;
  /** Asks for the Gramian even where the strategy does without, and for that of every layer. */
  readonly measures: boolean;
  /** Of this step alone: every forward pass of it drops the same units. */
  readonly random: Random;
  readonly layout: Layout;
  readonly trained: Trained;
  readonly regulariser: Regulariser;
  /** Looks on, where the step is to be taken apart. */
  readonly dissector: Dissector | undefined;
}

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
  /** [rows of the measurement] by how much the step lowers each, on the device. The caller disposes of it. */
  readonly gains?: tf.Tensor1D;
}

/** The forward pass and the losses at the present θ. `updates` takes the moving statistics after this batch. */
export function evaluate(step: Step, updates: Updates = new Map()): Evaluated {
  const { terms, trained, batch, random } = step;
  return terms.evaluate(trained.theta, trained.statistics, batch, { isTraining: true, random, updates });
}

/** The same on a tape, which the caller ends. */
export function record(step: Step, updates: Updates = new Map()): Recorded {
  const { terms, parts, trained } = step;
  const { value, tape } = Tape.record(() => evaluate(step, updates));
  const recorded = {
    theta: trained.theta,
    losses: value.losses,
    terms: terms.losses.map(({ id }) => id),
    parts,
    tape,
  };
  step.dissector?.passed(recorded, value.outputs);
  return recorded;
}

/** Shows a dissector the gradients on a pass of these losses, each with its fader, and of the penalties beside them. */
export function dissect(step: Step, recorded: Recorded, losses: readonly Loss[], turn?: string): void {
  const { added } = step.parts;
  const penalties = step.terms.losses.filter(({ id }) => added.includes(id));
  const rows = [
    ...losses.map(({ id, fader }) => ({ id, factor: fader, isExtra: false })),
    // All of them are taken in one pass.
    ...penalties.map(({ id, fader }) => ({ id, factor: fader, isExtra: added.length > 1 })),
  ];
  step.dissector?.differentiate(recorded, rows, turn);
}

/** Σ fᵢ∇Lᵢ [P] of the losses of these ids, at the θ of a pass. */
export function gradientOf({ terms }: Step, { theta, losses, tape }: Recorded, ids: readonly string[]): tf.Tensor1D {
  const factors = terms.losses.map(({ id, fader }) => (ids.includes(id) ? fader : 0));
  return tape.backward(
    theta,
    losses.map((loss, i) => [loss, factors[i] ?? 0]),
  );
}
