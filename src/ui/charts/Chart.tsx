/**
 * One chart of a run: Recharts draws grid, axes and the lines of the current run from at most 240 rows; past runs are
 * paths in the same scales, cut once per finished run; the crosshair is drawn on top, so that moving the pointer redraws
 * nothing else. For those who do not see it, the chart has a label with its values, a slider to read it at any step, and
 * a table.
 */
import { type CSSProperties, memo, type ReactNode, useMemo } from 'react';
import { CartesianGrid, Line as DrawnLine, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { useStore } from '../store.ts';
import { type Axis, linearAxis, logAxis, stepAxis } from './axis.ts';
import { StepSlider, ValueTable } from './ChartText.tsx';
import { Crosshair } from './Crosshair.tsx';
import { EndMarkers } from './EndMarkers.tsx';
import { extentOf, joinExtents } from './extent.ts';
import { formatValue } from './format.ts';
import { useHoverStep } from './hoverStep.ts';
import { useInTurn } from './inTurn.ts';
import type { Line } from './lines.ts';
import { PastLines, type PastRun } from './PastLines.tsx';
import { type Row, rowsOf, type Tables, valueAt } from './rows.ts';

export interface ChartProps {
  readonly title: string;
  /** In place of the title, where it can be chosen. */
  readonly heading?: ReactNode;
  /** What the lines mean, in a few words. */
  readonly note?: string;
  readonly tables: Tables;
  readonly lines: readonly Line[];
  readonly past?: readonly PastRun[];
  /** Steps at which something was changed while running. */
  readonly changes: readonly number[];
  readonly stepsPerX: number;
  readonly xEnd: number;
  readonly smoothing: number;
  readonly isLogScale?: boolean;
  /** A fixed range, as for shares and cosines. */
  readonly range?: readonly [number, number];
  readonly height: number;
  /** Shown in place of lines while there are none. */
  readonly empty: string;
}

/** A chart is seldom wider than this in pixels. */
const rowLimit = 240;

/** A chart with its heading, current or hovered values, and text alternatives. */
export const Chart = memo(function Chart(latest: ChartProps) {
  return <DrawnChart {...useInTurn(latest)} />;
});

const DrawnChart = memo(function DrawnChart(props: ChartProps) {
  const { title, note, tables, lines, stepsPerX, smoothing, height } = props;
  const rows = useMemo(
    () => rowsOf(tables, lines, { smoothing, stepsPerX, limit: rowLimit }),
    [tables, lines, smoothing, stepsPerX],
  );
  const hasRows = rows.length > 0 && lines.length > 0;
  return (
    <figure className="chart" aria-label={title}>
      <figcaption className="chart-head">
        {props.heading ?? <span className="chart-title">{title}</span>}
        <Note text={note} />
        {hasRows && <Readout tables={tables} lines={lines} />}
      </figcaption>
      <div className="chart-plot" style={{ height }}>
        {hasRows ? <Plot {...props} rows={rows} /> : <p className="chart-empty">{props.empty}</p>}
      </div>
      {hasRows && (
        <>
          <StepSlider title={title} tables={tables} lines={lines} />
          <ValueTable title={title} tables={tables} lines={lines} />
        </>
      )}
    </figure>
  );
});

/** What the lines mean; at the crosshair, where it stands. */
function Note({ text }: { readonly text: string | undefined }) {
  const step = useHoverStep();
  return <span className="chart-note">{step === null ? text : `step ${step.toLocaleString('en')}`}</span>;
}

/** The values at the crosshair, or the last ones. */
function Readout({ tables, lines }: Pick<ChartProps, 'tables' | 'lines'>) {
  const hovered = useHoverStep();
  const lit = useStore((state) => (state.hovered?.kind === 'loss' ? state.hovered.id : null));
  const step = hovered ?? Number.POSITIVE_INFINITY;
  const main = lines.filter((line) => !line.isSecondary);
  return (
    <span className="chart-readout" data-testid="readout">
      {main.slice(0, 6).map((line) => {
        const second = lines.find((one) => one.isSecondary && one.lossId === line.lossId);
        const other = second && valueAt(tables, second, step);
        return (
          <span
            key={line.key}
            className={lit !== null && lit !== line.lossId ? 'chart-value is-dim' : 'chart-value'}
            style={{ color: line.textColor }}
          >
            {line.label} <b>{formatValue(valueAt(tables, line, step))}</b>
            {other !== undefined && <> ({formatValue(other)})</>}
          </span>
        );
      })}
    </span>
  );
}

const margin = { top: 6, right: 10, bottom: 0, left: 0 };
const tickStyle = { fontSize: 11, fill: 'var(--ink-3)' };
const plotStyle: CSSProperties = { width: '100%', height: '100%' };

function Plot({
  lines,
  rows,
  past,
  changes,
  stepsPerX,
  xEnd,
  isLogScale = false,
  range,
  title,
  tables,
}: ChartProps & { readonly rows: readonly Row[] }) {
  const lit = useStore((state) => (state.hovered?.kind === 'loss' ? state.hovered.id : null));
  const yAxis = useMemo(() => yAxisOf(rows, lines, past, isLogScale, range), [rows, lines, past, isLogScale, range]);
  const xAxis = useMemo(() => stepAxis(xEnd / stepsPerX, stepsPerX === 1), [xEnd, stepsPerX]);
  return (
    <LineChart
      responsive
      style={plotStyle}
      data={rows as Row[]}
      margin={margin}
      accessibilityLayer={false}
      title={`${title}: ${describe(tables, lines)}`}
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        type="number"
        dataKey="x"
        domain={xAxis.domain as [number, number]}
        ticks={xAxis.ticks as number[]}
        tickFormatter={xAxis.format}
        tick={tickStyle}
        tickLine={false}
        axisLine={false}
        allowDataOverflow
        height={20}
        interval={0}
      />
      <YAxis
        domain={yAxis.domain as [number, number]}
        ticks={yAxis.ticks as number[]}
        tickFormatter={yAxis.format}
        scale={isLogScale ? 'log' : 'linear'}
        tick={tickStyle}
        tickLine={false}
        axisLine={false}
        allowDataOverflow
        width={40}
        interval={0}
      />
      {changes.map((step) => (
        <ReferenceLine key={step} x={step / stepsPerX} stroke="var(--ink-3)" strokeDasharray="2 3" />
      ))}
      {past && <PastLines runs={past} stepsPerX={stepsPerX} />}
      {lines.map((line) => (
        <DrawnLine
          key={line.key}
          dataKey={line.key}
          name={line.label}
          type="linear"
          stroke={line.color}
          strokeWidth={line.isSecondary ? 1.25 : lit !== null && lit === line.lossId ? 2.5 : 1.5}
          strokeDasharray={line.dash === '' ? '0' : line.dash}
          strokeOpacity={
            lit !== null && line.lossId !== undefined && lit !== line.lossId ? 0.25 : line.isSecondary ? 0.85 : 1
          }
          dot={false}
          activeDot={false}
          isAnimationActive={false}
          connectNulls
        />
      ))}
      <EndMarkers rows={rows} lines={lines} />
      <Crosshair tables={tables} lines={lines} rows={rows} stepsPerX={stepsPerX} />
    </LineChart>
  );
}

function yAxisOf(
  rows: readonly Row[],
  lines: readonly Line[],
  past: readonly PastRun[] | undefined,
  isLogScale: boolean,
  range: readonly [number, number] | undefined,
): Axis {
  if (range && !isLogScale) return linearAxis(range[0], range[1]);
  const extent = joinExtents([
    extentOf(
      rows,
      lines.map((line) => line.key),
      isLogScale,
    ),
    ...(past ?? []).map((run) => (isLogScale ? run.logExtent : run.extent)),
  ]);
  if (!extent) return isLogScale ? logAxis(0.1, 1) : linearAxis(0, 1);
  return isLogScale ? logAxis(...extent) : linearAxis(Math.min(0, extent[0]), extent[1]);
}

function describe(tables: Tables, lines: readonly Line[]): string {
  return lines
    .map(
      (line) =>
        `${line.label}${line.isSecondary ? ' validation' : ''} ${formatValue(valueAt(tables, line, Number.POSITIVE_INFINITY))}`,
    )
    .join(', ');
}
