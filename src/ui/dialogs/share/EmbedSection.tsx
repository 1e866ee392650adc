/** The experiment inside another page: what is pasted there. */
import { useState } from 'react';
import { CopyButton } from '../../forms/CopyButton.tsx';
import { addressOf } from './links.ts';
import { TextToCopy } from './TextToCopy.tsx';

const themes = [
  { id: 'system', label: 'as the reader’s system', search: '?embed' },
  { id: 'light', label: 'light', search: '?embed&theme=light' },
  { id: 'dark', label: 'dark', search: '?embed&theme=dark' },
] as const;

/** Pixels: enough for the curves beside the faders, or above them on a phone with two losses. */
const frameHeight = 560;

export function EmbedSection({ title, fragment }: { readonly title: string; readonly fragment: string }) {
  const [theme, setTheme] = useState<(typeof themes)[number]>(themes[0]);
  const address = addressOf(fragment, theme.search);
  const code = iframeOf(address, title);
  return (
    <details className="share-section">
      <summary>Embed in a page</summary>
      <p className="share-note">
        A picture of the network, its curves and its faders. Nothing starts before it is clicked.{' '}
        <a href={new URL('embed.html', addressOf('')).href} target="_blank" rel="noreferrer">
          Examples, with the script that makes the height follow
        </a>
      </p>
      <TextToCopy label="HTML of the embed" text={code} lines={5} />
      <div className="dialog-buttons">
        <CopyButton label="Copy HTML" text={() => code} />
        <label className="dialog-choice">
          colours{' '}
          <select
            className="select"
            value={theme.id}
            onChange={({ target }) => setTheme(themes.find(({ id }) => id === target.value) ?? themes[0])}
          >
            {themes.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
    </details>
  );
}

/** The element for a page. */
export function iframeOf(address: string, title: string): string {
  const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe src="${attribute(address)}" title="${attribute(`Loss Mixer: ${title}`)}" width="100%" height="${frameHeight}" loading="lazy" style="border: 0"></iframe>`;
}
