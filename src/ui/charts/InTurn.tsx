/**
 * Charts that come onto the page together are drawn one after the other, each in a task of its own: the page answers in
 * between, and the first of them is seen before the last is ready.
 */
import { type ReactNode, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

const waiting = new Set<() => void>();
let isRunning = false;

function enqueue(job: () => void): void {
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
  job();
  setTimeout(next, 0);
}

/** Keeps the place free until it is the turn of what stands in it; `height` is that of the place in pixels. */
export function InTurn({ height, children }: { readonly height: number; readonly children: ReactNode }) {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    // At once: left to itself React would gather the turns and draw them together.
    const job = () => flushSync(() => setDue(true));
    enqueue(job);
    return () => {
      waiting.delete(job);
    };
  }, []);
  return isDue ? children : <div style={{ height }} />;
}
