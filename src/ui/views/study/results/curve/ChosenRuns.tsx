/** The runs of the value that is chosen: each opens on the charts, and the value can be taken to the desk. */
import { judgementsOf, type Measure, measureText } from '../../../../../core/compare/measures.ts';
import { pairsOf } from '../../../../../core/study/finding/action.ts';
import type { SetupResult } from '../../../../../core/study/results.ts';
import type { Study } from '../../../../../core/study/study.ts';
import { showRunOf, takeValues } from '../../../../actions/study.ts';

interface ChosenRunsProps {
  readonly studyId: string;
  readonly study: Study;
  readonly result: SetupResult;
  readonly measures: readonly Measure[];
}

export function ChosenRuns({ studyId, study, result, measures }: ChosenRunsProps) {
  const { setup, runs } = result;
  return (
    <section className="curve-chosen" aria-label={`Runs of ${setup.label}`}>
      <b>{setup.label}</b>
      <ul>
        {runs.map((run) => {
          const { seed, validateOn } = run.experiment.training;
          const judged = judgementsOf(run);
          const values = measures.flatMap((measure) => {
            const value = judged.get(measure.key)?.outcome.final.value;
            return value === undefined ? [] : [measureText(measure, value)];
          });
          return (
            <li key={run.id}>
              <button
                type="button"
                className="plain"
                title="Show on the charts"
                onClick={() => void showRunOf(studyId, run.id)}
              >
                seed {seed}
                {validateOn.kind === 'fold' && `, fold ${validateOn.fold}`}
              </button>{' '}
              {run.failure ? run.failure.code : values.join(' · ')}
            </li>
          );
        })}
      </ul>
      <button type="button" className="button small" onClick={() => takeValues(pairsOf(study, setup))}>
        Use {setup.label}
      </button>
    </section>
  );
}
