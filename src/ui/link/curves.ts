/** The curves of a run as a link carries them: few points of three digits. */
import { readColumnName } from '../../core/run/columns.ts';
import { headMetricNames } from '../../core/run/headMetrics.ts';
import { append, column, emptyTable, type Table } from '../../core/run/metrics.ts';

/** As JSON: numbers by name of column, null where nothing was measured. */
type Columns = Readonly<Record<string, readonly (number | null)[]>>;

export interface Curves {
  readonly train: Columns;
  readonly validation: Columns;
}

/** Most columns and rows of a table that are read from a link. */
const limits = { columns: 40, rows: 400 } as const;

/** The losses in training, as means, and what the evaluations gave: at most `points` rows a table. */
export function thinned(
  { train, validation }: { readonly train: Table; readonly validation: Table },
  points: number,
): Curves {
  const losses = Object.keys(train.buffers).filter((name) => readColumnName(name)?.quantity === 'loss');
  return { train: thin(train, losses, points, true), validation: thin(validation, judged(validation), points, false) };
}

/** Of every head its losses and the one metric that is shown first. */
function judged({ buffers }: Table): string[] {
  const meanings = Object.keys(buffers).map((name) => ({ name, meaning: readColumnName(name) }));
  return meanings.flatMap(({ name, meaning }) => {
    if (!meaning || !('loss' in meaning)) return [];
    if (meaning.quantity === 'loss') return [name];
    const first = headMetricNames.find((metric) =>
      meanings.some((one) => one.meaning?.quantity === metric && one.name === `${metric}:${meaning.loss}`),
    );
    return first === meaning.quantity ? [name] : [];
  });
}

function thin(table: Table, names: readonly string[], points: number, isMean: boolean): Columns {
  const count = Math.min(points, table.length);
  const places = Array.from({ length: count }, (_, i) =>
    count > 1 ? Math.round((i * (table.length - 1)) / (count - 1)) : 0,
  );
  const half = isMean && count > 1 ? Math.floor((table.length - 1) / (count - 1) / 2) : 0;
  const of = (name: string) => {
    const values = column(table, name) ?? new Float32Array();
    return places.map((at) => short(meanAround(values, at, half)));
  };
  const steps = places.map((at) => table.buffers.step?.[at] ?? 0);
  return { step: steps, ...Object.fromEntries(names.map((name) => [name, of(name)])) };
}

function meanAround(values: Float32Array, at: number, half: number): number {
  // The first and the last stand for themselves and what lies inwards, so that each keeps its step.
  const some = values.subarray(Math.max(0, at - half), at + half + 1).filter(Number.isFinite);
  return some.length > 0 ? some.reduce((sum, value) => sum + value, 0) / some.length : Number.NaN;
}

function short(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : null;
}

/** The tables that curves from anybody hold; nothing where they are none. Never throws. */
export function tablesOf(raw: unknown): { readonly train: Table; readonly validation: Table } | undefined {
  if (!isRecord(raw)) return undefined;
  const [train, validation] = [tableOf(raw.train), tableOf(raw.validation)];
  return train && validation ? { train, validation } : undefined;
}

function tableOf(raw: unknown): Table | undefined {
  if (!isRecord(raw)) return undefined;
  const { step, ...rest } = raw;
  const steps = floats(step);
  const names = Object.keys(rest);
  if (!steps || steps.length > limits.rows || names.length > limits.columns) return undefined;
  if (steps.some((value, i) => !(value >= 0) || (i > 0 && value <= (steps[i - 1] ?? 0)))) return undefined;
  const columns: Record<string, Float32Array> = { step: steps };
  for (const name of names) {
    const values = floats(rest[name]);
    if (!readColumnName(name) || values?.length !== steps.length) return undefined;
    columns[name] = values;
  }
  return append(emptyTable, columns);
}

function floats(raw: unknown): Float32Array | undefined {
  if (!Array.isArray(raw) || !raw.every((one) => one === null || Number.isFinite(one))) return undefined;
  return Float32Array.from(raw, (one) => (one === null ? Number.NaN : Number(one)));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
