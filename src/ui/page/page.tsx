/** The page: takes over what the build drew, or draws. */
// The rules of the parts come behind those that they refine.
import './tokens.css';
import './page.css';
import './controls.css';
import { startTransition } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { soon } from '../turns.ts';
import { App } from './App.tsx';
import { Boundary } from './Boundary.tsx';
import { isDrawnAhead } from './firstSight.ts';
import { wideQuery } from './pieces.ts';

/** Throws where the document has no place for the page. */
export function drawPage(): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root.');
  const app = (
    <Boundary name="The page">
      <App isWideAtFirst={matchMedia(wideQuery).matches} />
    </Boundary>
  );
  soon(() => {
    // As a transition React draws in slices: the engine's first messages and the first press do not wait for the whole page.
    startTransition(() => {
      if (isDrawnAhead(root)) hydrateRoot(root, app);
      else createRoot(root).render(app);
    });
  });
}
