/**
 * Collects what steps report and turns it into columns. Losses stay on the device until then and are read back together,
 * many steps at a time.
 */

import * as tf from '@tensorflow/tfjs-core';
import { columnName, cosineName, layersShare } from '../../core/run/columns.ts';
import type { Columns } from '../../core/run/protocol.ts';
import { cosinesOf } from '../step/measurement.ts';
import type { StepReport } from '../step/step.ts';

interface Row {
  readonly step: number;
  readonly learningRate: number;
  readonly time: number | undefined;
  readonly report: StepReport;
}

/** A loss that is no number any more. */
export interface Divergence {
  readonly step: number;
  readonly loss: string;
  readonly value: number;
}

export class Recorder {
  #rows: Row[] = [];

  get length(): number {
    return this.#rows.length;
  }

  /** Takes what a step reports, and the seconds of training until then where a clock is kept. */
  add(step: number, learningRate: number, report: StepReport, time?: number): void {
    this.#rows.push({ step, learningRate, time, report });
  }

  /** The columns of all steps since the last call, up to the first loss that is not finite. */
  async take(): Promise<{ readonly columns: Columns; readonly divergence?: Divergence }> {
    const rows = this.#rows;
    this.#rows = [];
    const read = await readAll(rows.flatMap(({ report }) => [report.losses, report.gains ?? none]));
    let divergence: Divergence | undefined;
    const records: Record<string, number>[] = [];
    for (const [i, row] of rows.entries()) {
      const [values = none, gains = none] = read.slice(2 * i, 2 * i + 2);
      const bad = values.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0) {
        divergence = { step: row.step, loss: row.report.terms[bad] ?? '', value: values[bad] ?? Number.NaN };
        break;
      }
      records.push(recordOf(row, values, gains));
    }
    return { columns: toColumns(records), ...(divergence ? { divergence } : {}) };
  }

  dispose(): void {
    for (const { report } of this.#rows) {
      if (report.losses instanceof tf.Tensor) report.losses.dispose();
      report.gains?.dispose();
    }
    this.#rows = [];
  }
}

const none = new Float32Array();

/** The vectors as numbers, those of the device in one reading. */
async function readAll(vectors: readonly (tf.Tensor1D | Float32Array)[]): Promise<Float32Array[]> {
  const tensors = vectors.filter((values) => values instanceof tf.Tensor);
  const joined = tensors.length > 0 ? tf.concat(tensors) : undefined;
  const values = joined ? await joined.data<'float32'>() : new Float32Array();
  joined?.dispose();
  let from = 0;
  return vectors.map((entry) => {
    if (!(entry instanceof tf.Tensor)) return entry;
    const part = values.slice(from, from + entry.size);
    from += entry.size;
    entry.dispose();
    return part;
  });
}

function recordOf(
  { step, learningRate, time, report }: Row,
  values: Float32Array,
  gains: Float32Array,
): Record<string, number> {
  const record: Record<string, number> = { step, 'learning-rate': learningRate, total: 0 };
  if (time !== undefined) record.time = time;
  report.terms.forEach((id, i) => {
    const weight = report.weights[i] ?? 0;
    const value = values[i] ?? 0;
    record[columnName('loss', id)] = value;
    record[columnName('weight', id)] = weight;
    record.total = (record.total ?? 0) + weight * value;
  });
  record.total = (record.total ?? 0) + report.offset;
  const measurement = report.measurement;
  if (!measurement) return record;
  const { terms, isShared, gramian, descent, shares } = measurement;
  for (const [id, share] of Object.entries(shares?.losses ?? {})) record[columnName('share', id)] = share;
  if (shares?.layers !== undefined) record[layersShare] = shares.layers;
  terms.forEach((id, i) => {
    record[columnName('norm', id)] = Math.sqrt(Math.max(0, gramian[i]?.[i] ?? 0));
    record[columnName('descent', id)] = descent[i] ?? 0;
    const gain = gains[i];
    if (gain !== undefined) record[columnName('gain', id)] = gain;
  });
  // Losses that share no weight have no angle.
  if (isShared) for (const { pair, cosine } of cosinesOf(terms, gramian)) record[cosineName(...pair)] = cosine;
  return record;
}

/** Records as columns; NaN where a record lacks an entry. */
export function toColumns(records: readonly Readonly<Record<string, number>>[]): Columns {
  const names = new Set(records.flatMap((record) => Object.keys(record)));
  return Object.fromEntries(
    [...names].map((name) => [name, Float32Array.from(records, (record) => record[name] ?? Number.NaN)]),
  );
}
