/** What the plane cannot show: points that lie on others, runs that diverged or failed, setups without a value. */
import type { Results } from '../../../../../core/study/results.ts';
import { listText } from '../../../../../core/words.ts';
import type { FrontPoint } from './points.ts';

interface LeftoversProps {
  readonly points: readonly FrontPoint[];
  readonly results: Results;
}

export function Leftovers({ points, results }: LeftoversProps) {
  const duplicates = points.flatMap(({ label, duplicateOf }) =>
    duplicateOf === undefined ? [] : [`${label} (as ${duplicateOf})`],
  );
  const failures = results.setups.flatMap(({ setup, runs }) =>
    runs.flatMap(({ failure, experiment }) =>
      failure
        ? [`${setup.label}, seed ${experiment.training.seed}${failure.code === 'diverged' ? '' : ' (failed)'}`]
        : [],
    ),
  );
  const without = results.setups.flatMap((result) =>
    result.alone === undefined && result.ended > result.diverged && points.every((point) => point.result !== result)
      ? [result.setup.label]
      : [],
  );
  const lines = [
    ['Equal to another point: ', duplicates],
    ['Diverged, listed and not counted: ', failures],
    ['Without a value on both axes: ', without],
  ] as const;
  return (
    <div className="front-note">
      {lines.map(([what, names]) => names.length > 0 && <p key={what}>{`${what}${listText(names)}.`}</p>)}
    </div>
  );
}
