/** In place of a view that has nothing to show yet. */
import { graphOf } from '../graphOf.ts';
import { useStore } from '../store.ts';

/** A page that can run does so by itself as soon as it is there. */
export function NoRun() {
  const isRunnable = useStore(({ experiment }) => graphOf(experiment).isRunnable);
  return (
    <p className="charts-empty">
      {isRunnable ? 'The first run is about to start.' : 'Nothing has run yet. Complete the network, then press Run.'}
    </p>
  );
}
