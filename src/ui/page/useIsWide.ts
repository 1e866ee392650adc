/** Whether the parts stand side by side. A sheet of paper has another width, and changes nothing. */
import { useRef, useSyncExternalStore } from 'react';
import { wideQuery } from './pieces.ts';

/** `atFirst` is what the HTML was made for that the page takes over. */
export function useIsWide(atFirst: boolean): boolean {
  const onScreen = useRef(atFirst);
  return useSyncExternalStore(
    subscribe,
    () => {
      if (!matchMedia('print').matches) onScreen.current = matchMedia(wideQuery).matches;
      return onScreen.current;
    },
    () => atFirst,
  );
}

function subscribe(listener: () => void): () => void {
  const media = matchMedia(wideQuery);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}
