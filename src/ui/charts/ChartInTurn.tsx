/** A chart of the run, drawn in a turn of its own. */
import type { ComponentType } from 'react';
import { type ChartFrame, useChartFrame } from './chartFrame.ts';
import { InTurn } from './InTurn.tsx';

type Chart = ComponentType<{ readonly frame: ChartFrame }>;

/** `height` is that of the place until then, in pixels. */
export function ChartInTurn({ height, chart }: { readonly height: number; readonly chart: Chart }) {
  return (
    <InTurn height={height}>
      <Framed chart={chart} />
    </InTurn>
  );
}

function Framed({ chart: Chart }: { readonly chart: Chart }) {
  const frame = useChartFrame();
  return frame && <Chart frame={frame} />;
}
