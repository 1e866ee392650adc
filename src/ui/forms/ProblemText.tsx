/** A Problem at its place: what is wrong, what to do, and a button that does it where there is one. */
import { fixLabel } from '../../core/edit/fixes.ts';
import type { Problem } from '../../core/problem.ts';
import { fix } from '../actions/edit.ts';

export function ProblemText({ problem }: { problem: Problem }) {
  const repair = problem.fix;
  return (
    <p className="problem" data-severity={problem.severity}>
      <span>
        {problem.message} {problem.remedy}
      </span>
      {repair && (
        <button type="button" className="button small" onClick={() => fix(repair)}>
          {fixLabel(repair)}
        </button>
      )}
    </p>
  );
}
