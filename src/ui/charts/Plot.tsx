/**
 * The picture of a chart. Recharts draws the axes, the grid and the marks of changes, and gives the scales; it is drawn
 * anew only when an axis moves. The lines of the run are paths in those scales: with every report of the engine they change alone.
 */
import { type ComponentType, type CSSProperties, memo, useMemo, useRef } from 'react';
import { CartesianGrid, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { type Axis, isLogarithmic, linearAxis, logAxis, type ScaleChoice, stepAxis, tickRoom } from './axis.ts';
import { Crosshair } from './Crosshair.tsx';
import { CurrentLines, endLabelRoom } from './CurrentLines.tsx';
import { DrawnContext } from './drawn.ts';
import { extentOf, joinExtents } from './extent.ts';
import type { Horizontal } from './horizontal.ts';
import type { Line } from './lines.ts';
import type { Overlay } from './overlay/cut.ts';
import { overlayScript } from './overlayScript.ts';
import type { Row, Tables } from './rows.ts';
import type { Tops } from './units.ts';

interface PlotProps {
  readonly title: string;
  readonly tables: Tables;
  readonly lines: readonly Line[];
  readonly rows: readonly Row[];
  readonly tops: Tops;
  /** Of the lines that are smoothed: as they were before. */
  readonly raw: readonly Row[];
  readonly overlays: readonly Overlay[];
  /** Where something was changed, in what the axis counts, like all of x. */
  readonly changes: readonly number[];
  readonly across: Horizontal;
  readonly xEnd: number;
  readonly scale?: ScaleChoice | undefined;
  readonly range?: readonly [number, number] | undefined;
  /** The vertical axis, where it counts no values of the lines. */
  readonly yAxis?: Axis;
  /** What draws the rows of the run alone: its lines, where nothing else is said. */
  readonly Drawing?: ComponentType;
}

/** Axes, lines and crosshair of one chart. */
export function Plot(props: PlotProps) {
  const { title, tables, lines, rows, raw, overlays, changes, across, xEnd, scale = 'linear', range, tops } = props;
  const xAxis = useStill(stepAxis(xEnd, across.by));
  const fixed = props.yAxis ?? (range && linearAxis(...range));
  const { axis, isLogScale } = fixed ? { axis: fixed, isLogScale: false } : yAxisOf(rows, lines, scale, overlays);
  const yAxis = useStill(axis);
  const drawn = useMemo(
    () => ({ tables, lines, rows, raw, across, tops, overlays }),
    [tables, lines, rows, raw, across, tops, overlays],
  );
  const endRoom = endLabelRoom(overlays.length > 0 ? overlays.flatMap((one) => one.lines) : lines);
  const Lines = overlayScript.known()?.OverlayLines;
  return (
    <DrawnContext value={drawn}>
      <Frame
        {...{
          title,
          xAxis,
          yAxis,
          isLogScale,
          changes,
          endRoom,
          Lines: overlays.length > 0 && Lines ? Lines : (props.Drawing ?? CurrentLines),
        }}
      />
    </DrawnContext>
  );
}

/** The axis as it was, as long as it says the same. */
function useStill(axis: Axis): Axis {
  const kept = useRef(axis);
  if (saidBy(axis) !== saidBy(kept.current)) kept.current = axis;
  return kept.current;
}

function saidBy({ domain, ticks, format }: Axis): string {
  return [...domain, ...ticks, ...ticks.map(format)].join();
}

const plotStyle: CSSProperties = { width: '100%', height: '100%' };

interface FrameProps extends Pick<PlotProps, 'title' | 'changes'> {
  readonly Lines: ComponentType;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly isLogScale: boolean;
  /** In pixels, at the right. */
  readonly endRoom: number;
}

const Frame = memo(function Frame(props: FrameProps) {
  const { title, xAxis, yAxis, isLogScale, changes, endRoom, Lines } = props;
  const margin = useMemo(() => ({ top: 6, right: endRoom, bottom: 0, left: 0 }), [endRoom]);
  const end = xAxis.domain[1];
  return (
    <LineChart responsive style={plotStyle} data={nothing} margin={margin} accessibilityLayer={false} title={title}>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        type="number"
        dataKey="x"
        domain={xAxis.domain as [number, number]}
        ticks={xAxis.ticks as number[]}
        tick={(props: TickProps) => (
          <Tick
            {...props}
            // What stands at the very end would reach beyond the chart.
            textAnchor={props.payload.value > 0.97 * end ? 'end' : 'middle'}
            format={xAxis.format}
            dy="0.71em"
          />
        )}
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
        width={tickRoom(yAxis)}
        interval={0}
      />
      {changes.map((x) => (
        <ReferenceLine key={x} x={x} stroke="var(--ink-3)" strokeDasharray="2 3" />
      ))}
      <Lines />
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
  scale: ScaleChoice,
  overlays: readonly Overlay[],
): { readonly axis: Axis; readonly isLogScale: boolean } {
  const keys = lines.map((line) => line.key);
  const isCompared = overlays.length > 0;
  const all = joinExtents(isCompared ? overlays.map(({ extent }) => extent) : [extentOf(rows, keys, false)]);
  const positive = joinExtents(isCompared ? overlays.map(({ logExtent }) => logExtent) : [extentOf(rows, keys, true)]);
  const isLogScale = isLogarithmic(scale, all, positive);
  if (isLogScale) return { axis: logAxis(...(positive ?? ([0.1, 1] as const))), isLogScale };
  return { axis: all ? linearAxis(Math.min(0, all[0]), all[1]) : linearAxis(0, 1), isLogScale };
}
