/** A word of the glossary in a text: pressing it shows its entry, from which others can be reached. */
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { entryOf } from '../../core/glossary/index.ts';
import { Equation } from '../Equation.tsx';
import { Popup } from '../forms/Popup.tsx';

export function Term({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const [shownId, setShownId] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setShownId(null), []);
  const entry = shownId === null ? undefined : entryOf(shownId);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="lesson-term"
        aria-haspopup="dialog"
        aria-expanded={shownId !== null}
        onClick={() => setShownId(shownId === null ? id : null)}
      >
        {children}
      </button>
      <Popup
        isOpen={entry !== undefined}
        anchor={button}
        onClose={close}
        className="popover glossary-entry"
        aria-label={entry?.term}
      >
        {entry && (
          <>
            <b>{entry.term}</b>
            {entry.formula && (
              <div className="glossary-formula">
                <Equation tex={entry.formula} />
              </div>
            )}
            <p>{entry.text}</p>
            {entry.citation && (
              <p className="glossary-citation">
                {entry.url ? (
                  <a href={entry.url} target="_blank" rel="noopener noreferrer">
                    {entry.citation}
                  </a>
                ) : (
                  entry.citation
                )}
              </p>
            )}
            {entry.see && (
              <p className="glossary-see">
                See also{' '}
                {entry.see.map((next) => (
                  <button key={next} type="button" className="lesson-term" onClick={() => setShownId(next)}>
                    {entryOf(next)?.term}
                  </button>
                ))}
              </p>
            )}
          </>
        )}
      </Popup>
    </>
  );
}
