/** What stands in place of a view that has nothing to show yet. */
import { graphOf } from '../../core/graphOf.ts';
import { useStore } from '../store.ts';

export function NoRun() {
  const isRunnable = useStore(({ experiment }) => graphOf(experiment).isRunnable);
  return (
    <p className="charts-empty">
      Nothing has run yet. {isRunnable ? 'Press Run.' : 'Complete the network, then press Run.'}
    </p>
  );
}
