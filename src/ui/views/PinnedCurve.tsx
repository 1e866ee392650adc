/**
 * The losses once more, small, beside the faders of a stacked page: what a fader does is seen while it moves. Those who
 * do not see it have the same values in the chart itself.
 */
import { useMemo } from 'react';
import { Chart } from '../charts/Chart.tsx';
import { ChartInTurn } from '../charts/ChartInTurn.tsx';
import type { ChartFrame } from '../charts/chartFrame.ts';
import { lossLines } from '../charts/lines.ts';
import { common } from './Curves.tsx';
import './pinnedCurve.css';

export function PinnedCurve() {
  return (
    <div className="pinned-curve" aria-hidden="true" inert>
      <ChartInTurn title="Losses" chart={PinnedChart} />
    </div>
  );
}

function PinnedChart({ frame }: { readonly frame: ChartFrame }) {
  const { run, showsWeighted, scale, waiting } = frame;
  const lines = useMemo(() => lossLines(run.experiment, showsWeighted), [run.experiment, showsWeighted]);
  return <Chart {...common(frame)} title="Losses" lines={lines} scale={scale} empty={waiting} />;
}
