/** Light or dark. */
import { setTheme, useIsDark } from './theme.ts';

export function ThemeButton() {
  const next = useIsDark() ? 'light' : 'dark';
  return (
    <button
      type="button"
      className="button square theme-button"
      aria-label={`Switch to ${next}`}
      title={`Switch to ${next}`}
      onClick={() => setTheme(next)}
    >
      <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" />
      </svg>
    </button>
  );
}
