/** The network on the validation images: every loss, the metrics of every head, and what it says about the gallery. */

import * as tf from '@tensorflow/tfjs-core';
import { evaluationBatch } from '../../core/cost.ts';
import { targetOf } from '../../core/datasets/describe.ts';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { type Loss, lossKind } from '../../core/losses/index.ts';
import { makeRandom } from '../../core/random.ts';
import { columnName } from '../../core/run/columns.ts';
import { headMetricsOf } from '../../core/run/headMetrics.ts';
import type { GalleryAnswers } from '../../core/run/protocol.ts';
import type { Stepper } from '../step/stepper.ts';
import type { Batch } from '../step/terms.ts';
import type { Data } from './data.ts';
import { answersOf } from './gallery.ts';
import { type HeadMetric, makeHeadMetric } from './headMetrics.ts';

export interface Evaluation {
  /** A row of the table 'validation', by the names of its columns. */
  readonly row: Readonly<Record<string, number>>;
  /** Confusion matrices by loss id: [truth][answer]. */
  readonly confusion: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/**
 * Evaluates on all validation images, their labels clean; an unknown label takes no part, and where all are unknown a loss is
 * NaN. Class weights are those of the training.  Calls `pause` between batches, which may throw to give up.
 */
export async function evaluate(
  experiment: Experiment,
  data: Data,
  stepper: Stepper,
  pause: () => Promise<void>,
): Promise<Evaluation> {
  const { losses, targets } = stepper.terms;
  const heads = losses.flatMap((loss) => {
    const target = 'target' in loss ? targetOf(experiment, loss.target) : undefined;
    return target && 'target' in loss ? [{ loss, target, metric: makeHeadMetric(target, thresholdOf(loss)) }] : [];
  });
  const sums = losses.map(() => 0);
  const masses = losses.map(() => 0);
  for (const indices of batchesOf(experiment, data.validation)) {
    await withBatch(data, indices, targets, async (batch) => {
      const { losses: scalars, outputs } = run(stepper, batch);
      const values = scalars.length > 0 ? await tf.stack([...scalars]).data() : [];
      for (const [i, value] of values.entries()) {
        const mass = batch.weights.get(losses[i]?.id ?? '')?.mass ?? batch.size;
        sums[i] = (sums[i] ?? 0) + value * mass;
        masses[i] = (masses[i] ?? 0) + mass;
      }
      const { known } = data.samples.draw(indices);
      for (const { loss, metric } of heads) {
        const flags = known[loss.target];
        const isKnown = (i: number) => !flags || flags[indices[i] as number] === 1;
        await addTo(metric, outputs.get(loss.output), batch.targets.get(loss.target), isKnown);
      }
    });
    await pause();
  }
  const row: Record<string, number> = {};
  losses.forEach((loss, i) => {
    row[columnName('loss', loss.id)] = (sums[i] ?? 0) / (masses[i] ?? 0);
  });
  const confusion: Record<string, readonly (readonly number[])[]> = {};
  for (const { loss, target, metric } of heads) {
    const measured = metric.result();
    for (const name of headMetricsOf(target.kind)) row[columnName(name, loss.id)] = measured[name] ?? Number.NaN;
    if (metric.confusion) confusion[loss.id] = metric.confusion();
  }
  return { row, confusion };
}

/** Where a mask begins: at logit 0, or at one half for losses that compare values. */
function thresholdOf(loss: Loss): number {
  const row = lossKind(loss.kind);
  return row.reads === 'target' && row.takes === 'values' ? 0.5 : 0;
}

async function addTo(
  metric: HeadMetric,
  output: tf.Tensor | undefined,
  truth: tf.Tensor | undefined,
  isKnown: (i: number) => boolean,
): Promise<void> {
  if (!output || !truth) return;
  const count = truth.shape[0] ?? 0;
  const kept = Array.from({ length: count }, (_, i) => i).filter(isKnown);
  const [said, right] = [await output.data<'float32'>(), await truth.data<'float32' | 'int32'>()];
  if (kept.length === count) metric.add(said, right, count);
  else metric.add(rowsOf(said, count, kept), rowsOf(right, count, kept), kept.length);
}

/** Some of `count` rows of equal length. */
function rowsOf(values: Float32Array | Int32Array, count: number, kept: readonly number[]): Float32Array {
  const length = values.length / count;
  const rows = new Float32Array(kept.length * length);
  for (const [k, i] of kept.entries()) rows.set(values.subarray(i * length, (i + 1) * length), k * length);
  return rows;
}

/** What the network says about the given images. */
export async function answerGallery(
  experiment: Experiment,
  data: Data,
  stepper: Stepper,
  indices: Int32Array,
  step: number,
): Promise<GalleryAnswers> {
  const answers: Record<string, GalleryAnswers['answers'][string]> = {};
  for (const some of batchesOf(experiment, indices)) {
    await withBatch(data, some, stepper.terms.targets, async (batch) => {
      const { outputs } = run(stepper, batch);
      for (const loss of stepper.terms.losses) {
        if (!('target' in loss)) continue;
        const target = targetOf(experiment, loss.target);
        const output = outputs.get(loss.output);
        if (!target || !output) continue;
        const more = answersOf(
          target,
          await output.data<'float32'>(),
          data.samples.draw(some),
          some,
          thresholdOf(loss),
        );
        answers[loss.id] = [...(answers[loss.id] ?? []), ...more];
      }
    });
  }
  return { step, answers };
}

/** The indices in pieces that fit into memory. */
function batchesOf(experiment: Experiment, indices: Int32Array): Int32Array[] {
  const size = evaluationBatch(experiment, graphOf(experiment).nodes.values());
  const count = Math.ceil(indices.length / size);
  return Array.from({ length: count }, (_, i) => indices.subarray(i * size, (i + 1) * size));
}

function run(stepper: Stepper, batch: Batch) {
  const mode = { isTraining: false, random: makeRandom(0), updates: new Map() };
  return stepper.terms.evaluate(stepper.theta, stepper.statistics, batch, mode);
}

async function withBatch(
  data: Data,
  indices: Int32Array,
  targets: ReadonlySet<string>,
  use: (batch: Batch) => Promise<void>,
): Promise<void> {
  const engine = tf.engine();
  engine.startScope();
  try {
    await use(data.batchOf(indices, targets, true));
  } finally {
    engine.endScope();
  }
}
