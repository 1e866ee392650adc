/** The end of a run in a sentence: what came out, why where something is wrong, and a button that tries the remedy. */
import { useMemo, useState } from 'react';
import { fixLabel } from '../../core/edit/fixes.ts';
import type { Fix } from '../../core/problem.ts';
import { diagnose } from '../../core/run/diagnosis/diagnosis.ts';
import { endedOf } from '../../core/run/diagnosis/ended.ts';
import { fix } from '../actions/edit.ts';
import { run } from '../actions/run.ts';
import { drivenRun, useStore } from '../store.ts';

/** Of the driven run, which has ended. */
export function EndBanner() {
  const ended = useStore(drivenRun);
  const [isOpen, setOpen] = useState(true);
  const diagnosis = useMemo(() => ended && diagnose(endedOf(ended)), [ended]);
  if (!diagnosis || !isOpen) return null;
  const { failure } = ended ?? {};
  const { outcome, text, fix: remedy } = diagnosis;
  return (
    <section className={failure ? 'banner end wrong' : 'banner end'} aria-label="What came out of the run">
      <p role={failure ? 'alert' : 'status'}>
        {failure && <b>{failure.message} </b>}
        {!failure && outcome} <span>{text}</span>
      </p>
      <div className="banner-buttons">
        {remedy && (
          <button type="button" className="button" onClick={() => tryOut(remedy)}>
            {fixLabel(remedy)}
          </button>
        )}
        <button type="button" className="button" onClick={() => setOpen(false)}>
          Close
        </button>
      </div>
    </section>
  );
}

function tryOut(remedy: Fix): void {
  fix(remedy);
  run();
}
