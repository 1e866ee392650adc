/** What the page is, and three ways to begin. The experiment behind it trains already. */
import { lessons } from '../../core/lessons/index.ts';
import { presets } from '../../core/presets.ts';
import { endGuide, learn, startTour } from '../actions/learn.ts';
import { openDialog } from '../actions/look.ts';
import { controls } from '../controls.ts';

export function Welcome() {
  return (
    <aside className="guide-card" aria-label="Welcome">
      <header className="guide-head">
        <h2>Welcome</h2>
        <button type="button" className="button quiet square" aria-label="Close the welcome" onClick={endGuide}>
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      <p role="status">
        This page trains one network with several losses, live, so that you see how they pull on it and what each way of
        combining them makes of it.
      </p>
      <div className="guide-choices">
        <button type="button" className="button primary" onClick={startTour}>
          Watch: one minute
        </button>
        <button type="button" className="button" onClick={() => learn(lessons[0]?.id)}>
          Take lesson 1
        </button>
        <button type="button" className="button" onClick={endGuide}>
          Just play
        </button>
      </div>
      <button type="button" className="guide-link" onClick={choosePreset}>
        or choose from {presets.length} experiments
      </button>
    </aside>
  );
}

/** From the menu of experiments, which has the focus again when the dialog closes: this card is gone by then. */
function choosePreset(): void {
  document.querySelector<HTMLElement>(controls.presets.selector)?.focus();
  endGuide();
  openDialog('presets');
}
