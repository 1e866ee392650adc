/** The legend of the runs that the charts compare; nothing where the shown one stands alone. */
import { useComparison } from '../charts/comparison.ts';
import { overlayScript } from '../charts/overlayScript.ts';

export function ComparedRuns() {
  const entries = useComparison();
  const RunLegend = overlayScript.known()?.RunLegend;
  return RunLegend && entries.length > 0 ? <RunLegend entries={entries} /> : null;
}
