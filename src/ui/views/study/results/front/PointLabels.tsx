import type { FrontFrame } from './frame.ts';
import { type Area, labelWidth, placeLabels } from './labels.ts';
import type { FrontPoint } from './points.ts';

interface PointLabelsProps {
  readonly points: readonly FrontPoint[];
  readonly frame: FrontFrame;
  /** Points that are named in any case. */
  readonly lit: readonly (number | undefined)[];
  /** Where other words stand. */
  readonly taken: readonly Area[];
}

/** Names beside the points: those of the front have the first claim, then by rank. */
export function PointLabels({ points, frame, lit, taken }: PointLabelsProps) {
  const claim = ({ place, isDominated, result }: FrontPoint) =>
    (lit.includes(place) ? -2e6 : 0) + (isDominated ? 1e6 : 0) + (result.meanRank ?? 1e5);
  const named = points
    .toSorted((a, b) => claim(a) - claim(b))
    .map(({ place, label, mean }) => ({ key: place, at: frame.to(mean), text: label }));
  const dominated = new Set(points.filter(({ isDominated }) => isDominated).map(({ place }) => place));
  return (
    <g className="front-labels">
      {placeLabels(named, frame.width, frame.height, taken).map(({ key, text, x, y, at, isLed }) => {
        const end = Math.min(x + labelWidth(text), Math.max(x, at[0]));
        const className = lit.includes(key) ? 'is-lit' : dominated.has(key) ? 'is-dominated' : undefined;
        return (
          <g key={key} className={className}>
            {isLed && <path d={`M${at[0]} ${at[1]}L${end} ${y + (y < at[1] ? 5 : -5)}`} />}
            <text x={x} y={y} dy="0.34em">
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}
