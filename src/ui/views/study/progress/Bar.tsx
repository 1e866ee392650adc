/** A line as long as what is done of a study. */
import type { StudyProgress } from '../../../../core/study/progress.ts';

export function Bar({ progress: { steps, totalSteps, done, total }, name }: { progress: StudyProgress; name: string }) {
  const share = totalSteps > 0 ? steps / totalSteps : 0;
  return (
    <div
      className="study-bar"
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={`${done} of ${total} runs`}
    >
      <span style={{ width: `${100 * share}%` }} />
    </div>
  );
}
