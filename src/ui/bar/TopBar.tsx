/** The bar on top: what it is, the experiment, run controls, status, backend, sharing. */
import { redo, undo } from '../actions/edit.ts';
import { closeLearning, learn } from '../actions/learn.ts';
import { openDialog } from '../actions/look.ts';
import { useHistory, useStore } from '../store.ts';
import { BackendBadge } from './BackendBadge.tsx';
import { PresetMenu } from './PresetMenu.tsx';
import { RunControls } from './RunControls.tsx';
import { ProgressLine, StatusLine } from './StatusLine.tsx';
import { ThemeButton } from './ThemeButton.tsx';
import './bar.css';

export function TopBar({ isWide }: { isWide: boolean }) {
  return (
    <header className="top-bar">
      <h1 className="logo">
        <svg viewBox="0 0 20 18" aria-hidden="true">
          <rect x="1" y="1" width="4" height="16" rx="2" fill="var(--loss-0)" />
          <rect x="8" y="6" width="4" height="11" rx="2" fill="var(--loss-1)" />
          <rect x="15" y="10" width="4" height="7" rx="2" fill="var(--loss-2)" />
        </svg>
        <span>Loss Mixer</span>
      </h1>
      <PresetMenu />
      <UndoButtons />
      {isWide && <RunControls />}
      {isWide && <StatusLine />}
      <LearnButton />
      <div className="top-bar-end">
        <BackendBadge />
        <button type="button" className="button" data-control="share" onClick={() => openDialog('share')}>
          Share
        </button>
        <ThemeButton />
        <button
          type="button"
          className="button square"
          data-control="help"
          aria-label="Help and keys"
          title="Help and keys (?)"
          onClick={() => openDialog('help')}
        >
          ?
        </button>
      </div>
      {isWide && <ProgressLine />}
    </header>
  );
}

function LearnButton() {
  const isOpen = useStore((state) => state.learning !== null);
  return (
    <button
      type="button"
      className="button learn-button"
      aria-pressed={isOpen}
      onClick={() => (isOpen ? closeLearning() : learn())}
    >
      Learn
    </button>
  );
}

function UndoButtons() {
  const canUndo = useHistory((history) => history.pastStates.length > 0);
  const canRedo = useHistory((history) => history.futureStates.length > 0);
  return (
    <fieldset className="undo-buttons" aria-label="History">
      <button type="button" className="button square" aria-label="Undo" title="Undo" disabled={!canUndo} onClick={undo}>
        <span aria-hidden="true">↶</span>
      </button>
      <button type="button" className="button square" aria-label="Redo" title="Redo" disabled={!canRedo} onClick={redo}>
        <span aria-hidden="true">↷</span>
      </button>
    </fieldset>
  );
}

/** On a phone: the run controls at the thumb, whatever part of the page is shown. */
export function RunBar() {
  return (
    <section className="run-bar" aria-label="Run controls">
      <ProgressLine />
      <RunControls />
      <StatusLine />
    </section>
  );
}
