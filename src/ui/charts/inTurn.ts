/**
 * Charts are redrawn one after the other, each in a task of its own, with a rest in between that is as long as the
 * drawing took: input is answered between two charts, and drawing never takes more than half of the page's time.
 */
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

const waiting = new Set<() => void>();
let isRunning = false;

function enqueue(job: () => void): void {
  // A chart that waits already keeps its place, so that none starves.
  waiting.add(job);
  if (isRunning) return;
  isRunning = true;
  setTimeout(next, 0);
}

function next(): void {
  const [job] = waiting;
  if (!job) {
    isRunning = false;
    return;
  }
  waiting.delete(job);
  const startedAt = performance.now();
  job();
  setTimeout(next, performance.now() - startedAt);
}

/** The value, a little later: when it is this component's turn to draw. */
export function useInTurn<T>(value: T): T {
  const [shown, setShown] = useState(() => value);
  const latest = useRef(value);
  const job = useRef<() => void>(undefined);
  job.current ??= () => flushSync(() => setShown(() => latest.current));
  useEffect(() => {
    latest.current = value;
    if (value !== shown && job.current) enqueue(job.current);
  }, [value, shown]);
  useEffect(
    () => () => {
      if (job.current) waiting.delete(job.current);
    },
    [],
  );
  return shown;
}
