/** The methods of a race, ranked: quality with its seeds, cost of a step, and where each stands to the weighted sums. */

import { useMemo } from 'react';
import { axesOf, costsOn } from '../../../../../core/study/axes.ts';
import { improvementFormula } from '../../../../../core/study/rating/improvement.ts';
import { lastValue, type Results, type SetupResult } from '../../../../../core/study/results.ts';
import { stepCost } from '../../../../../core/study/stepCost.ts';
import { isWeightedSum, standpointOf } from '../../../../../core/study/sums.ts';
import { capitalised } from '../../../../../core/words.ts';
import { Equation } from '../../../../Equation.tsx';
import { lossLook } from '../../../../lossLook.ts';
import { Style } from '../../../../Style.tsx';
import type { PictureProps } from '../picture.ts';
import { type ResultsView, useResultsView } from '../resultsState.ts';
import { Head } from './Head.tsx';
import { RankedRow, type RatedRow } from './RankedRow.tsx';
// The one style sheet of the page is there at first sight: what is fetched later brings its own.
import style from './ranking.css?inline';
import { rankingRows, type SortValue } from './rows.ts';
import { scaleOf } from './SeedDots.tsx';

export function Ranking({ study, results }: PictureProps) {
  const view = useResultsView(study.id);
  const { measures, setups } = results;
  const main = measures.filter(({ isMain }) => isMain);
  const shown = main.length > 0 ? main : measures;
  const axes = axesOf(results, view.axes);
  const rated = useMemo(() => rate(results, view.axes), [results, view.axes]);
  const sortValue: SortValue = (result, by) => {
    if (by === 'label') return result.setup.label;
    if (by === 'rank') return result.meanRank;
    if (by === 'improvement') return percentOf(result.improvement);
    if (by === 'cost') return rated.get(result)?.cost;
    if (by === 'side') return rated.get(result)?.standpoint?.side;
    return result.final.get(by.slice('measure '.length))?.mean;
  };
  const rows = rankingRows(setups, sortValue, view);
  const racing = setups.filter(({ alone }) => alone === undefined);
  const scales = shown.map((measure) =>
    scaleOf(
      racing.flatMap(({ runs }) => runs.flatMap((run) => lastValue(run, measure) ?? [])),
      measure.isHigherBetter,
    ),
  );
  const gains = setups.flatMap(({ improvement }) => improvement ?? []);
  const hasSides = [...rated.values()].some(({ standpoint }) => standpoint);
  const refusal = gains.flatMap((gain) => ('refusal' in gain ? [gain.refusal] : []))[0];
  const columns = { shown, scales, hasGain: gains.length > 0, hasSides, axes };
  return (
    <section className="ranking" aria-label="Ranking">
      <Style>{style}</Style>
      <div className="ranking-scroll">
        <table className="ranking-table">
          <thead>
            <tr>
              <Head studyId={study.id} by="label" label="Method" />
              <Head
                studyId={study.id}
                by="rank"
                label="Mean rank ↓"
                term="mean-rank"
                help="Rank of the mean over the seeds in each of these measures, equal ones sharing theirs; then the mean of the ranks."
              />
              {shown.map(({ key, title, lossId, quantity, help, isHigherBetter }) => (
                <Head
                  key={key}
                  studyId={study.id}
                  by={`measure ${key}`}
                  label={`${capitalised(title)} ${isHigherBetter ? '↑' : '↓'}`}
                  detail={`${quantity}, mean ± sd`}
                  color={lossLook(study.study.experiment, lossId).text}
                  help={`${help} On the validation images, at the end of the run; the dots are the seeds.`}
                  startsDescending={isHigherBetter}
                />
              ))}
              {columns.hasGain && (
                <Head
                  studyId={study.id}
                  by="improvement"
                  label="Δp, % ↑"
                  detail="over each task alone"
                  term="delta-p"
                  startsDescending
                />
              )}
              <Head
                studyId={study.id}
                by="cost"
                label="Step ↓"
                detail="time, of the sum's"
                help="The median time of a step, as a multiple of that of the weighted sums."
              />
              {hasSides && (
                <Head
                  studyId={study.id}
                  by="side"
                  label="To the front of the sums"
                  help="Each seed against the weighted sums of the same seed, on the plane of the two measures that is drawn."
                />
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <RankedRow
                key={`${row.kind} ${row.result.setup.label}`}
                studyId={study.id}
                row={row}
                place={setups.indexOf(row.result)}
                rated={rated.get(row.result) ?? {}}
                columns={columns}
              />
            ))}
          </tbody>
        </table>
      </div>
      {columns.hasGain && (
        <div className="ranking-note">
          <Equation tex={improvementFormula} isDisplay />
          <p>
            Δp is the improvement over the runs of each task alone, in per cent: the higher the better. M is the
            method's mean over the seeds, B that of the task alone, w is 1 where a higher value is better; the mean is
            taken over the measures of a task first, then over the tasks.
          </p>
          {refusal !== undefined && <p>It is not given everywhere. {refusal}</p>}
        </div>
      )}
    </section>
  );
}

function percentOf(improvement: { readonly percent: number } | { readonly refusal: string } | undefined) {
  return improvement && 'percent' in improvement ? improvement.percent : undefined;
}

/** What a step of each setup costs, and where it stands to the weighted sums on those axes. */
function rate(results: Results, keys: ResultsView['axes']): ReadonlyMap<SetupResult, RatedRow> {
  const sums = results.setups.filter(isWeightedSum);
  const axes = axesOf(results, keys);
  return new Map(
    results.setups.map((result) => [
      result,
      {
        cost: stepCost(result, sums),
        standpoint: axes && !isWeightedSum(result) ? standpointOf(result, sums, costsOn(axes)) : undefined,
      },
    ]),
  );
}
