/**
 * A heat map as a few paths: cells of one colour are one path, neighbours in a row one rectangle. Paths take their colours from the page,
 * dark or light, and stay sharp on paper.
 */

import type { Table } from '../../../core/run/metrics.ts';
import type { Horizontal } from '../../charts/horizontal.ts';
import { xAt } from '../../charts/horizontal.ts';
import { type Bins, meanIn } from './bins.ts';

/** Steps of the colours from 0 to 1. */
export const levels = 10;

/** The colour of a value from −1 to 1, a whole number from −`levels` to `levels`. Most cosines are small: the root of the size is told. */
export function levelOf(value: number): number {
  return Math.sign(value) * Math.round(levels * Math.sqrt(Math.min(1, Math.abs(value))));
}

/** The colour of a level; conflict stands out more than agreement, also where colours are seen as greys. */
export function colorOf(level: number): string {
  const share = Math.round((100 * Math.abs(level)) / levels);
  const color = level < 0 ? 'var(--wrong)' : 'var(--agree)';
  return `color-mix(in oklab, ${color} ${level < 0 ? share : 0.85 * share}%, var(--paper-3))`;
}

/** Where measurements stand for: 'after' for what follows them until the next, 'before' for what led to them. */
export type Span = 'after' | 'before';

/** The edges of the bins on the axis: bin k reaches from edge k to edge k + 1. */
export function edgesOf(table: Table, { bins }: Bins, across: Horizontal, span: Span): number[] {
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) return [];
  const x = (row: number) => xAt(across, table, row);
  if (span === 'before') return [0, ...bins.map(({ to }) => x(to))];
  // As far as measurements lie apart on the whole.
  const gap =
    last.to > first.from ? (x(last.to) - x(first.from)) / (bins.reduce((sum, { rows }) => sum + rows, 0) - 1) : 1;
  return [...bins.map(({ from }) => x(from)), x(last.to) + gap];
}

interface Place {
  /** [bins + 1] in pixels. */
  readonly edges: readonly number[];
  /** The top of the first row, and the height of each, in pixels. */
  readonly top: number;
  readonly height: number;
}

/** By level the path of all cells of that colour. The rows are the columns of the bins. */
export function heatPaths({ bins, columns }: Bins, { edges, top, height }: Place): ReadonlyMap<number, string> {
  const paths = new Map<number, string>();
  const gap = Math.min(2, height / 6);
  columns.forEach((_, row) => {
    let from = 0;
    let level: number | undefined;
    const end = (at: number) => {
      const [left = Number.NaN, right = Number.NaN] = [edges[from], edges[at]];
      // Where the time was not measured there is no place.
      if (level === undefined || Number.isNaN(left + right)) return;
      const cell = `M${left.toFixed(1)} ${(top + row * height).toFixed(1)}h${(right - left).toFixed(1)}v${(height - gap).toFixed(1)}H${left.toFixed(1)}z`;
      paths.set(level, (paths.get(level) ?? '') + cell);
    };
    for (let k = 0; k <= bins.length; k++) {
      const bin = bins[k];
      const mean = bin && meanIn(bin, row);
      const here = mean === undefined ? undefined : levelOf(mean);
      if (here === level && bin) continue;
      end(k);
      from = k;
      level = here;
    }
  });
  return paths;
}
