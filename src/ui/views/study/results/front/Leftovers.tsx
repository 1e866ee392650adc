/** What the plane cannot show: points that lie on others, runs that diverged or failed, setups without a value. */
import { measureText } from '../../../../../core/compare/measures.ts';
import type { Axes } from '../../../../../core/study/axes.ts';
import type { Results } from '../../../../../core/study/results.ts';
import { listText } from '../../../../../core/words.ts';
import type { FrontPoint } from './points.ts';

interface LeftoversProps {
  readonly all: readonly FrontPoint[];
  /** Of them those that are drawn. */
  readonly shown: readonly FrontPoint[];
  readonly axes: Axes;
  readonly results: Results;
}

export function Leftovers({ all, shown, axes, results }: LeftoversProps) {
  const duplicates = all.flatMap(({ label, duplicateOf }) =>
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
    result.alone === undefined && result.ended > result.diverged && all.every((point) => point.result !== result)
      ? [result.setup.label]
      : [],
  );
  const far = all
    .filter((point) => !shown.includes(point))
    .map(({ label, mean }) => `${label} (${axes.map((axis, i) => measureText(axis, mean[i] ?? 0)).join(' · ')})`);
  const lines = [
    ['Far outside, on the logarithmic plane only: ', far],
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
