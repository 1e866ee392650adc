/** Ticks and names of the axes, and what each task reaches alone. */
import type { Experiment } from '../../../../../core/experiment.ts';
import { type Axes, axisText } from '../../../../../core/study/axes.ts';
import type { SetupResult } from '../../../../../core/study/results.ts';
import { lossLook } from '../../../../lossLook.ts';
import { type FrontFrame, room } from './frame.ts';

interface ScalesProps {
  readonly frame: FrontFrame;
  readonly axes: Axes;
  /** Whose losses have the colours. */
  readonly experiment: Experiment;
}

export function Scales({ frame: { width, height, axes: scales, to }, axes, experiment }: ScalesProps) {
  const [across, up] = scales;
  const colorOf = (i: 0 | 1) => lossLook(experiment, axes[i].lossId).text;
  return (
    <g className="front-scales">
      {up.ticks.map((tick) => {
        const [, y] = to([across.domain[0], tick]);
        return (
          <g key={tick}>
            <path d={`M0 ${y}H${width}`} />
            <text x={-7} y={y} dy="0.33em" textAnchor="end">
              {up.format(tick)}
            </text>
          </g>
        );
      })}
      {across.ticks.map((tick) => (
        <text key={tick} x={to([tick, up.domain[0]])[0]} y={height + 16} textAnchor="middle">
          {across.format(tick)}
        </text>
      ))}
      <text className="front-axis" x={width / 2} y={height + 35} textAnchor="middle" style={{ fill: colorOf(0) }}>
        {axisText(axes[0])}
      </text>
      <text
        className="front-axis"
        textAnchor="middle"
        transform={`translate(${13 - room.left} ${height / 2}) rotate(-90)`}
        style={{ fill: colorOf(1) }}
      >
        {axisText(axes[1])}
      </text>
    </g>
  );
}

/** What a task reaches alone, as a line across the plane. */
export interface AloneLine {
  readonly key: string;
  readonly label: string;
  readonly d: string;
  readonly color: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

/** One a task and axis that it has a value on, where that is within the drawing. */
export function aloneLines(alone: readonly SetupResult[], axes: Axes, frame: FrontFrame): AloneLine[] {
  const { width, height, to, axes: scales } = frame;
  return alone.flatMap(({ setup: { label, experiment }, final }) =>
    ([0, 1] as const).flatMap((i): AloneLine[] => {
      const value = final.get(axes[i].key)?.mean;
      const [low, high] = scales[i].domain;
      if (value === undefined || value < low || value > high) return [];
      const [x, y] = to(i === 0 ? [value, scales[1].domain[0]] : [scales[0].domain[0], value]);
      const color = lossLook(experiment, axes[i].lossId).text;
      const common = { key: `${label} ${i}`, label, color };
      return i === 0
        ? [{ ...common, d: `M${x} 0V${height}`, x: x + 4, y: 7, anchor: 'start' }]
        : [{ ...common, d: `M0 ${y}H${width}`, x: width - 2, y: y - 8, anchor: 'end' }];
    }),
  );
}

export function AloneLines({ lines }: { readonly lines: readonly AloneLine[] }) {
  return lines.map(({ key, label, d, color, x, y, anchor }) => (
    <g key={key} className="front-alone">
      <path d={d} />
      <text x={x} y={y} dy="0.34em" textAnchor={anchor} style={{ fill: color }}>
        {label}
      </text>
    </g>
  ));
}
