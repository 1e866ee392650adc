/** A course in the inspector: its curve, its formula, and where it was published; nothing where it is constant. */
import { type Course, courses, isConstant } from '../../core/courses.ts';
import { CourseNow } from '../mixer/CourseNow.tsx';
import { Formula } from './Formula.tsx';

interface Props {
  readonly set: number;
  readonly course: Course;
  readonly name: string;
  readonly color: string;
}

export function CourseFacts({ set, course, name, color }: Props) {
  if (isConstant(course)) return null;
  const { formula, citation } = courses[course.kind];
  return (
    <div className="course-facts">
      <CourseNow {...{ set, course, name, color }} />
      <Formula tex={formula} />
      <p className="citation">
        Over time, s is what is set, t counts steps{course.kind === 'moves' ? '' : ' after the warm-up'}. {citation}.
      </p>
    </div>
  );
}
