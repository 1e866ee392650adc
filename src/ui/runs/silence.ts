/**
 * Counts the seconds that a run keeps silent. It counts the rounds of a timer and reads no clock: a page that slept has
 * not waited.
 */

/** Calls back after that many milliseconds unless the returned function is called before. */
export type Later = (callback: () => void, ms: number) => () => void;

export interface Silence {
  /** Counts from 0. */
  begin(): void;
  /** Counts no longer. */
  end(): void;
}

/** How many seconds a worker that was busy with another run may keep silent about a new one. */
export const busySeconds = 5;

/**
 * How many seconds a run may keep silent whose last step took that many milliseconds, and whose evaluation has the images
 * of so many steps: it only goes forward, so that it takes less than they do.
 */
export function quietSeconds(stepMs: number, evaluationSteps: number): number {
  return 10 + (Math.max(20, evaluationSteps) * stepMs) / 1000;
}

/** Tells every second how many there were. */
export function countSilence(later: Later, tell: (seconds: number) => void): Silence {
  let end = () => {};
  function wait(seconds: number) {
    end = later(() => {
      wait(seconds + 1);
      tell(seconds);
    }, 1000);
  }
  return {
    begin() {
      end();
      wait(1);
    },
    end: () => end(),
  };
}
