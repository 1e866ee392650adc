/** The steps that charts mark because something was changed while the run went on. */
import type { Run } from '../../core/run/run.ts';

/** The step of each change, of all that one gesture made only the first: a drag of a fader is one mark. */
export function marksOf(changes: Run['changes']): number[] {
  const gestures = new Set<number>();
  const steps = changes.flatMap(({ step, change: { gesture } }) => {
    if (gesture === undefined) return [step];
    if (gestures.has(gesture)) return [];
    gestures.add(gesture);
    return [step];
  });
  return [...new Set(steps)];
}
