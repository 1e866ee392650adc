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

/** Evaluates on all validation images, their labels clean; calls `pause` between batches, which may throw to give up. */
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
  for (const indices of batchesOf(experiment, data.validation)) {
    await withBatch(data, indices, targets, async (batch) => {
      const { losses: scalars, outputs } = run(stepper, batch);
      const values = scalars.length > 0 ? await tf.stack([...scalars]).data() : [];
      for (const [i, value] of values.entries()) sums[i] = (sums[i] ?? 0) + value * batch.size;
      for (const { loss, metric } of heads)
        await addTo(metric, outputs.get(loss.output), batch.targets.get(loss.target));
    });
    await pause();
  }
  const row: Record<string, number> = {};
  losses.forEach((loss, i) => {
    row[columnName('loss', loss.id)] = (sums[i] ?? 0) / data.validation.length;
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

async function addTo(metric: HeadMetric, output: tf.Tensor | undefined, truth: tf.Tensor | undefined): Promise<void> {
  if (!output || !truth) return;
  metric.add(await output.data<'float32'>(), await truth.data<'float32' | 'int32'>(), truth.shape[0] ?? 0);
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
