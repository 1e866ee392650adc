/** A failure of the page itself, with its remedies: to try again, and to take the experiment along. */
import { useState } from 'react';
import { saveShared } from '../link/files.ts';
import { LostScript, loadScript } from '../loadScript.ts';
import { store } from '../store.ts';

interface Props {
  readonly name: string;
  readonly error: unknown;
  readonly onAgain: () => void;
  readonly onClose?: () => void;
}

export function Trouble({ name, error, onAgain, onClose }: Props) {
  const isLost = error instanceof LostScript;
  return (
    <section className="banner wrong" role="alert" aria-label={`${name} is missing`}>
      <p>
        <b>{isLost ? `${name} could not be loaded.` : `${name} could not be drawn.`}</b>{' '}
        {isLost
          ? 'The connection may be gone, or a newer version has been published. Runs go on.'
          : 'This is a bug. Runs go on, and your experiment is safe.'}
      </p>
      <details>
        <summary>Details</summary>
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </details>
      <div className="banner-buttons">
        <button type="button" className="button small" onClick={onAgain}>
          Try again
        </button>
        <TakeAlong />
        {isLost && (
          <button type="button" className="button small" onClick={() => location.reload()}>
            Load the page again
          </button>
        )}
        {onClose && (
          <button type="button" className="button small" onClick={onClose}>
            Close
          </button>
        )}
      </div>
    </section>
  );
}

/** The experiment as a link and as a file; what writes them is loaded when it is asked for. */
function TakeAlong() {
  const [said, setSaid] = useState('');
  const attempt = (act: () => Promise<string>) => () => {
    act().then(setSaid, (error: unknown) =>
      setSaid(`It did not work: ${error instanceof Error ? error.message : error}`),
    );
  };
  return (
    <>
      <button type="button" className="button small" onClick={attempt(copyLink)}>
        Copy link
      </button>
      <button type="button" className="button small" onClick={attempt(saveAsFile)}>
        Save as a file
      </button>
      <span role="status">{said}</span>
    </>
  );
}

async function copyLink(): Promise<string> {
  const { encodeLink } = await loadScript(() => import('../link/url.ts'));
  const link = new URL(encodeLink(store.getState().experiment), location.href).href;
  // Without a secure context there is no clipboard.
  if (!navigator.clipboard) return link;
  await navigator.clipboard.writeText(link);
  return 'Copied';
}

async function saveAsFile(): Promise<string> {
  saveShared(store.getState().experiment);
  return 'Saved';
}
