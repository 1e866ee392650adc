/** Problems as a list: the first eight, each behind its place where places are asked for. */
import type { Problem } from '../../core/problem.ts';

const shown = 8;

interface ProblemItemsProps {
  readonly problems: readonly Problem[];
  readonly hasPlaces?: boolean;
}

/** "network › conv-1 › filters: Filters is 1000000 …". */
export function ProblemItems({ problems, hasPlaces = false }: ProblemItemsProps) {
  return (
    <ul>
      {problems.slice(0, shown).map((problem) => (
        <li key={`${problem.at.join('/')} ${problem.message}`}>
          {hasPlaces && problem.at.length > 1 && <b>{problem.at.join(' › ')}: </b>}
          {problem.message} {problem.remedy}
        </li>
      ))}
      {problems.length > shown && <li>And {problems.length - shown} more.</li>}
    </ul>
  );
}
