/** What is varied of the experiment on the desk, what that makes, and its start. */
import { useDeferredValue, useMemo } from 'react';
import { isBlank, studyOf } from '../../../core/study/draft.ts';
import { planFor } from '../../../core/study/keptStudy.ts';
import { useStore } from '../../store.ts';
import { StudyList } from './progress/StudyList.tsx';
import { AddField } from './setup/AddField.tsx';
import { Options } from './setup/Options.tsx';
import { Ready } from './setup/Ready.tsx';
import { Start } from './setup/Start.tsx';
import { VariationRows } from './setup/VariationRows.tsx';

export function Setup() {
  const draft = useStore((state) => state.draft);
  // A fader that is dragged does not wait for the plan.
  const experiment = useDeferredValue(useStore((state) => state.experiment));
  const study = useMemo(() => studyOf(experiment, draft), [experiment, draft]);
  if (isBlank(draft)) {
    return (
      <section className="study-setup" aria-label="Set up a study">
        <p className="study-lead">
          A study runs the experiment on the desk again and again, each time with another value, and lays the results
          side by side. Which question?
        </p>
        <Ready />
        <div className="study-options">
          <AddField experiment={experiment} />
          <span className="study-note">or press “vary…” beside any control; by keyboard Alt V</span>
        </div>
        <StudyList />
      </section>
    );
  }
  const plan = planFor(study);
  return (
    <section className="study-setup" aria-label="Set up a study">
      <Start {...{ study, plan, draft }} />
      <VariationRows {...{ draft, experiment, plan }} />
      <div className="study-options">
        <AddField experiment={experiment} />
        <Options {...{ draft, experiment }} />
      </div>
      <details>
        <summary className="study-summary">Another question</summary>
        <Ready />
      </details>
      <StudyList />
    </section>
  );
}
