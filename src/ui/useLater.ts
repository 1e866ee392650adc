/** A script of the page that is fetched once, ahead of its use or when it is first wanted. */
import { useEffect, useEffectEvent, useState } from 'react';
import { loadScript } from './loadScript.ts';

export interface Later<T> {
  /** What the script holds, once it was fetched. */
  known(): T | undefined;
  /** Throws LostScript; asks anew the next time. */
  fetch(): Promise<T>;
}

export function later<T>(load: () => Promise<T>): Later<T> {
  let known: T | undefined;
  return {
    known: () => known,
    fetch: async () => {
      known ??= await loadScript(load);
      return known;
    },
  };
}

/** What the script holds; undefined until it is there. `onLost` is called where it is wanted and cannot be fetched. */
export function useLater<T>(script: Later<T>, isWanted: boolean, onLost: () => void): T | undefined {
  const [content, setContent] = useState<{ readonly of: T | undefined }>(() => ({ of: script.known() }));
  const lost = useEffectEvent(onLost);
  const isThere = content.of !== undefined;
  useEffect(() => {
    if (!isWanted || isThere) return;
    let isGone = false;
    script.fetch().then(
      (of) => !isGone && setContent({ of }),
      () => !isGone && lost(),
    );
    return () => {
      isGone = true;
    };
  }, [script, isWanted, isThere]);
  // What was fetched ahead is there in the very drawing that wants it: the focus may be led into it.
  return content.of ?? script.known();
}
