/** Goes on with a run that has ended, from the last step that it can go on from. */
import { useEffect, useState } from 'react';
import { grouped } from '../../core/words.ts';
import { continueRun } from '../actions/again.ts';
import { checkpointOf } from '../actions/keeping.ts';

/** Nothing where the run cannot be continued. */
export function ContinueButton({ runId }: { readonly runId: string }) {
  const step = useCheckpointStep(runId);
  if (typeof step !== 'number') return null;
  return (
    <button type="button" className="button" onClick={() => void continueRun(runId)}>
      Continue from step {grouped(step)}
    </button>
  );
}

/** How many steps the run had taken where it can go on; null where it cannot, undefined before that is known. */
export function useCheckpointStep(runId: string): number | null | undefined {
  const [found, setFound] = useState<{ readonly runId: string; readonly step: number | null }>();
  useEffect(() => {
    let isGone = false;
    void checkpointOf(runId).then((checkpoint) => {
      if (!isGone) setFound({ runId, step: checkpoint?.step ?? null });
    });
    return () => {
      isGone = true;
    };
  }, [runId]);
  return found?.runId === runId ? found.step : undefined;
}
