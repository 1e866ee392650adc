/** A chart that can take the whole panel, and be put back with the same button or with Escape. */
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { EnlargeButton } from './EnlargeButton.tsx';
import './charts.css';

interface Props {
  readonly title: string;
  readonly isFolded?: boolean;
  readonly children: ReactNode;
}

/** Its figure; the others around it are put away by the style sheet while it is large. */
export function Enlargeable({ title, isFolded = false, children }: Props) {
  const [isWanted, setLarge] = useState(false);
  const isLarge = isWanted && !isFolded;

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !isLarge) return;
    event.stopPropagation();
    setLarge(false);
  }

  return (
    <figure
      className={`chart${isLarge ? ' is-large' : ''}${isFolded ? ' is-folded' : ''}`}
      aria-label={title}
      onKeyDown={onKeyDown}
    >
      {children}
      {!isFolded && <EnlargeButton title={title} isLarge={isLarge} onClick={() => setLarge(!isLarge)} />}
    </figure>
  );
}
