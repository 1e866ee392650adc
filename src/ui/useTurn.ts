/** When a part of the page is drawn for the first time: behind the parts before it, and sliced by React as a transition. */
import { startTransition, useEffect, useRef, useState } from 'react';
import { inTurn, nextTurn } from './turns.ts';

/** How long the parts behind wait for one that is still to be loaded. */
const patienceMs = 4000;

/**
 * What `load` resolves to, when it is the component's turn to draw it; undefined before. Throws in drawing what `load`
 * rejects with, for the boundary around it. The first arguments count.
 */
export function useTurn<T>(rank: number, load: () => T | Promise<T>): T | undefined {
  const [loaded, setLoaded] = useState<{ readonly value: T } | { readonly error: unknown }>();
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
    const draw = async () => {
      const value = await loading;
      if (!isThere) return;
      startTransition(() => setLoaded({ value }));
      await drawn;
    };
    inTurn(first.current.rank, async () => {
      if (await isSettledWithin(patienceMs, loading)) await draw();
      // Nobody waits behind what hangs; it is drawn when it comes.
      else loading.then(() => inTurn(first.current.rank, draw)).catch(fail);
    }).catch(fail);
    function fail(error: unknown) {
      if (isThere) setLoaded({ error });
    }
    return () => {
      isThere = false;
      done.current?.();
    };
  }, []);
  useEffect(() => {
    if (loaded) done.current?.();
  }, [loaded]);
  if (loaded && 'error' in loaded) throw loaded.error;
  return loaded?.value;
}

async function isSettledWithin(ms: number, promise: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  const isSettled = await Promise.race([settled, late]);
  clearTimeout(timer);
  return isSettled;
}
