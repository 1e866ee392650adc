import { type KeyboardEvent, useState } from 'react';
import { measureName, measureText } from '../../../../../core/compare/measures.ts';
import type { Axes } from '../../../../../core/study/axes.ts';
import type { FrontFrame } from './frame.ts';
import { PointMark } from './PointMark.tsx';
import type { FrontPoint } from './points.ts';

interface PointsProps {
  readonly points: readonly FrontPoint[];
  readonly frame: FrontFrame;
  readonly axes: Axes;
  readonly chosen: number | undefined;
  readonly onChoose: (place: number | undefined) => void;
  readonly onNear: (place: number | undefined) => void;
}

/** The points as buttons: one of them takes the Tab key, arrows go from left to right. */
export function Points({ points, frame, axes, chosen, onChoose, onNear }: PointsProps) {
  const [active, setActive] = useState<number>();
  const ordered = points.toSorted((a, b) => a.mean[0] - b.mean[0] || a.mean[1] - b.mean[1]);
  const tabbed = ordered.find(({ place }) => place === (active ?? chosen)) ?? ordered[0];

  function onKeyDown(event: KeyboardEvent<SVGGElement>, point: FrontPoint) {
    const step = steps[event.key];
    if (step !== undefined) {
      const to = Math.min(ordered.length - 1, Math.max(0, ordered.indexOf(point) + step));
      const next = ordered[to];
      setActive(next?.place);
      event.currentTarget.parentElement?.querySelector<SVGGElement>(`[data-place="${next?.place}"]`)?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      onChoose(point.place === chosen ? undefined : point.place);
    } else if (event.key === 'Escape' && chosen !== undefined) onChoose(undefined);
    else return;
    event.preventDefault();
  }

  return (
    <g className="front-points">
      {points.map((point) => {
        const { place } = point;
        const [x, y] = frame.to(point.mean);
        return (
          // biome-ignore lint/a11y/useSemanticElements: a button of HTML cannot stand in a drawing
          <g
            key={place}
            data-place={place}
            className="front-point"
            role="button"
            tabIndex={point === tabbed ? 0 : -1}
            aria-pressed={place === chosen}
            aria-label={pointText(point, axes)}
            transform={`translate(${x} ${y})`}
            onFocus={() => {
              setActive(place);
              onNear(place);
            }}
            onBlur={() => onNear(undefined)}
            onPointerEnter={() => onNear(place)}
            onPointerLeave={() => onNear(undefined)}
            onClick={() => onChoose(place === chosen ? undefined : place)}
            onKeyDown={(event) => onKeyDown(event, point)}
          >
            <circle className="front-target" r={12} />
            <PointMark point={point} />
          </g>
        );
      })}
    </g>
  );
}

const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: 1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** "MGDA: cross-entropy of colour 0.0812, of size 0.432; dominated". */
function pointText({ label, mean, isDominated }: FrontPoint, axes: Axes): string {
  const [x, y] = axes.map((measure, i) => `${measureName(measure)} ${measureText(measure, mean[i] ?? 0)}`);
  return `${label}: ${x}, ${y}; ${isDominated ? 'dominated' : 'on the front'}`;
}
