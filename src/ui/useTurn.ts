/** When a part of the page is drawn for the first time: behind the parts before it, and sliced by React as a transition. */
import { startTransition, useEffect, useRef, useState } from 'react';
import { inTurn, nextTurn } from './turns.ts';

/** What `load` resolves to, when it is the component's turn to draw it; undefined before. The first arguments count. */
export function useTurn<T>(rank: number, load: () => T | Promise<T>): T | undefined {
  const [loaded, setLoaded] = useState<{ readonly value: T }>();
  const first = useRef({ rank, load });
  const done = useRef<() => void>(undefined);
  useEffect(() => {
    let isThere = true;
    const drawn = new Promise<void>((resolve) => {
      done.current = resolve;
    });
    const loading = nextTurn().then(first.current.load);
    // Heard of in its turn.
    loading.catch(() => {});
    inTurn(first.current.rank, async () => {
      const value = await loading;
      if (!isThere) return;
      startTransition(() => setLoaded({ value }));
      await drawn;
    });
    return () => {
      isThere = false;
      done.current?.();
    };
  }, []);
  useEffect(() => {
    if (loaded) done.current?.();
  }, [loaded]);
  return loaded?.value;
}
