/**
 * One measure over the values of a number: mean with error bars, every run a faint dot, the best marked. The points are
 * buttons of which one takes the Tab key; arrows go from value to value and from line to line.
 */
import type { KeyboardEvent } from 'react';
import { type Measure, measureName } from '../../../../../core/compare/measures.ts';
import type { CurveLine, CurvePoint } from '../../../../../core/study/curve/curve.ts';
import { distinctNumbers, type VariedNumber } from '../../../../../core/study/curve/variedNumber.ts';
import type { Plan } from '../../../../../core/study/plan.ts';
import type { SetupResult } from '../../../../../core/study/results.ts';
import type { Study } from '../../../../../core/study/study.ts';
import { type RunLook, toned } from '../../../../charts/overlay/runLook.ts';
import { lossLook } from '../../../../lossLook.ts';
import { useWidth } from '../useWidth.ts';
import { type CurveFrame, curveFrame, room } from './frame.ts';
import { MarkLines } from './MarkLines.tsx';
import { marksOf } from './marks.ts';
import { Point } from './Point.tsx';
import { pointText } from './pointText.ts';

export interface CurvePlotProps {
  readonly study: Study;
  readonly plan: Plan;
  readonly varied: VariedNumber;
  readonly measure: Measure;
  readonly lines: readonly CurveLine[];
  readonly looks: readonly RunLook[];
  /** What is read, by hovering or with the keyboard. */
  readonly read: SetupResult | undefined;
  readonly onRead: (result: SetupResult | undefined) => void;
  readonly chosen: SetupResult | undefined;
  readonly onChoose: (result: SetupResult) => void;
}

const height = 170;

export function CurvePlot(props: CurvePlotProps) {
  const { study, plan, varied, measure, lines, looks, read, onRead, chosen, onChoose } = props;
  const [ref, outer] = useWidth<HTMLDivElement>();
  const look = lossLook(study.experiment, measure.lossId);
  const points = lines.flatMap((line) => line.points);
  const bars = points.flatMap(({ mean, error, runs }) => [
    mean,
    ...barEnds(mean, error),
    ...runs.map(({ value }) => value),
  ]);
  const width = Math.max(120, outer - room.left - room.right);
  const extents = { values: distinctNumbers(plan.setups, varied), heights: bars, ...varied };
  const frame = curveFrame(extents, width, height);
  const marks = marksOf(lines, measure, varied, study);
  const bestLine = lines.find((line) => marks && line.points.includes(marks.best));
  // Lines stand beside each other at a value, not over each other.
  const shift = (i: number) => (lines.length > 1 ? (i - (lines.length - 1) / 2) * Math.min(6, 24 / lines.length) : 0);
  const active = points.find(({ result }) => result === (read ?? chosen)) ?? points[0];
  const label = `${measureName(measure)} over ${varied.name}`;
  const onKey = (event: KeyboardEvent<SVGSVGElement>) => {
    const next = active && neighbour(lines, active, event.key);
    if (!next) return;
    event.preventDefault();
    onRead(next.result);
    event.currentTarget.querySelector<SVGGElement>(`[data-at="${points.indexOf(next)}"]`)?.focus();
  };
  return (
    <figure className="curve" ref={ref}>
      <figcaption style={{ color: look.text }}>
        {measureName(measure)} {measure.isHigherBetter ? '↑' : '↓'}
      </figcaption>
      {outer > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a drawing with buttons in it is no fieldset
        <svg
          width={outer}
          height={height + room.top + room.bottom}
          viewBox={`${-room.left} ${-room.top} ${outer} ${height + room.top + room.bottom}`}
          role="group"
          aria-label={label}
          onKeyDown={onKey}
          onPointerLeave={() => onRead(undefined)}
        >
          <Ticks frame={frame} name={varied.name} />
          {marks && <MarkLines marks={marks} frame={frame} label={bestLine?.label ?? ''} />}
          {lines.map((line, i) => {
            const tone = looks[i] ?? looks[0];
            const color = tone ? toned(look.color, tone) : look.color;
            return (
              <g key={line.label} transform={`translate(${shift(i)} 0)`}>
                {!varied.isDrawn && (
                  <path
                    d={lineText(line.points, frame)}
                    className="curve-line"
                    stroke={color}
                    strokeDasharray={tone?.dash}
                  />
                )}
                {line.points.map((point) => (
                  <Point
                    key={point.value}
                    point={point}
                    frame={frame}
                    color={color}
                    text={pointText(point.result, [measure], study)}
                    at={points.indexOf(point)}
                    isActive={point === active}
                    isRead={point.result === read}
                    isChosen={point.result === chosen}
                    isBest={point === marks?.best || point === marks?.simplest?.point}
                    onRead={onRead}
                    onChoose={onChoose}
                  />
                ))}
              </g>
            );
          })}
        </svg>
      )}
    </figure>
  );
}

function Ticks({ frame, name }: { readonly frame: CurveFrame; readonly name: string }) {
  const { width, xTicks, yTicks, breakAt } = frame;
  return (
    <g className="curve-ticks">
      {yTicks.map(({ at, text }) => (
        <g key={text} transform={`translate(0 ${at})`}>
          <path d={`M0 0H${width}`} />
          <text x={-8} dy="0.33em" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {breakAt !== undefined && (
        <path className="curve-break" d={`M${breakAt - 4} ${height + 5}l4 -10M${breakAt + 1} ${height + 5}l4 -10`} />
      )}
      {xTicks.map(({ at, text }) => (
        <text key={text} x={at} y={height + 18} textAnchor="middle">
          {text}
        </text>
      ))}
      <text className="curve-name" x={width / 2} y={height + 35} textAnchor="middle">
        {name}
      </text>
    </g>
  );
}

/** The ends of an error bar; none of a single run. */
export function barEnds(mean: number, error: number): number[] {
  return Number.isFinite(error) ? [mean - error, mean + error] : [];
}

function lineText(points: readonly CurvePoint[], { x, y }: CurveFrame): string {
  return points
    .map(({ value, mean }, i) => `${i === 0 ? 'M' : 'L'}${x(value).toFixed(1)} ${y(mean).toFixed(1)}`)
    .join('');
}

/** Where an arrow leads from a point: along its line, or to the point of another line at the nearest value. */
function neighbour(lines: readonly CurveLine[], from: CurvePoint, key: string): CurvePoint | undefined {
  const of = lines.findIndex(({ points }) => points.includes(from));
  const line = lines[of]?.points ?? [];
  const at = line.indexOf(from);
  if (key === 'ArrowLeft') return line[at - 1];
  if (key === 'ArrowRight') return line[at + 1];
  if (key === 'Home') return line[0];
  if (key === 'End') return line.at(-1);
  const other = key === 'ArrowDown' ? lines[of + 1] : key === 'ArrowUp' ? lines[of - 1] : undefined;
  const distance = ({ value }: CurvePoint) => Math.abs(value - from.value);
  return other?.points.toSorted((a, b) => distance(a) - distance(b))[0];
}
