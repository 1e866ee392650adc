/** A chart of the run, drawn in a turn of its own. */
import type { ComponentType } from 'react';
import { type ChartFrame, useChartFrame } from './chartFrame.ts';
import { InTurn } from './InTurn.tsx';

type Chart = ComponentType<{ readonly frame: ChartFrame }>;

interface Props {
  /** Until then. */
  readonly title: string;
  /** Without a plot at first. */
  readonly isFolded?: boolean;
  readonly chart: Chart;
}

export function ChartInTurn({ title, isFolded = false, chart }: Props) {
  return (
    <InTurn title={title} isFolded={isFolded}>
      <Framed chart={chart} />
    </InTurn>
  );
}

function Framed({ chart: Chart }: { readonly chart: Chart }) {
  const frame = useChartFrame();
  return frame && <Chart frame={frame} />;
}
