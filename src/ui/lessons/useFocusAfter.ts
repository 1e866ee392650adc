/** Where the focus goes on when a card is put away that had it: to the button Learn, which opens the next one. */
import { useEffect } from 'react';
import { controls } from '../controls.ts';

export function useFocusAfter(): void {
  useEffect(
    () => () => {
      // The focus vanished with the card.
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>(controls.learn.selector)?.focus();
    },
    [],
  );
}
