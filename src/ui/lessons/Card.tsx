/** A card beside the page: it can be moved and folded, and locks nothing. */
import { type ReactNode, useState } from 'react';
import { Style } from '../Style.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './lessons.css?inline';
import { useMoving } from './useMoving.ts';

interface Props {
  /** For those who do not see where it stands. */
  readonly label: string;
  readonly title: string;
  /** The buttons besides the one that folds it. */
  readonly buttons: ReactNode;
  readonly children: ReactNode;
}

export function Card({ label, title, buttons, children }: Props) {
  const [isFolded, setFolded] = useState(false);
  const moving = useMoving();
  return (
    <aside className="lesson-card" data-docked={!isFolded && !moving.isMoved} aria-label={label} style={moving.style}>
      <Style>{style}</Style>
      <header className="lesson-head">
        <button
          type="button"
          className="lesson-move"
          aria-label="Move the card: arrow keys"
          title="Drag to move"
          {...moving.handle}
        >
          <span aria-hidden="true">⠿</span>
        </button>
        <h2 className="lesson-name">{title}</h2>
        <button type="button" className="button quiet" aria-expanded={!isFolded} onClick={() => setFolded(!isFolded)}>
          {isFolded ? 'Unfold' : 'Fold'}
        </button>
        {buttons}
      </header>
      <div hidden={isFolded} className="lesson-body">
        {children}
      </div>
    </aside>
  );
}
