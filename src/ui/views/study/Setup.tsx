/** What is varied of the experiment on the desk, and how many runs that makes. */
import { studyOf } from '../../../core/study/draft.ts';
import { planFor } from '../../../core/study/keptStudy.ts';
import { counted } from '../../../core/words.ts';
import { startStudy } from '../../actions/study.ts';
import { useStore } from '../../store.ts';

export function Setup() {
  const draft = useStore((state) => state.draft);
  const experiment = useStore((state) => state.experiment);
  const { runs } = planFor(studyOf(experiment, draft));
  return (
    <section aria-label="Set up a study">
      <p>{counted(runs.length, 'run')}</p>
      <button type="button" onClick={() => startStudy()}>
        Start
      </button>
    </section>
  );
}
