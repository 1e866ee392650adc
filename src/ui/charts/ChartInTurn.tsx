/** A chart of the run, drawn in a turn of its own. */
import type { ComponentType } from 'react';
import { type ChartFrame, useChartFrame } from './chartFrame.ts';
import { InTurn } from './InTurn.tsx';

type Chart = ComponentType<{ readonly frame: ChartFrame }>;

interface Props {
  /** Until then. */
  readonly title: string;
  /** Of the plot, in pixels. */
  readonly height: number;
  readonly chart: Chart;
}

export function ChartInTurn({ title, height, chart }: Props) {
  return (
    <InTurn title={title} height={height}>
      <Framed chart={chart} />
    </InTurn>
  );
}

function Framed({ chart: Chart }: { readonly chart: Chart }) {
  const frame = useChartFrame();
  return frame && <Chart frame={frame} />;
}
