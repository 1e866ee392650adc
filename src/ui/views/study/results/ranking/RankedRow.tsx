/** A row of the ranking: a method, the swept sums as one, or a task alone. */

import { type Measure, measureText } from '../../../../../core/compare/measures.ts';
import type { Experiment } from '../../../../../core/experiment.ts';
import type { Axes, Pair } from '../../../../../core/study/axes.ts';
import { lastValue, type SetupResult } from '../../../../../core/study/results.ts';
import { sideText } from '../../../../../core/study/sideText.ts';
import type { Standpoint } from '../../../../../core/study/sums.ts';
import { setResultsView, useResultsView } from '../resultsState.ts';
import type { RankingRow } from './rows.ts';
import { SeedDots } from './SeedDots.tsx';

export interface RatedRow {
  readonly cost?: number | undefined;
  readonly standpoint?: Standpoint | undefined;
}

export interface Columns {
  readonly shown: readonly Measure[];
  /** One a measure. */
  readonly scales: readonly Pair[];
  readonly hasGain: boolean;
  readonly hasSides: boolean;
  readonly axes: Axes | undefined;
}

interface RankedRowProps {
  readonly studyId: string;
  readonly row: RankingRow;
  /** Of its setup, in the plan. */
  readonly place: number;
  readonly rated: RatedRow;
  readonly columns: Columns;
}

export function RankedRow({ studyId, row, place, rated, columns }: RankedRowProps) {
  const { chosen, showsSums } = useResultsView(studyId);
  const { result, kind } = row;
  const className = kind === 'alone' ? 'is-alone' : kind === 'method' && row.isMember ? 'is-member' : undefined;
  const isChosen = chosen === place && kind !== 'sums';
  return (
    <tr className={className} aria-current={isChosen ? 'true' : undefined}>
      <th scope="row">
        {kind === 'sums' ? (
          <button
            type="button"
            className="plain"
            aria-expanded={showsSums}
            onClick={() => setResultsView(studyId, { showsSums: !showsSums })}
          >
            <span aria-hidden="true">{showsSums ? '▾ ' : '▸ '}</span>
            {row.count} other weights of the sum
            <small>best: {result.setup.label}</small>
          </button>
        ) : (
          <button
            type="button"
            className="plain"
            aria-pressed={isChosen}
            data-term={methodOf(result.setup.experiment)}
            onClick={() => setResultsView(studyId, { chosen: isChosen ? undefined : place })}
          >
            {result.setup.label}
            {kind === 'alone' && <small>what Δp is measured against</small>}
          </button>
        )}
        {result.diverged > 0 && (
          <small className="ranking-diverged">
            {result.diverged} of {result.ended} diverged
          </small>
        )}
      </th>
      <td className="is-number">{result.meanRank?.toFixed(1) ?? '–'}</td>
      {columns.shown.map((measure, i) => (
        <ValueCell key={measure.key} result={result} measure={measure} scale={columns.scales[i] ?? [0, 1]} />
      ))}
      {columns.hasGain && <GainCell result={result} />}
      <td
        className="is-number"
        title={Number.isNaN(result.stepMs) ? undefined : `${result.stepMs.toFixed(1)} ms a step`}
      >
        {rated.cost === undefined ? '–' : `${rated.cost.toFixed(1)} ×`}
      </td>
      {columns.hasSides && <td>{rated.standpoint && columns.axes ? sideText(rated.standpoint, columns.axes) : ''}</td>}
    </tr>
  );
}

interface ValueCellProps {
  readonly result: SetupResult;
  readonly measure: Measure;
  readonly scale: Pair;
}

function ValueCell({ result, measure, scale }: ValueCellProps) {
  const spread = result.final.get(measure.key);
  if (!spread) return <td className="is-number">–</td>;
  const seeds = result.runs.flatMap((run) => {
    const value = lastValue(run, measure);
    return value === undefined ? [] : [{ seed: run.experiment.training.seed, value }];
  });
  const told = seeds.map(({ seed, value }) => `seed ${seed}: ${measureText(measure, value)}`).join(', ');
  return (
    <td className="is-number" title={told}>
      {measureText(measure, spread.mean)}
      {spread.sd !== undefined && <small> ± {measureText(measure, spread.sd)}</small>}
      <SeedDots values={seeds.map(({ value }) => value)} scale={scale} />
      <span className="visually-hidden">, {told}</span>
    </td>
  );
}

function GainCell({ result: { improvement } }: Pick<ValueCellProps, 'result'>) {
  if (!improvement || 'refusal' in improvement) {
    return (
      <td className="is-number" title={improvement?.refusal}>
        –
      </td>
    );
  }
  const { percent } = improvement;
  const text = Math.abs(percent).toFixed(1);
  return <td className="is-number">{`${text === '0.0' ? '' : percent > 0 ? '+' : '−'}${text}`}</td>;
}

/** Id of the entry of what races: its strategy, or the schedule that takes its place. */
function methodOf({ strategy, schedule }: Experiment): string {
  return schedule.kind === 'joint' ? strategy.kind : `schedule-${schedule.kind}`;
}
