/** What of a run stands in the table of runs. Whatever is large stays where the run is kept. */
import type { BackendName } from '../backends.ts';
import type { Experiment } from '../experiment.ts';
import { type ColumnMeaning, readColumnName } from './columns.ts';
import { type HeadMetricName, headMetric, headMetrics } from './headMetrics.ts';
import { column, last, type Table } from './metrics.ts';
import type { Change, Failure, RunStatus } from './protocol.ts';
import { type Run, stepsTaken } from './run.ts';

/** A measured value and the number of steps taken before it. */
export interface Measured {
  readonly step: number;
  readonly value: number;
}

/** The last and the best value of a column of evaluations. */
export interface Outcome {
  readonly final: Measured;
  readonly best: Measured;
}

export interface RunSummary {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly isPinned: boolean;
  readonly experiment: Experiment;
  /** Made to it live. */
  readonly changes: readonly { readonly step: number; readonly change: Change }[];
  readonly status: RunStatus;
  readonly failure?: Failure;
  readonly backend?: BackendName;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  readonly steps: number;
  /** The steps of all its epochs; missing before the engine has said it. */
  readonly totalSteps?: number;
  /** Milliseconds a step, of late. */
  readonly stepMs?: number;
  /** Seconds spent on steps; missing where no clock was kept. */
  readonly seconds?: number;
  /** By name of the column of the table 'validation': losses and metrics of heads. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  /** Bytes that the run takes in the library, about; missing where it is not kept there. */
  readonly sizeBytes?: number;
  /** Version of the product that ran it; missing where it is not kept. */
  readonly product?: string;
}

/** What a run and its summary have in common. */
export function inCommon(of: Run | RunSummary) {
  const { id, title, note, isPinned, experiment, changes, status, failure, startedAt } = of;
  return { id, title, note, isPinned, experiment, changes, status, ...(failure && { failure }), startedAt };
}

/** The summary of a run as it is. */
export function summaryOf(run: Run): RunSummary {
  const names = Object.keys(run.validation.buffers);
  const outcomes = names.flatMap((name) => {
    const outcome = outcomeOf(run.validation, name);
    return outcome ? [[name, outcome] as const] : [];
  });
  const seconds = last(run.train, 'time');
  return {
    ...inCommon(run),
    ...(run.choice && { backend: run.choice.name }),
    steps: stepsTaken(run),
    ...(run.dataset && { totalSteps: run.dataset.totalSteps }),
    ...(run.pace && { stepMs: run.pace.stepMs }),
    ...(seconds !== undefined && { seconds }),
    outcomes: Object.fromEntries(outcomes),
  };
}

/** Whether more is better in a column of evaluations. */
export function isHigherBetter(quantity: ColumnMeaning['quantity']): boolean {
  return isHeadMetric(quantity) && headMetric(quantity).isHigherBetter;
}

/** The outcome of a column of evaluations; nothing where it belongs to no loss, or holds no number. */
function outcomeOf(table: Table, name: string): Outcome | undefined {
  const quantity = readColumnName(name)?.quantity;
  if (quantity !== 'loss' && !isHeadMetric(quantity)) return undefined;
  const values = column(table, name);
  const steps = column(table, 'step');
  let outcome: Outcome | undefined;
  const sign = isHigherBetter(quantity) ? -1 : 1;
  for (const [row, value] of values?.entries() ?? []) {
    if (Number.isNaN(value)) continue;
    const final = { step: steps?.[row] ?? 0, value };
    const isBest = !outcome || sign * value < sign * outcome.best.value;
    outcome = { final, best: isBest ? final : (outcome?.best ?? final) };
  }
  return outcome;
}

function isHeadMetric(quantity: string | undefined): quantity is HeadMetricName {
  return quantity !== undefined && Object.hasOwn(headMetrics, quantity);
}
