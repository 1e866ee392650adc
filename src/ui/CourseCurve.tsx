/**
 * What a fader or the learning rate is planned to be, as a small curve from 0 at its foot; the step under way is marked,
 * and waits at the end when the course is over.
 */
import { actingValue, type Course, courseSpan } from '../core/courses.ts';

interface Props {
  readonly course: Course;
  /** The step that acts; nothing before the first. */
  readonly step?: number | undefined;
  /** Steps of the run, if there is one. */
  readonly steps?: number | undefined;
  readonly color: string;
}

const width = 72;
const height = 20;
const points = 72;

export function CourseCurve({ course, step, steps, color }: Props) {
  const end = courseSpan(course, steps);
  const ends = Array.from({ length: points + 1 }, (_, i) => Math.round((i * end) / points));
  const values = ends.map((at) => actingValue(1, course, at));
  const top = Math.max(...values) || 1;
  const x = (at: number) => ((at / end) * width).toFixed(1);
  const y = (value: number) => (height - 2 - (value / top) * (height - 4)).toFixed(1);
  const path = values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(ends[i] ?? 0)} ${y(value)}`).join('');
  const now = step === undefined ? undefined : Math.min(step, end);
  return (
    <svg className="course-curve" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} fill="none" stroke={color} strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
      {now !== undefined && (
        // A line without length and with round ends is a dot that no scaling bends.
        <path
          className="course-now"
          d={`M${x(now)} ${y(actingValue(1, course, now))}h0`}
          stroke={color}
          strokeWidth={7}
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
