/** What had the focus when a dialog was opened, and has it again when the dialog closes. */
import { createContext } from 'react';

export const Opener = createContext<HTMLElement | null>(null);

let last: HTMLElement | null = null;

/** What has the focus; of a menu, which goes away, its button; of a dialog, which does too, what opened that. */
export function openerNow(): HTMLElement | null {
  const focused = document.activeElement;
  if (focused?.closest('.dialog')) return last;
  const menuButton = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  last = menuButton ? document.getElementById(menuButton) : focused instanceof HTMLElement ? focused : null;
  return last;
}
