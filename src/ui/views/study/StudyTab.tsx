/** The tab "Study": what is varied of the experiment, the studies that were started, and what came out of the one shown. */
import { planFor } from '../../../core/study/keptStudy.ts';
import { useStore } from '../../store.ts';
import { Results } from './results/Results.tsx';
import { Setup } from './Setup.tsx';

export function StudyTab() {
  const study = useStore(({ studies, shownStudyId }) => studies.find(({ id }) => id === shownStudyId));
  return (
    <div className="study">
      <Setup />
      {study && <Results study={study} plan={planFor(study.study)} />}
    </div>
  );
}
