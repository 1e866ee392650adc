/**
 * Light or dark: the system's, unless the person chose; the choice is kept in this browser. `index.html` shows it before
 * anything is drawn.
 */
import { useSyncExternalStore } from 'react';

/** The theme is kept under it; `index.html` reads it, too. */
export const themeKey = 'loss-mixer-theme';
const listeners = new Set<() => void>();

/** Shows the theme and keeps it. */
export function setTheme(theme: 'light' | 'dark'): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(themeKey, theme);
  } catch {
    // Storage may be forbidden; the theme then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** The same for a component. HTML made beforehand is light. */
export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, isDark, () => false);
}

/** Whether the page is dark now. */
export function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === undefined ? system().matches : theme === 'dark';
}

function system(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}

function subscribe(listener: () => void): () => void {
  const media = system();
  listeners.add(listener);
  media.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    media.removeEventListener('change', listener);
  };
}
