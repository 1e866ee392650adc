/** Plays the walks, or goes to a step of them. */
import { useEffect, useState } from 'react';
import { drawnEvery } from '../../../core/study/plane/outing.ts';
import { grouped } from '../../../core/words.ts';
import { showStep, usePlaneState } from './planeState.ts';

/** How long all the walks take to play. */
const playMs = 6000;

export function Scrubber({ steps }: { readonly steps: number }) {
  const shown = usePlaneState((state) => state.step);
  const setting = usePlaneState((state) => state.setting);
  const [isPlaying, setPlaying] = useState(false);
  const step = Math.min(shown ?? steps, steps);
  // What is set anew is shown to its end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another setting stops the play
  useEffect(() => setPlaying(false), [setting]);
  usePlaying(isPlaying, step, steps, () => setPlaying(false));
  const every = drawnEvery(steps);
  function go(to: number) {
    setPlaying(false);
    showStep(Math.min(steps, Math.max(0, to)));
  }
  return (
    <div className="plane-scrubber">
      <button type="button" className="button small" onClick={() => setPlaying(!isPlaying)}>
        {isPlaying ? 'Stop' : 'Play'}
      </button>
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={`step ${grouped(step)} of ${grouped(steps)}`}
        min={0}
        max={steps}
        step={every}
        value={step}
        onChange={({ currentTarget: { valueAsNumber } }) => go(valueAsNumber)}
      />
      <button type="button" className="button small" aria-label="One point back" onClick={() => go(step - every)}>
        ‹
      </button>
      <button type="button" className="button small" aria-label="One point on" onClick={() => go(step + every)}>
        ›
      </button>
      <output>step {grouped(step)}</output>
    </div>
  );
}

/** Moves the step on, from the start where it is at the end. With reduced motion in ten leaps. */
function usePlaying(isPlaying: boolean, from: number, steps: number, end: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it plays from where it was when it began
  useEffect(() => {
    if (!isPlaying) return;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const first = from >= steps ? 0 : from;
    const begun = performance.now();
    let frame = requestAnimationFrame(function move(now) {
      const share = Math.min(1, Math.max(0, first / steps + (now - begun) / playMs));
      showStep(Math.round((isStill ? Math.floor(10 * share) / 10 : share) * steps));
      if (share < 1) frame = requestAnimationFrame(move);
      else end();
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying]);
}
