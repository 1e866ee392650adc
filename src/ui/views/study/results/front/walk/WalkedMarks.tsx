/** The runs that were started between points. They are no part of the front: they have trained longer. */
import type { FrontFrame } from '../frame.ts';
import type { WalkedPoint } from './useWalkedPoints.ts';

interface WalkedMarksProps {
  readonly walked: readonly WalkedPoint[];
  readonly frame: FrontFrame;
}

export function WalkedMarks({ walked, frame }: WalkedMarksProps) {
  return walked.map(({ runId, label, at }) => {
    const [x, y] = frame.to(at);
    const isEnd = x > frame.width - 90;
    return (
      <g key={runId} className="walk-mark">
        <path d={`M${x} ${y - 7}L${x + 6} ${y}L${x} ${y + 7}L${x - 6} ${y}Z`} />
        <text x={isEnd ? x - 9 : x + 9} y={y} dy="0.34em" textAnchor={isEnd ? 'end' : 'start'}>
          {label}, walked
        </text>
      </g>
    );
  });
}
