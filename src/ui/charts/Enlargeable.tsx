/** A chart that can take the whole panel, and be put back with the same button or with Escape. */
import { type KeyboardEvent, type ReactNode, useState } from 'react';
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
      {!isFolded && (
        <button
          type="button"
          className="chart-enlarge"
          aria-label={isLarge ? `Put ${title} back` : `Enlarge ${title}`}
          title={isLarge ? 'Put back (Escape)' : 'Enlarge'}
          onClick={() => setLarge(!isLarge)}
        >
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <path d={isLarge ? 'M5 1v4H1M7 11V7h4M5 5 1 1M7 7l4 4' : 'M7 1h4v4M5 11H1V7M11 1 7 5M1 11l4-4'} />
          </svg>
        </button>
      )}
    </figure>
  );
}
