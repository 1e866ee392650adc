/** A course as it is planned, the step under way, and what acts there; its name and its numbers for those who do not see. */
import { actingValue, type Course } from '../../core/courses.ts';
import { type FieldMeta, metaOf } from '../../core/fields.ts';
import { channelFields } from '../../core/losses/index.ts';
import { stepsTaken } from '../../core/run/run.ts';
import { fieldText } from '../../core/words.ts';
import { CourseCurve } from '../CourseCurve.tsx';
import { formatFactor } from '../format.ts';
import { useLiveRuns } from '../runs/liveRun.ts';
import { shownRun } from '../store.ts';

interface Props {
  readonly set: number;
  readonly course: Course;
  /** "Fader of colour". */
  readonly name: string;
  readonly color: string;
}

const courseMeta: FieldMeta = metaOf(channelFields.course);

export function CourseNow({ set, course, name, color }: Props) {
  const step = useActingStep();
  const steps = useLiveRuns((state) => shownRun(state)?.dataset?.totalSteps);
  const acting = formatFactor(actingValue(set, course, step ?? 0));
  return (
    <span
      className="course"
      role="img"
      aria-label={`${name} over time: ${fieldText(courseMeta, course)}`}
      title={`Over time: ${fieldText(courseMeta, course)}`}
    >
      <CourseCurve {...{ course, step, steps, color }} />
      <span className="course-value" aria-hidden="true">
        {step === undefined ? 'begins' : 'acts'} {acting}
      </span>
    </span>
  );
}

/** The step of the run on the charts that was taken last; undefined before the first. */
export function useActingStep(isNeeded = true): number | undefined {
  return useLiveRuns((state) => {
    const run = isNeeded ? shownRun(state) : undefined;
    const steps = run ? stepsTaken(run) : 0;
    return steps > 0 ? steps - 1 : undefined;
  });
}
