/** The legend of the runs that the charts compare; nothing where the shown one stands alone. */
import { useEffect } from 'react';
import { holdMembers } from '../actions/look.ts';
import { useComparison } from '../charts/comparison.ts';
import { overlayScript } from '../charts/overlayScript.ts';
import { useStore } from '../store.ts';

export function ComparedRuns() {
  const { entries, hasSeeds, memberIds } = useComparison();
  const foldsSeeds = useStore((state) => state.view.foldsSeeds);
  useEffect(() => holdMembers(memberIds), [memberIds]);
  const RunLegend = overlayScript.known()?.RunLegend;
  if (!RunLegend || entries.length === 0) return null;
  return <RunLegend entries={entries} {...(hasSeeds && { foldsSeeds })} />;
}
