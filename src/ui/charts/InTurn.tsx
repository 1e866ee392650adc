/**
 * Charts that come onto the page together are drawn one after the other, and with every report of the engine again: the
 * page answers in between, and the first of them is seen before the last is ready.
 */
import { type ReactNode, startTransition, useEffect, useRef, useState } from 'react';
import { nextTurn } from '../turns.ts';
import { type Turn, TurnContext } from './liveRun.ts';

/** Settles when all that came before has been drawn. */
let before: Promise<void> = Promise.resolve();

/** Keeps the place free until it is the turn of what stands in it; `height` is that of the place in pixels. */
export function InTurn({ height, children }: { readonly height: number; readonly children: ReactNode }) {
  const [turn] = useState<Turn>(() => new Set());
  const [isDue, setDue] = useState(false);
  const done = useRef<() => void>(undefined);
  useEffect(() => {
    let isThere = true;
    const drawn = new Promise<void>((resolve) => {
      done.current = resolve;
    });
    before = before.then(nextTurn).then(() => {
      if (!isThere) return;
      startTransition(() => setDue(true));
      return drawn;
    });
    return () => {
      isThere = false;
      done.current?.();
    };
  }, []);
  useEffect(() => {
    if (isDue) done.current?.();
  }, [isDue]);
  return <TurnContext value={turn}>{isDue ? children : <div style={{ height }} />}</TurnContext>;
}
