import { useSyncExternalStore } from 'react';
import { wideQuery } from './pieces.ts';

/** Whether the parts stand side by side; at first as the HTML was made that the page takes over. */
export function useIsWide(atFirst: boolean): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(wideQuery);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(wideQuery).matches,
    () => atFirst,
  );
}
