/** The runs that were started between points, where they stand by now. They are no part of the front: they trained on. */
import { summaryOf } from '../../../../../../core/run/runSummary.ts';
import { type Axes, valuesOf } from '../../../../../../core/study/axes.ts';
import { useLiveRuns } from '../../../../../runs/liveRun.ts';
import type { Walked } from '../../resultsState.ts';
import type { FrontFrame } from '../frame.ts';

interface WalkedMarksProps {
  readonly walked: readonly Walked[];
  readonly axes: Axes;
  readonly frame: FrontFrame;
}

export function WalkedMarks({ walked, axes, frame }: WalkedMarksProps) {
  const runs = useLiveRuns((state) => state.runs);
  const kept = useLiveRuns((state) => state.kept);
  return walked.map(({ runId, label }) => {
    const run = runs.find(({ id }) => id === runId);
    const summary = run ? summaryOf(run) : kept.find(({ id }) => id === runId);
    const values = summary && valuesOf(summary, axes);
    if (!values) return null;
    const [x, y] = frame.to(values);
    if (x < 0 || x > frame.width || y < 0 || y > frame.height) return null;
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
