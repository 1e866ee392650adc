/** Light or dark. */
import { useState } from 'react';
import { isDark, savedTheme, setTheme } from '../theme.ts';

export function ThemeButton() {
  const [theme, show] = useState(savedTheme);
  const next = isDark(theme) ? 'light' : 'dark';
  return (
    <button
      type="button"
      className="button square theme-button"
      aria-label={`Switch to ${next}`}
      title={`Switch to ${next}`}
      onClick={() => {
        setTheme(next);
        show(next);
      }}
    >
      <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" />
      </svg>
    </button>
  );
}
