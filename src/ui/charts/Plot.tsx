/**
 * The picture of a chart. Recharts draws the axes, the grid and the marks of changes, and gives the scales; it is drawn
 * anew only when an axis moves. The lines of the run are paths in those scales: with every report of the engine they change alone.
 */
import { type CSSProperties, memo, useMemo, useRef } from 'react';
import { CartesianGrid, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { type Axis, linearAxis, logAxis, stepAxis } from './axis.ts';
import { Crosshair } from './Crosshair.tsx';
import { CurrentLines } from './CurrentLines.tsx';
import { DrawnContext } from './drawn.ts';
import { extentOf, joinExtents } from './extent.ts';
import type { Line } from './lines.ts';
import { PastLines, type PastRun } from './PastLines.tsx';
import type { Row, Tables } from './rows.ts';

interface PlotProps {
  readonly title: string;
  readonly tables: Tables;
  readonly lines: readonly Line[];
  readonly rows: readonly Row[];
  readonly past?: readonly PastRun[] | undefined;
  readonly changes: readonly number[];
  readonly stepsPerX: number;
  readonly xEnd: number;
  readonly isLogScale?: boolean | undefined;
  readonly range?: readonly [number, number] | undefined;
}

/** Axes, lines and crosshair of one chart. */
export function Plot(props: PlotProps) {
  const { title, tables, lines, rows, past, changes, stepsPerX, xEnd, isLogScale = false, range } = props;
  const xAxis = useStill(stepAxis(xEnd / stepsPerX, stepsPerX === 1));
  const yAxis = useStill(yAxisOf(rows, lines, past, isLogScale, range));
  const drawn = useMemo(() => ({ tables, lines, rows, stepsPerX }), [tables, lines, rows, stepsPerX]);
  return (
    <DrawnContext value={drawn}>
      <Frame {...{ title, xAxis, yAxis, isLogScale, past, changes, stepsPerX }} />
    </DrawnContext>
  );
}

/** The axis as it was, as long as it says the same. */
function useStill(axis: Axis): Axis {
  const kept = useRef(axis);
  const isSame = [...axis.domain, ...axis.ticks].join() === [...kept.current.domain, ...kept.current.ticks].join();
  if (!isSame) kept.current = axis;
  return kept.current;
}

const margin = { top: 6, right: 10, bottom: 0, left: 0 };
const plotStyle: CSSProperties = { width: '100%', height: '100%' };

interface FrameProps extends Pick<PlotProps, 'title' | 'past' | 'changes' | 'stepsPerX'> {
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly isLogScale: boolean;
}

const Frame = memo(function Frame({ title, xAxis, yAxis, isLogScale, past, changes, stepsPerX }: FrameProps) {
  return (
    <LineChart responsive style={plotStyle} data={nothing} margin={margin} accessibilityLayer={false} title={title}>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        type="number"
        dataKey="x"
        domain={xAxis.domain as [number, number]}
        ticks={xAxis.ticks as number[]}
        tick={(props: TickProps) => <Tick {...props} format={xAxis.format} dy="0.71em" />}
        tickLine={false}
        axisLine={false}
        niceTicks="none"
        allowDataOverflow
        height={20}
        interval={0}
      />
      <YAxis
        domain={yAxis.domain as [number, number]}
        ticks={yAxis.ticks as number[]}
        scale={isLogScale ? 'log' : 'linear'}
        tick={(props: TickProps) => <Tick {...props} format={yAxis.format} dy="0.355em" />}
        tickLine={false}
        axisLine={false}
        niceTicks="none"
        allowDataOverflow
        width={40}
        interval={0}
      />
      {changes.map((step) => (
        <ReferenceLine key={step} x={step / stepsPerX} stroke="var(--ink-3)" strokeDasharray="2 3" />
      ))}
      {past && <PastLines runs={past} stepsPerX={stepsPerX} />}
      <CurrentLines />
      <Crosshair />
    </LineChart>
  );
});

interface TickProps {
  readonly x: number | string;
  readonly y: number | string;
  readonly textAnchor: string;
  readonly payload: { readonly value: number };
}

/** The number at a tick. The one of Recharts measures its own size on the page, which has it laid out there and then. */
function Tick({ x, y, textAnchor, payload, format, dy }: TickProps & { format: Axis['format']; dy: string }) {
  return (
    <text x={x} y={y} dy={dy} textAnchor={textAnchor as 'middle'} className="chart-tick">
      {format(payload.value)}
    </text>
  );
}

/** The scales come from the axes alone. */
const nothing: Row[] = [];

function yAxisOf(
  rows: readonly Row[],
  lines: readonly Line[],
  past: readonly PastRun[] | undefined,
  isLogScale: boolean,
  range: readonly [number, number] | undefined,
): Axis {
  if (range && !isLogScale) return linearAxis(range[0], range[1]);
  const keys = lines.map((line) => line.key);
  const extent = joinExtents([
    extentOf(rows, keys, isLogScale),
    ...(past ?? []).map((run) => (isLogScale ? run.logExtent : run.extent)),
  ]);
  if (!extent) return isLogScale ? logAxis(0.1, 1) : linearAxis(0, 1);
  return isLogScale ? logAxis(...extent) : linearAxis(Math.min(0, extent[0]), extent[1]);
}
