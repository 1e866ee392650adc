/**
 * Earlier runs behind the current one. They never change, so their rows are cut once (by the identity of their tables)
 * and drawn as plain paths in the scales of the chart: five runs of 20,000 steps cost five strings.
 */
import { memo, use } from 'react';
import { type ScaleFunction, usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import type { Table } from '../../core/run/metrics.ts';
import type { Run } from '../../core/run/run.ts';
import { DrawnContext } from './drawn.ts';
import { type Extent, extentOf } from './extent.ts';
import type { Line } from './lines.ts';
import { pathOf } from './path.ts';
import { type Row, rowsOf } from './rows.ts';
import { noTops, scaleOf, type Tops } from './units.ts';

export interface PastRun {
  readonly id: string;
  readonly lines: readonly Line[];
  /** x counts steps. */
  readonly rows: readonly Row[];
  readonly extent: Extent | undefined;
  readonly logExtent: Extent | undefined;
}

const pastLimit = 200;
const cache = new WeakMap<Table, Map<string, PastRun>>();

/** An earlier run cut for a chart; `name` tells charts and settings apart. */
export function cutPastRun(run: Run, name: string, linesOf: (run: Run) => readonly Line[], smoothing: number): PastRun {
  const cuts = cache.get(run.train) ?? new Map<string, PastRun>();
  cache.set(run.train, cuts);
  const key = `${name} ${smoothing} ${run.validation.length}`;
  const known = cuts.get(key);
  if (known) return known;
  // The smoothing slider passes through many values; only the last few are worth keeping.
  if (cuts.size > 32) cuts.clear();
  const lines = linesOf(run);
  const rows = rowsOf(run, lines, { smoothing, stepsPerX: 1, limit: pastLimit });
  const keys = lines.map((line) => line.key);
  const cut = { id: run.id, lines, rows, extent: extentOf(rows, keys, false), logExtent: extentOf(rows, keys, true) };
  cuts.set(key, cut);
  return cut;
}

/** The lines of earlier runs, pale. */
export function PastLines({ runs, stepsPerX }: { readonly runs: readonly PastRun[]; readonly stepsPerX: number }) {
  const tops = use(DrawnContext)?.tops ?? noTops;
  const area = usePlotArea();
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (!x || !y) return null;
  const floor = area ? area.y + area.height : 0;
  // The scale functions are new with every draw; what they amount to is the place of two points.
  const place = [x(0), x(1), y(0.1), y(1), floor, ...Object.values(tops)].join();
  return (
    <g className="chart-past">
      {runs.map((run) => (
        <PastPaths key={run.id} run={run} stepsPerX={stepsPerX} place={place} x={x} y={y} tops={tops} floor={floor} />
      ))}
    </g>
  );
}

interface PathProps {
  readonly run: PastRun;
  readonly stepsPerX: number;
  readonly place: string;
  readonly x: ScaleFunction;
  readonly y: ScaleFunction;
  readonly tops: Tops;
  readonly floor: number;
}

const PastPaths = memo(
  function PastPaths({ run, stepsPerX, x, y, tops, floor }: PathProps) {
    return run.lines.map((line) => (
      <path
        key={line.key}
        d={pathOf(run.rows, line.key, stepsPerX, { x, y: scaleOf(line, y, tops), floor })}
        fill="none"
        stroke={line.color}
        strokeDasharray={line.dash || undefined}
      />
    ));
  },
  (a, b) => a.run === b.run && a.place === b.place && a.stepsPerX === b.stepsPerX,
);
