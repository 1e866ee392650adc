/** What a stop of the tour speaks of, as it is now. */
import { useState } from 'react';
import type { Sight } from '../../core/lessons/tour.ts';
import { useLiveRun } from '../runs/liveRun.ts';
import { shownRun, store, useStore } from '../store.ts';

export function sightNow(): Sight {
  const state = store.getState();
  return {
    experiment: state.experiment,
    before: state.experiment,
    run: shownRun(state),
    keptRuns: state.kept.length,
  };
}

/** The sight of a component from its first drawing on. */
export function useSight(): Sight {
  const [before] = useState(() => store.getState().experiment);
  const experiment = useStore((state) => state.experiment);
  const keptRuns = useStore((state) => state.kept.length);
  return { experiment, before, run: useLiveRun(), keptRuns };
}
