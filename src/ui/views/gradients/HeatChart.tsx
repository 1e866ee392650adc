/** Cosines over the steps as colours, a row a pair or a layer: red where two losses pull apart. */
import { createContext, type ReactNode, use, useMemo, useRef } from 'react';
import { usePlotArea, useXAxisScale } from 'recharts';
import { column } from '../../../core/run/metrics.ts';
import type { Axis } from '../../charts/axis.ts';
import { Note } from '../../charts/Chart.tsx';
import { lastStep, StepSlider, textColumns, ValueTable } from '../../charts/ChartText.tsx';
import { ChartTitle } from '../../charts/ChartTitle.tsx';
import type { ChartFrame } from '../../charts/chartFrame.ts';
import { DrawnContext } from '../../charts/drawn.ts';
import { Enlargeable } from '../../charts/Enlargeable.tsx';
import { useHoverStep } from '../../charts/hoverStep.ts';
import type { Line } from '../../charts/lines.ts';
import { Plot } from '../../charts/Plot.tsx';
import { SaveButton } from '../../charts/SaveButton.tsx';
import { noTops } from '../../charts/units.ts';
import { formatValue } from '../../format.ts';
import { type Bins, binned, meanIn } from './bins.ts';
import { colorOf, edgesOf, heatPaths, levels, type Span } from './heat.ts';

/** A row of the map. */
export interface HeatRow {
  readonly name: string;
  /** Beside the map and its values. */
  readonly label: string;
  readonly column: string;
}

interface Props {
  readonly frame: ChartFrame;
  readonly title: string;
  /** Id of the entry of the glossary that says what it shows. */
  readonly term: string;
  readonly heading?: ReactNode;
  readonly note: string;
  readonly table: 'train' | 'validation';
  readonly span: Span;
  readonly rows: readonly HeatRow[];
  /** Said after the values where not all rows are drawn. */
  readonly rest?: string;
  readonly empty: string;
}

const HeatContext = createContext<{ readonly bins: Bins; readonly span: Span } | null>(null);
const nothing: [] = [];
/** Most names beside the rows. */
const mostNames = 9;

export function HeatChart({ frame, title, term, heading, note, table, span, rows, rest, empty }: Props) {
  const { tables, changes, across, xEnd } = frame;
  const columns = rows.map((row) => row.column).join('\n');
  const kept = useRef<Bins>(undefined);
  const bins = useMemo(
    () => binned(tables[table], columns === '' ? nothing : columns.split('\n'), kept.current),
    [tables, table, columns],
  );
  kept.current = bins;
  const heat = useMemo(() => ({ bins, span }), [bins, span]);
  const lines = useMemo(() => rows.map((row) => lineOf(row, table)), [rows, table]);
  const hasBins = bins.bins.length > 0;
  const texts = { title, columns: textColumns(tables, lines), last: lastStep(tables) };
  return (
    <Enlargeable title={title}>
      <figcaption className="chart-head">
        {heading ?? <ChartTitle title={title} term={term} />}
        <Note text={note} />
        {hasBins && <Readout frame={frame} rows={rows} bins={bins} table={table} span={span} rest={rest} />}
      </figcaption>
      <div className="chart-plot">
        <HeatContext value={heat}>
          <Plot
            {...{ title, tables, lines, changes, across, xEnd, yAxis: axisOf(rows), Drawing: Cells }}
            rows={nothing}
            raw={nothing}
            overlays={nothing}
            tops={noTops}
          />
        </HeatContext>
        {!hasBins && <p className="chart-empty">{empty}</p>}
      </div>
      {hasBins && (
        <>
          <StepSlider {...texts} />
          <ValueTable {...texts} />
          <SaveButton
            title={title}
            content={() => ({
              title,
              note,
              xLabel: { step: 'step', epoch: 'epoch', time: 'seconds of training' }[across.by],
              yLabel: '',
              legend: scale.map(({ level, label }) => ({
                label,
                color: colorOf(level),
                textColor: 'var(--ink)',
                dash: '',
                width: 8,
              })),
              lines: lines.map((line) => ({ name: line.label, tables, series: line })),
            })}
          />
        </>
      )}
    </Enlargeable>
  );
}

const scale = [
  { level: -levels, label: '−1 opposite' },
  { level: 0, label: '0 unrelated' },
  { level: levels, label: '1 same direction' },
];

function lineOf({ name, column: of }: HeatRow, table: Props['table']): Line {
  const ink = { color: 'var(--ink)', textColor: 'var(--ink)', dash: '', marker: 'circle' as const };
  return { key: of, table, column: of, isSmoothed: false, label: name, ...ink };
}

/** The first row on top; of many rows every second or third is named. */
function axisOf(rows: readonly HeatRow[]): Axis {
  const count = Math.max(1, rows.length);
  const every = Math.ceil(count / mostNames);
  const named = rows.map((_, i) => i).filter((i) => i % every === 0);
  return {
    domain: [0, count],
    ticks: named.map((i) => count - i - 0.5),
    format: (value) => rows[Math.round(count - value - 0.5)]?.label ?? '',
  };
}

/** Must stand inside a chart. */
function Cells() {
  const drawn = use(DrawnContext);
  const heat = use(HeatContext);
  const area = usePlotArea();
  const x = useXAxisScale();
  if (!drawn || !heat || !area || !x) return null;
  const { bins, span } = heat;
  const table = drawn.tables[drawn.lines[0]?.table ?? 'train'];
  const edges = edgesOf(table, bins, drawn.across, span).map((edge) => Math.min(x(edge) ?? 0, area.x + area.width));
  const paths = heatPaths(bins, { edges, top: area.y, height: area.height / Math.max(1, bins.columns.length) });
  return (
    <g className="chart-current">
      {[...paths].map(([level, d]) => (
        <path key={level} d={d} fill={colorOf(level)} shapeRendering="crispEdges" />
      ))}
    </g>
  );
}

interface ReadoutProps extends Pick<Props, 'frame' | 'rows' | 'table' | 'span'> {
  readonly bins: Bins;
  readonly rest: string | undefined;
}

/** The values of the bin at the crosshair, or of the last: the mean, and the worst where it is of several measurements. */
function Readout({ frame, rows, bins, table, span, rest }: ReadoutProps) {
  const step = useHoverStep() ?? Number.POSITIVE_INFINITY;
  const steps = column(frame.tables[table], 'step');
  const at = (row: number) => steps?.[row] ?? 0;
  // One that is measured at the end of its steps stands for those before it.
  const bin =
    (span === 'after'
      ? bins.bins.findLast(({ from }) => at(from) <= step)
      : bins.bins.find(({ to }) => at(to) >= step)) ?? bins.bins.at(span === 'after' ? 0 : -1);
  return (
    <span className="chart-readout" data-testid="readout">
      {rows.map(({ label, column: of }, i) => (
        <span key={of} className="chart-value">
          {label} <b>{formatValue(bin && meanIn(bin, i))}</b>
          {bin && (bin.counts[i] ?? 0) > 1 && <span className="chart-rest"> worst {formatValue(bin.least[i])}</span>}
        </span>
      ))}
      {rest !== undefined && <span className="chart-rest">{rest}</span>}
    </span>
  );
}
