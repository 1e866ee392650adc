/** What had the focus when a dialog was opened, and has it again when the dialog closes. */
import { createContext } from 'react';

export const Opener = createContext<HTMLElement | null>(null);

/** What has the focus; of a menu, which goes away, its button. */
export function openerNow(): HTMLElement | null {
  const focused = document.activeElement;
  const menuButton = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  if (menuButton) return document.getElementById(menuButton);
  return focused instanceof HTMLElement ? focused : null;
}
