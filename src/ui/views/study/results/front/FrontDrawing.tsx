/** The plane of two measures: what the front dominates in its box, the fronts, every setup as a point with its seeds. */
import { type ReactNode, useId, useState } from 'react';
import type { Experiment } from '../../../../../core/experiment.ts';
import { type Axes, axisText, type Pair } from '../../../../../core/study/axes.ts';
import type { MeasuredBox } from '../../../../../core/study/frontBox.ts';
import type { SetupResult } from '../../../../../core/study/results.ts';
import { referenceArea } from './BoxHandle.tsx';
import { type FrontFrame, lineText, room } from './frame.ts';
import { areaOfText } from './labels.ts';
import { PointLabels } from './PointLabels.tsx';
import { Points } from './Points.tsx';
import { type FrontPoint, frontOf, staircaseOf, sumsFrontOf } from './points.ts';
import { AloneLines, aloneLines, Scales } from './Scales.tsx';
import { Seeds } from './Seeds.tsx';

interface FrontDrawingProps {
  readonly frame: FrontFrame;
  readonly axes: Axes;
  /** Whose losses have the colours. */
  readonly experiment: Experiment;
  readonly points: readonly FrontPoint[];
  readonly box: MeasuredBox | undefined;
  readonly alone: readonly SetupResult[];
  readonly chosen: number | undefined;
  readonly onChoose: (place: number | undefined) => void;
  readonly children?: ReactNode;
}

export function FrontDrawing(props: FrontDrawingProps) {
  const { frame, experiment, axes, points, box, alone, chosen, onChoose, children } = props;
  const clip = useId();
  const [near, setNear] = useState<number>();
  const means = frontOf(points).map(({ mean }) => mean);
  const sums = sumsFrontOf(points, axes).map(({ mean }) => mean);
  const lines = aloneLines(alone, axes, frame);
  const taken = [
    ...lines.map(({ label, x, y, anchor }) => areaOfText(label, x, y, anchor)),
    ...(box ? [referenceArea([box.reference[0] ?? 0, box.reference[1] ?? 0], axes, frame)] : []),
  ];
  const [width, height] = [frame.width + room.left + room.right, frame.height + room.top + room.bottom];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with buttons in it is no fieldset
    <svg
      className="front-drawing"
      width={width}
      height={height}
      viewBox={`${-room.left} ${-room.top} ${width} ${height}`}
      role="group"
      aria-label={`${axisText(axes[0])} across, ${axisText(axes[1])} upwards: ${points.length} points`}
    >
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus; the points have its names */}
      <g aria-hidden="true">
        <Scales frame={frame} axes={axes} experiment={experiment} />
        <clipPath id={clip}>
          <rect width={frame.width} height={frame.height} />
        </clipPath>
        <g clipPath={`url(#${clip})`}>
          {box && <path className="front-volume" d={volumeText(means, box, axes, frame)} />}
          <path className="front-stairs" d={lineText(staircaseOf(means, axes), frame)} />
          <path className="front-sums" d={lineText(sums, frame)} />
          <Seeds points={points} frame={frame} lit={near ?? chosen} />
        </g>
        <AloneLines lines={lines} />
        <PointLabels points={points} frame={frame} lit={[near, chosen]} taken={taken} />
      </g>
      <Points {...{ points, frame, axes, chosen, onChoose }} onNear={setNear} />
      {children}
    </svg>
  );
}

/** What the points dominate, down to the reference; only the part of it that is in the drawing. */
function volumeText(front: readonly Pair[], { reference }: MeasuredBox, axes: Axes, frame: FrontFrame): string {
  const corner: Pair = [reference[0] ?? 0, reference[1] ?? 0];
  const sign = (i: 0 | 1) => (axes[i].isHigherBetter ? -1 : 1);
  const inside = front.filter((point) => ([0, 1] as const).every((i) => sign(i) * point[i] <= sign(i) * corner[i]));
  const stairs = staircaseOf(inside, axes);
  const [first, last] = [stairs[0], stairs.at(-1)];
  if (!first || !last) return '';
  // Stairs come from the best of the first measure on.
  return `${lineText([[first[0], corner[1]], ...stairs, [corner[0], last[1]], corner], frame)}Z`;
}
