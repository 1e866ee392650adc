/** Runs that did not end by themselves, each with its reason: diverged ones are outcomes, failed ones can be run again. */
import type { KeptStudy } from '../../../../core/study/keptStudy.ts';
import { nameOf, type Plan } from '../../../../core/study/plan.ts';
import type { StudyProgress } from '../../../../core/study/progress.ts';
import { counted } from '../../../../core/words.ts';
import { retryFailed } from '../../../actions/study.ts';

interface LostProps {
  readonly study: KeptStudy;
  readonly plan: Plan;
  readonly progress: StudyProgress;
}

export function Lost({ study, plan, progress: { diverged, failed } }: LostProps) {
  if (diverged + failed === 0) return null;
  const lost = study.outcomes.filter(({ ending }) => ending === 'diverged' || ending === 'failed');
  const counts = [
    ...(diverged > 0 ? [`${counted(diverged, 'run')} diverged`] : []),
    ...(failed > 0 ? [`${counted(failed, 'run')} failed`] : []),
  ];
  return (
    <details className="study-lost">
      <summary>{counts.join(', ')}</summary>
      <ul>
        {lost.map(({ id, ending, message }) => {
          const planned = plan.runs.find((run) => run.id === id);
          return (
            <li key={id}>
              <b>{planned ? nameOf(plan, planned) : id}</b> {ending}
              {message && `: ${message}`}
            </li>
          );
        })}
      </ul>
      {failed > 0 && (
        <button type="button" className="button small" onClick={() => retryFailed(study.id)}>
          Run the failed again
        </button>
      )}
    </details>
  );
}
