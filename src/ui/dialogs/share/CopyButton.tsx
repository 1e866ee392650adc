/** A button that copies a text, and says whether it could. */
import { useState } from 'react';

interface Props {
  readonly text: string;
  readonly label: string;
  readonly isPrimary?: boolean;
}

export function CopyButton({ text, label, isPrimary = false }: Props) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const words = { ready: label, copied: 'Copied', refused: 'Not allowed: copy by hand' };
  return (
    <button
      type="button"
      className={isPrimary ? 'button primary' : 'button'}
      onClick={() => {
        const { clipboard } = navigator;
        // Without a secure context there is no clipboard.
        if (!clipboard) return setState('refused');
        clipboard.writeText(text).then(
          () => setState('copied'),
          () => setState('refused'),
        );
      }}
      onBlur={() => setState('ready')}
    >
      <span aria-live="polite">{words[state]}</span>
    </button>
  );
}
