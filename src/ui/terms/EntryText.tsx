/** What an entry of the glossary says: formula, text, source, and what to read next. */
import type { ReactNode } from 'react';
import type { Entry } from '../../core/glossary/entry.ts';
import { entryOf } from '../../core/glossary/index.ts';
import { Equation } from '../Equation.tsx';

interface Props {
  readonly entry: Entry;
  /** Is told the id of the entry to read next. */
  readonly onSee: (id: string) => void;
  /** Stands before its source. */
  readonly children?: ReactNode;
}

export function EntryText({ entry, onSee, children }: Props) {
  const { formula, text, citation, url, see = [] } = entry;
  return (
    <>
      {formula && (
        <div className="term-formula">
          <Equation tex={formula} />
        </div>
      )}
      <p>{text}</p>
      {children}
      {citation && (
        <p className="citation">
          {url ? (
            <a href={url} target="_blank" rel="noopener noreferrer">
              {citation}
            </a>
          ) : (
            citation
          )}
        </p>
      )}
      {see.length > 0 && (
        <p className="term-see">
          See also
          {see.map((id) => (
            <button key={id} type="button" className="term" onClick={() => onSee(id)}>
              {entryOf(id)?.term}
            </button>
          ))}
        </p>
      )}
    </>
  );
}
