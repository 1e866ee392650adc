/** The values of compared runs at a place of the axis, and their differences from the baseline. */
import { spreadOf } from '../../../core/compare/seeds.ts';
import type { TextColumn } from '../ChartText.tsx';
import { type HorizontalKind, horizontalOf, lastX, stepAtX } from '../horizontal.ts';
import type { Line } from '../lines.ts';
import { valueAt } from '../rows.ts';
import type { Overlay } from './cut.ts';

export interface Reading {
  /** Exact, or the mean over the members that were measured there. */
  readonly value: number | undefined;
  /** From the baseline's; undefined for the baseline itself and where one of both has none. */
  readonly difference: number | undefined;
  /** Sample standard deviation over the members; undefined for one. */
  readonly sd: number | undefined;
  /** How many members the value is of. */
  readonly count: number;
}

/** The lines of all overlays by their key, each once, in the order in which they are drawn. */
export function lineColumns(overlays: readonly Overlay[]): readonly Line[] {
  const columns = new Map<string, Line>();
  for (const { lines } of overlays) for (const line of lines) if (!columns.has(line.key)) columns.set(line.key, line);
  return [...columns.values()];
}

/** One reading an overlay. A run that ended before x has none there. */
export function readingsAt(overlays: readonly Overlay[], key: string, by: HorizontalKind, x: number): Reading[] {
  const values = overlays.map((overlay) => meanAt(overlay, key, by, x));
  const base = values[overlays.findIndex(({ entry }) => entry.isBaseline)]?.value;
  return values.map((reading, i) => {
    const isOther = !overlays[i]?.entry.isBaseline && base !== undefined && reading.value !== undefined;
    return { ...reading, difference: isOther ? (reading.value ?? 0) - base : undefined };
  });
}

function meanAt({ entry, lines }: Overlay, key: string, by: HorizontalKind, x: number) {
  const line = lines.find((one) => one.key === key);
  const values = entry.runs.flatMap((run) => {
    const across = horizontalOf(by, run);
    if (!line || x > lastX(across, run)) return [];
    return valueAt(run, line, stepAtX(across, run.train, x)) ?? [];
  });
  if (values.length === 0) return { value: undefined, sd: undefined, count: 0 };
  const { mean, sd, n } = spreadOf(values);
  return { value: mean, sd, count: n };
}

/** The lines of all compared runs for those who read them as text: "size, + PCGrad". */
export function comparedColumns(overlays: readonly Overlay[]): readonly TextColumn[] {
  return lineColumns(overlays).flatMap(({ key, label }) =>
    overlays
      .filter(({ lines }) => lines.some((line) => line.key === key))
      .map((overlay) => ({
        key: `${key} ${overlay.entry.id}`,
        name: `${label}, ${overlay.entry.label}`,
        at: (step: number) => meanAt(overlay, key, 'step', step).value,
      })),
  );
}
