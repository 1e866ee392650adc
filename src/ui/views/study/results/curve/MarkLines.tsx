/** The best value and, of a penalty, the largest within one standard error of it: lines with their names above the plot. */
import { numberText } from '../../../../../core/words.ts';
import type { CurveFrame } from './frame.ts';
import type { Marks } from './marks.ts';

/** Width of a letter of these names, in pixels. */
const letterPx = 6;

interface MarkLinesProps {
  readonly marks: Marks;
  readonly frame: CurveFrame;
  /** What else is varied in the line of the best, where there are several. */
  readonly label: string;
}

export function MarkLines({ marks, frame, label }: MarkLinesProps) {
  const { best, simplest } = marks;
  const isOne = simplest?.point === best;
  const bestText = isOne
    ? `best and simplest within 1 s.e.: ${numberText(best.value)}`
    : `best ${numberText(best.value)}${label && `, ${label}`}`;
  const otherText = simplest && !isOne ? `simplest within 1 s.e. ${numberText(simplest.point.value)}` : undefined;
  return (
    <g className="curve-marks">
      {simplest && Number.isFinite(simplest.limit) && (
        <path className="curve-limit" d={`M0 ${frame.y(simplest.limit)}H${frame.width}`} />
      )}
      <Mark x={frame.x(best.value)} text={bestText} frame={frame} side={otherText === undefined ? 0 : -1} />
      {simplest && otherText !== undefined && (
        <Mark x={frame.x(simplest.point.value)} text={otherText} frame={frame} side={1} />
      )}
    </g>
  );
}

interface MarkProps {
  readonly x: number;
  readonly text: string;
  readonly frame: CurveFrame;
  /** On which side of the line its name stands: −1 left of it, 1 right, 0 above. */
  readonly side: -1 | 0 | 1;
}

function Mark({ x, text, frame: { width, height }, side }: MarkProps) {
  const room = text.length * letterPx;
  const wanted = side === 0 ? x - room / 2 : side < 0 ? x - room - 4 : x + 4;
  const left = Math.min(width - room, Math.max(-20, wanted));
  return (
    <>
      <path d={`M${x} -6V${height}`} />
      <text x={left + room / 2} y={-10} textAnchor="middle">
        {text}
      </text>
    </>
  );
}
