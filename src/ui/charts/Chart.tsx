/**
 * One chart of a run, drawn from at most 240 rows however long the run. For those who do not see it, the chart has its
 * values in the heading, a slider to read it at any step, and a table.
 */

import { memo, type ReactNode, useMemo } from 'react';
import { grouped } from '../../core/words.ts';
import { formatValue } from '../format.ts';
import { useStore } from '../store.ts';
import { StepSlider, ValueTable } from './ChartText.tsx';
import { useHoverStep } from './hoverStep.ts';
import type { Line } from './lines.ts';
import type { PastRun } from './PastLines.tsx';
import { Plot } from './Plot.tsx';
import { rowsOf, type Tables, valueAt } from './rows.ts';
import './charts.css';

export interface ChartProps {
  readonly title: string;
  /** Stands in place of the title where the title can be chosen. */
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
export const Chart = memo(function Chart(props: ChartProps) {
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
        <Plot {...props} rows={rows} />
        {!hasRows && <p className="chart-empty">{props.empty}</p>}
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
  return <span className="chart-note">{step === null ? text : `step ${grouped(step)}`}</span>;
}

/** The values at the crosshair, or the last ones. */
function Readout({ tables, lines }: Pick<ChartProps, 'tables' | 'lines'>) {
  const hovered = useHoverStep();
  const lit = useStore((state) => (state.hovered?.kind === 'loss' ? state.hovered.id : null));
  const step = hovered ?? Number.POSITIVE_INFINITY;
  const main = lines.filter((line) => !line.isSecondary && !line.isRest);
  const rest = lines.filter((line) => line.isRest).length;
  return (
    <span className="chart-readout" data-testid="readout">
      {main.map((line) => {
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
      {rest > 0 && <span className="chart-rest">and {rest} that conflict less</span>}
    </span>
  );
}
