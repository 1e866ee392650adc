/** A button that copies a text, and says whether it could. */
import { useState } from 'react';

interface CopyButtonProps {
  readonly label: string;
  readonly title?: string;
  readonly text: () => string;
}

export function CopyButton({ label, title, text }: CopyButtonProps) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const words = { ready: label, copied: 'Copied', refused: 'The browser does not allow it' };
  const copy = () => {
    // Without a secure context there is no clipboard.
    const { clipboard } = navigator;
    if (!clipboard) return setState('refused');
    clipboard.writeText(text()).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  };
  return (
    <button type="button" className="button small" title={title} onClick={copy} onBlur={() => setState('ready')}>
      <span aria-live="polite">{words[state]}</span>
    </button>
  );
}
