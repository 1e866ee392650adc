/** The link, what goes along in it, and its QR code. */
import { grouped } from '../../../core/words.ts';
import { CopyButton } from '../../forms/CopyButton.tsx';
import type { State } from '../../store.ts';
import { goesOn, type LinkChoice } from './links.ts';
import { QrCodeBox } from './QrCodeBox.tsx';
import { TextToCopy } from './TextToCopy.tsx';
import { openText } from './viewText.ts';

interface Props {
  readonly state: State;
  readonly title: string;
  readonly link: string;
  readonly choice: LinkChoice;
  readonly onChoice: (choice: LinkChoice) => void;
}

export function LinkSection({ state, title, link, choice, onChoice }: Props) {
  return (
    <section className="share-link" aria-label="Link">
      <div>
        <label className="dialog-label" htmlFor="share-link">
          Link, {grouped(link.length)} characters
        </label>
        <div className="dialog-line">
          <TextToCopy id="share-link" label="Link" text={link} />
          <CopyButton label="Copy link" text={() => link} look="primary" />
          {typeof navigator.share === 'function' && <SystemShare title={title} link={link} />}
        </div>
        <label className="dialog-choice">
          <input
            type="checkbox"
            checked={choice.withView}
            onChange={({ target }) =>
              onChoice({ withView: target.checked, isHeld: target.checked ? !goesOn(state) : false })
            }
          />
          with what is open here
        </label>
        <p className="share-note">{openText(state)}</p>
        <label className="dialog-choice">
          <input
            type="checkbox"
            checked={choice.isHeld}
            onChange={({ target }) => onChoice({ ...choice, isHeld: target.checked })}
          />
          nothing starts before Run is pressed
        </label>
      </div>
      <QrCodeBox
        link={link}
        title={title}
        remedy={choice.withView ? 'Without what is open here the link is shorter.' : 'Copy the link, or save a file.'}
      />
    </section>
  );
}

/** The system's own way of passing links on, where there is one. A person who turns back has shared nothing, which is no error. */
function SystemShare({ title, link }: { readonly title: string; readonly link: string }) {
  const pass = () => {
    navigator.share({ title, url: link }).catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'AbortError')) reportError(error);
    });
  };
  return (
    <button type="button" className="button" onClick={pass}>
      Send …
    </button>
  );
}
