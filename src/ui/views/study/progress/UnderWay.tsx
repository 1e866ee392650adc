/** The runs that the lanes work on. */
import { nameOf, type Plan } from '../../../../core/study/plan.ts';
import type { StudyProgress } from '../../../../core/study/progress.ts';
import { grouped } from '../../../../core/words.ts';

interface UnderWayProps {
  readonly plan: Plan;
  readonly progress: StudyProgress;
}

export function UnderWay({ plan, progress: { underWay } }: UnderWayProps) {
  if (underWay.length === 0) return null;
  return (
    <p className="study-now">
      Now:{' '}
      {underWay.map(({ planned, steps, totalSteps }, i) => (
        <span key={planned.id}>
          {i > 0 && ' · '}
          {nameOf(plan, planned)}, step {grouped(steps)} of {grouped(totalSteps)}
        </span>
      ))}
    </p>
  );
}
