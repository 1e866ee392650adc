/** A button that copies a text, and says whether it could. */
import { useState } from 'react';
import { copyText } from './copyText.ts';

interface Props {
  readonly label: string;
  readonly text: () => string;
  readonly title?: string;
  readonly look?: 'small' | 'primary';
}

export function CopyButton({ label, text, title, look }: Props) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const words = { ready: label, copied: 'Copied', refused: 'The browser does not allow it' };
  const copy = async () => setState((await copyText(text())) ? 'copied' : 'refused');
  return (
    <button
      type="button"
      className={look ? `button ${look}` : 'button'}
      title={title}
      onClick={() => void copy()}
      onBlur={() => setState('ready')}
    >
      <span aria-live="polite">{words[state]}</span>
    </button>
  );
}
