/**
 * One chart of a run, drawn from at most 240 rows however long the run. For those who do not see it, the chart has its
 * values in the heading, a slider to read it at any step, and a table.
 */

import { type ComponentType, memo, type ReactNode, useMemo } from 'react';
import { grouped } from '../../core/words.ts';
import { formatShare, formatValue } from '../format.ts';
import { useStore } from '../store.ts';
import type { ScaleChoice } from './axis.ts';
import { lastStep, nameOf, StepSlider, textColumns, ValueTable } from './ChartText.tsx';
import { ChartTitle } from './ChartTitle.tsx';
import { conflictRate } from './conflict.ts';
import { Enlargeable } from './Enlargeable.tsx';
import type { Horizontal } from './horizontal.ts';
import { useHoverStep } from './hoverStep.ts';
import type { Line } from './lines.ts';
import type { Overlay } from './overlay/cut.ts';
import { overlayScript } from './overlayScript.ts';
import { Plot } from './Plot.tsx';
import { type Row, rowsOf, type Tables, valueAt } from './rows.ts';
import { SaveButton } from './SaveButton.tsx';
import type { Saved } from './save/SaveMenu.tsx';
import { topsOf } from './units.ts';
import './charts.css';

export interface ChartProps {
  readonly title: string;
  /** Id of the entry of the glossary that says what it shows. */
  readonly term?: string;
  /** Stands in place of the title where the title can be chosen. */
  readonly heading?: ReactNode;
  /** What the lines mean, in a few words. */
  readonly note?: string;
  readonly tables: Tables;
  readonly lines: readonly Line[];
  /** The compared runs, cut for this chart, the shown one among them; none where it stands alone. */
  readonly overlays?: readonly Overlay[];
  /** Where something was changed while running, in what the axis counts. */
  readonly changes: readonly number[];
  readonly across: Horizontal;
  readonly xEnd: number;
  readonly smoothing: number;
  readonly scale?: ScaleChoice;
  /** A fixed range, as for shares and cosines. */
  readonly range?: readonly [number, number];
  /** What draws the run alone in place of lines, and from which rows. */
  readonly drawing?: Drawing;
  /** Its plot is put away, as while there is nothing to see in it; the values stay. */
  readonly isFolded?: boolean;
  /** Shown in place of lines while there are none. */
  readonly empty: string;
}

/** Another drawing than lines. */
export interface Drawing {
  readonly Drawing: ComponentType;
  /** From the rows of the lines to those that are drawn. */
  readonly arrange?: (rows: readonly Row[], lines: readonly Line[]) => readonly Row[];
  /** Without what was not smoothed behind it. */
  readonly isOpaque?: boolean;
}

/** A chart is seldom wider than this in pixels. */
const rowLimit = 240;

const alone: readonly Overlay[] = [];
const noRows: readonly Row[] = [];

/** A chart with its heading, current or hovered values, and text alternatives. */
export const Chart = memo(function Chart(props: ChartProps) {
  const { title, note, tables, lines, overlays = alone, across, smoothing, drawing, isFolded = false } = props;
  const isCompared = overlays.length > 0;
  const isDrawn = !isFolded && !isCompared;
  const rows = useMemo(() => {
    const plain = isDrawn ? rowsOf(tables, lines, { smoothing, across, limit: rowLimit }) : noRows;
    return drawing?.arrange?.(plain, lines) ?? plain;
  }, [tables, lines, smoothing, across, drawing, isDrawn]);
  const raw = useMemo(() => {
    const smoothed = isDrawn && smoothing > 0 && !drawing?.isOpaque ? lines.filter(({ isSmoothed }) => isSmoothed) : [];
    return smoothed.length > 0 ? rowsOf(tables, smoothed, { smoothing: 0, across, limit: rowLimit }) : noRows;
  }, [tables, lines, smoothing, across, drawing, isDrawn]);
  const hasRows = isCompared ? overlays.some((one) => one.rows.length > 0) : rows.length > 0 && lines.length > 0;
  const tops = useMemo(() => topsOf(isCompared ? overlays : [{ lines, rows }]), [lines, rows, overlays, isCompared]);
  const columns = useMemo(
    () => (isCompared && overlayScript.known()?.comparedColumns(overlays)) || textColumns(tables, lines),
    [tables, lines, overlays, isCompared],
  );
  const last = Math.max(lastStep(tables), ...overlays.flatMap(({ entry }) => entry.runs.map(lastStep)));
  const HoverTable = isCompared ? overlayScript.known()?.HoverTable : undefined;
  const scales = Object.entries(tops).map(([unit, top]) => {
    const name = lines.find((line) => line.unit === unit)?.endLabel ?? unit;
    return `${name} 0 to ${formatValue(top)}`;
  });
  return (
    <Enlargeable title={title} isFolded={isFolded}>
      <figcaption className="chart-head">
        {props.heading ?? <ChartTitle title={title} term={props.term} />}
        <Note text={[note, ...scales].filter(Boolean).join(' · ')} />
        {(hasRows || isFolded) && <Readout tables={tables} lines={lines} />}
      </figcaption>
      {!isFolded && (
        <div className="chart-plot">
          <Plot
            {...props}
            overlays={overlays}
            rows={rows}
            raw={raw}
            tops={tops}
            {...(drawing && { Drawing: drawing.Drawing })}
          />
          {HoverTable && hasRows && (
            <HoverTable overlays={overlays} tables={tables} across={across} xEnd={props.xEnd} />
          )}
          {!hasRows && <p className="chart-empty">{props.empty}</p>}
        </div>
      )}
      {hasRows && (
        <>
          <StepSlider title={title} columns={columns} last={last} />
          <ValueTable title={title} columns={columns} last={last} />
          <SaveButton title={title} content={() => savedOf(props)} />
        </>
      )}
    </Enlargeable>
  );
});

/** What is saved of the chart: its words beside the drawing, and its numbers. */
function savedOf({ title, note = '', tables, lines, overlays = alone, across }: ChartProps): Saved {
  const names = { step: 'step', epoch: 'epoch', time: 'seconds of training' };
  const text = { title, note, xLabel: names[across.by], yLabel: title.toLowerCase() };
  const compared = overlays.length > 0 && overlayScript.known()?.comparedSaved(overlays);
  if (compared) return { ...text, ...compared };
  const named = lines.map((line) => ({ line, name: nameOf(line) }));
  return {
    ...text,
    legend: named.map(({ line: { color, textColor, dash, isSecondary }, name }) => ({
      label: name,
      color,
      textColor,
      dash,
      width: isSecondary ? 1.25 : 1.5,
    })),
    lines: named.map(({ line, name }) => ({ name, tables, series: line })),
  };
}

/** What the lines mean; at the crosshair, where it stands. */
export function Note({ text }: { readonly text: string | undefined }) {
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
            {line.countsBelowZero && <BelowZero share={conflictRate(tables.train, line.column, step)} />}
          </span>
        );
      })}
      {rest > 0 && <span className="chart-rest">and {rest} that conflict less</span>}
    </span>
  );
}

/** How often a cosine is below zero. */
function BelowZero({ share }: { readonly share: number | undefined }) {
  return share === undefined ? null : <span className="chart-rest"> &lt; 0 at {formatShare(share)}</span>;
}
