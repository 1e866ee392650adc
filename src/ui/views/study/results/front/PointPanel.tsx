/** What is known of the point that is looked at, its runs, and what can be done with it. */
import { useState } from 'react';
import { type Measure, measureText } from '../../../../../core/compare/measures.ts';
import { type Axes, axisText, costsOn } from '../../../../../core/study/axes.ts';
import { type KeptStudy, studyRunId } from '../../../../../core/study/keptStudy.ts';
import { lastValue, type Results } from '../../../../../core/study/results.ts';
import { sideText } from '../../../../../core/study/sideText.ts';
import { isWeightedSum, standpointOf } from '../../../../../core/study/sums.ts';
import { counted } from '../../../../../core/words.ts';
import { setCompared } from '../../../../actions/look.ts';
import { showRunOf, takeExperiment } from '../../../../actions/study.ts';
import { comparedLimit, store, useStore } from '../../../../store.ts';
import { dominanceOf, type FrontPoint } from './points.ts';

interface PointPanelProps {
  readonly study: KeptStudy;
  readonly results: Results;
  /** Of the setup, in the plan. */
  readonly place: number;
  readonly axes: Axes;
  /** Of all setups with a value on both axes. */
  readonly points: readonly FrontPoint[];
}

export function PointPanel({ study, results, place, axes, points }: PointPanelProps) {
  const [done, setDone] = useState<{ readonly place: number; readonly text: string }>();
  const kept = useStore((state) => state.kept);
  const inMemory = useStore((state) => state.runs);
  const result = results.setups[place];
  if (!result) return null;
  const { setup, runs, final } = result;
  const idOf = (id: string) => studyRunId(study.id, { id });
  const isKept = (id: string) => [...inMemory, ...kept].some((run) => run.id === idOf(id));
  const keptIds = runs.flatMap(({ id }) => (isKept(id) ? [idOf(id)] : []));
  const standpoint = isWeightedSum(result)
    ? undefined
    : standpointOf(result, results.setups.filter(isWeightedSum), costsOn(axes));
  const point = points.find((one) => one.place === place);
  const dominance = point && dominanceOf(point, points, axes);
  const say = (text: string) => setDone({ place, text });

  async function show(id: string, name: string) {
    await showRunOf(study.id, id);
    if (store.getState().shownRunId === idOf(id)) say(`Its run of ${name} is on the charts.`);
  }

  function compare() {
    const { comparedRunIds } = store.getState();
    const all = [...new Set([...comparedRunIds, ...keptIds])];
    setCompared(all.slice(0, Math.max(comparedLimit, comparedRunIds.length)));
    say(
      all.length > comparedLimit
        ? `The charts compare no more than ${comparedLimit} runs: the others were left out.`
        : 'Its runs are compared on the charts and in Compare.',
    );
  }

  return (
    <section className="front-panel" aria-label={`The point ${setup.label}`}>
      <h3>{setup.label}</h3>
      {standpoint && <p>To the front of the sums: {sideText(standpoint, axes)}.</p>}
      {dominance && (
        <p>
          Dominates {dominance.below} of {counted(points.length, 'point')}
          {dominance.above > 0 && `; ${dominance.above} ${dominance.above === 1 ? 'dominates' : 'dominate'} it`}.
        </p>
      )}
      <table>
        <caption className="visually-hidden">Its values over the seeds</caption>
        <tbody>
          {shownMeasures(results.measures, axes).map((measure) => {
            const spread = final.get(measure.key);
            if (!spread) return null;
            return (
              <tr key={measure.key}>
                <th scope="row">{axisText(measure)}</th>
                <td>
                  {measureText(measure, spread.mean)}
                  {spread.sd !== undefined && <small> ± {measureText(measure, spread.sd)}</small>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="front-buttons">
        <button
          type="button"
          className="button small primary"
          onClick={() => {
            takeExperiment(setup.experiment);
            say(`“${setup.label}” is on the desk. Undo takes it back.`);
          }}
        >
          Use this
        </button>
        <button type="button" className="button small" disabled={keptIds.length === 0} onClick={compare}>
          Compare
        </button>
      </div>
      <ul className="front-runs">
        {runs.map((run) => {
          const values = axes.map((measure) => {
            const value = lastValue(run, measure);
            return value === undefined ? '–' : measureText(measure, value);
          });
          const { seed, validateOn } = run.experiment.training;
          const name = `seed ${seed}${validateOn.kind === 'fold' ? `, fold ${validateOn.fold}` : ''}`;
          return (
            <li key={run.id}>
              <span>
                {name}: {run.failure ? 'diverged' : values.join(' · ')}
              </span>
              {isKept(run.id) && (
                <button
                  type="button"
                  className="plain"
                  aria-label={`Show its run of ${name}`}
                  onClick={() => void show(run.id, name)}
                >
                  show its run
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {keptIds.length === 0 && runs.length > 0 && (
        <p className="front-note">Its runs are not kept in this browser; “Use this” and Run make one.</p>
      )}
      <p className="front-note" role="status">
        {done?.place === place ? done.text : ''}
      </p>
    </section>
  );
}

/** Those on the axes first, then the main ones. */
function shownMeasures(measures: readonly Measure[], axes: Axes): readonly Measure[] {
  return [...axes, ...measures.filter(({ key, isMain }) => isMain && axes.every((axis) => axis.key !== key))];
}
