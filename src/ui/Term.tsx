/**
 * A word that explains itself: it has an entry in the glossary, or names a control with the help of its field. What it
 * says opens by hover, focus or a press: `terms/` listens for all of them.
 */
import type { ReactNode } from 'react';

interface Props {
  /** Of the entry. */
  readonly id?: string | undefined;
  /** Of the field. */
  readonly help?: string | undefined;
  readonly children: ReactNode;
}

export function Term({ id, help, children }: Props) {
  return (
    <button type="button" className="term" data-term={id} data-help={help} aria-haspopup="dialog">
      {children}
    </button>
  );
}
