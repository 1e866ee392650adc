/** The experiment as a link, as a file, as text. */

import { useState } from 'react';
import { grouped } from '../../core/words.ts';
import { saveExperiment, toText } from '../link/files.ts';
import { encodeLink } from '../link/url.ts';
import { useStore } from '../store.ts';
import { Frame } from './Frame.tsx';

export function ShareDialog() {
  const experiment = useStore((state) => state.experiment);
  const link = new URL(encodeLink(experiment), location.href).href;
  return (
    <Frame
      title="Share this experiment"
      about="The link holds the whole experiment: whoever opens it trains the same network on the same images. Nothing is uploaded."
    >
      <label className="dialog-label" htmlFor="share-link">
        Link, {grouped(link.length)} characters
      </label>
      <div className="dialog-line">
        <input
          id="share-link"
          className="text-input"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={link} label="Copy link" isPrimary />
      </div>
      <div className="dialog-buttons">
        <CopyButton text={toText(experiment)} label="Copy as text (JSON)" />
        <button type="button" className="button" onClick={() => saveExperiment(experiment)}>
          Save as a file
        </button>
      </div>
    </Frame>
  );
}

function CopyButton({ text, label, isPrimary = false }: { text: string; label: string; isPrimary?: boolean }) {
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
    >
      <span aria-live="polite">{words[state]}</span>
    </button>
  );
}
