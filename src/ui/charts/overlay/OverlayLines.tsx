/**
 * The lines of the compared runs, as plain paths in the scales of the chart. Those of a run that is over are drawn again
 * only when an axis moves.
 */
import { memo, use } from 'react';
import { type ScaleFunction, usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import { useStore } from '../../store.ts';
import { DrawnContext } from '../drawn.ts';
import type { Line } from '../lines.ts';
import { bandOf, pathOf } from '../path.ts';
import { type Cut, scaleOf, type Tops } from '../units.ts';
import type { Overlay } from './cut.ts';
import { EndLabels } from './EndLabels.tsx';
import { fullKey, highKey, lowKey } from './meanRows.ts';

/** Must stand inside a chart. */
export function OverlayLines() {
  const drawn = use(DrawnContext);
  const area = usePlotArea();
  const x = useXAxisScale();
  const y = useYAxisScale();
  const lit = useStore((state) => state.hovered);
  if (!drawn || !area || !x || !y) return null;
  const { overlays, tops } = drawn;
  const floor = area.y + area.height;
  // The scale functions are new with every draw; what they amount to is the place of two points.
  const place = [x(0), x(1), y(0.1), y(1), floor, ...Object.values(tops)].join();
  const litLoss = lit?.kind === 'loss' ? lit.id : null;
  // The shown run lies over the others.
  const ordered = [...overlays].sort((a, b) => Number(a.entry.isShown) - Number(b.entry.isShown));
  return (
    <g className="chart-overlay">
      {ordered.map((overlay) => (
        <g key={overlay.entry.id} opacity={lit?.kind === 'run' && lit.id !== overlay.entry.id ? 0.2 : 1}>
          <OverlayPaths {...{ overlay, place, x, y, tops, floor, ceiling: area.y, litLoss }} />
        </g>
      ))}
      <EndLabels overlays={overlays} x={x} y={y} tops={tops} area={area} />
    </g>
  );
}

interface PathProps {
  readonly overlay: Overlay;
  readonly place: string;
  readonly x: ScaleFunction;
  readonly y: ScaleFunction;
  readonly tops: Tops;
  readonly floor: number;
  readonly ceiling: number;
  readonly litLoss: string | null;
}

const OverlayPaths = memo(
  function OverlayPaths({ overlay, x, y, tops, floor, ceiling, litLoss }: PathProps) {
    const { width } = overlay.entry.look;
    const scales = (line: Line) => ({ x, y: scaleOf(line, y, tops), floor });
    const d = (line: Line, { rows }: Cut) => pathOf(rows, line.key, scales(line));
    const band = (line: Line) => bandOf(overlay.rows, lowKey(line.key), highKey(line.key), scales(line));
    const opacity = ({ lossId }: Line) => (litLoss !== null && lossId !== undefined && lossId !== litLoss ? 0.25 : 1);
    const strokeOf = (line: Line) => ({
      fill: 'none',
      stroke: line.color,
      strokeWidth: overlay.isMean ? width + 0.4 : width,
      strokeDasharray: line.dash || undefined,
      strokeOpacity: opacity(line),
    });
    return (
      <>
        {overlay.faint.map((cut, i) =>
          cut.lines.map((line) => (
            <path
              // biome-ignore lint/suspicious/noArrayIndexKey: the members of a mean have no other name here
              key={`${i} ${line.key}`}
              d={pathOf(cut.rows, line.key, { ...scales(line), ceiling })}
              fill="none"
              stroke={line.color}
              className="chart-faint"
            />
          )),
        )}
        {overlay.isMean &&
          overlay.lines.map((line) => (
            <path key={line.key} d={band(line)} fill={line.color} className="chart-band" stroke="none" />
          ))}
        {overlay.isMean &&
          overlay.lines.map((line) => (
            // Where fewer runs reach, their mean is paler.
            <path key={line.key} d={pathOf(overlay.rows, fullKey(line.key), scales(line))} {...strokeOf(line)} />
          ))}
        {overlay.lines.map((line) => (
          <path key={line.key} d={d(line, overlay)} {...strokeOf(line)} opacity={overlay.isMean ? 0.45 : undefined} />
        ))}
      </>
    );
  },
  (a, b) => a.overlay === b.overlay && a.place === b.place && a.litLoss === b.litLoss,
);
