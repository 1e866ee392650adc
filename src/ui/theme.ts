/** Light or dark: the system's, unless the person chose; the choice is kept in this browser. */
export type Theme = 'system' | 'light' | 'dark';

const key = 'loss-mixer-theme';

/** The theme chosen earlier in this browser. */
export function savedTheme(): Theme {
  try {
    const saved = localStorage.getItem(key);
    return saved === 'light' || saved === 'dark' ? saved : 'system';
  } catch {
    return 'system';
  }
}

/** Shows the theme and keeps it. */
export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // Storage may be forbidden; the theme then lasts as long as the page.
  }
}

/** Whether the page is dark now. */
export function isDark(theme: Theme): boolean {
  return theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
}
