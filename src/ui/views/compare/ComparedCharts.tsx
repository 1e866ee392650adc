/** The compared runs over each other, beneath the table. The table says which line is whose. */
import { useCallback, useEffect, useState } from 'react';
import { holdMembers } from '../../actions/look.ts';
import { ChartInTurn } from '../../charts/ChartInTurn.tsx';
import { useComparison } from '../../charts/comparison.ts';
import { ChartControls } from '../ChartControls.tsx';
import { LossChart, QualityChart } from '../Curves.tsx';

export function ComparedCharts() {
  const { memberIds } = useComparison();
  useEffect(() => holdMembers(memberIds), [memberIds]);
  return (
    <div className="compare-charts">
      <ChartControls />
      <div className="charts-grid">
        <ChartInTurn title="Quality" chart={QualityChart} />
        <ChartInTurn title="Losses" chart={LossChart} />
      </div>
    </div>
  );
}

/** The height from which on there is room for charts beneath five rows, in pixels. */
const roomyPx = 560;

/** Whether a tab is high enough for charts, as where it takes the centre; and the ref by which it is measured. */
export function useIsRoomy() {
  const [isRoomy, setRoomy] = useState(false);
  const measure = useCallback((tab: HTMLElement | null) => {
    if (!tab) return undefined;
    const observer = new ResizeObserver(([entry]) => setRoomy((entry?.contentRect.height ?? 0) >= roomyPx));
    observer.observe(tab);
    return () => observer.disconnect();
  }, []);
  return [isRoomy, measure] as const;
}
