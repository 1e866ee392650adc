/** The curves of the losses, fetched with the first run. */
import { useMemo } from 'react';
import { Chart } from '../charts/Chart.tsx';
import { ChartInTurn } from '../charts/ChartInTurn.tsx';
import type { ChartFrame } from '../charts/chartFrame.ts';
import { lossLines } from '../charts/lines.ts';
import { common } from '../views/Curves.tsx';

export function EmbedCurves() {
  return (
    <div className="embed-curves">
      <ChartInTurn title="Losses" chart={LossCurves} />
    </div>
  );
}

/** That of the page, without words that its glossary explains. */
function LossCurves({ frame }: { readonly frame: ChartFrame }) {
  const { run, showsWeighted, scale, waiting } = frame;
  const lines = useMemo(() => lossLines(run.experiment, showsWeighted), [run.experiment, showsWeighted]);
  return (
    <Chart
      {...common(frame)}
      title={showsWeighted ? 'Losses × weights' : 'Losses'}
      note="solid train · dashed validation"
      lines={lines}
      scale={scale}
      empty={waiting}
    />
  );
}
