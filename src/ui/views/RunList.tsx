/** The runs so far, newest first: what changed, where each ended, and whether it is drawn behind the current one. */

import { lossName } from '../../core/losses/names.ts';
import { columnName } from '../../core/run/columns.ts';
import { liveDifference } from '../../core/run/difference.ts';
import { headMetric, headMetricText } from '../../core/run/headMetrics.ts';
import { last } from '../../core/run/metrics.ts';
import type { Run } from '../../core/run/run.ts';
import { stepsTaken } from '../../core/run/run.ts';
import { grouped } from '../../core/words.ts';
import { showRun, toggleCompared } from '../actions/look.ts';
import { takeMoves } from '../actions/takeMoves.ts';
import { headLosses, naturalMetric } from '../charts/lines.ts';
import { formatValue } from '../format.ts';
import { lossLook } from '../lossLook.ts';
import { useLiveRuns } from '../runs/liveRun.ts';
import { useStore } from '../store.ts';
import { NoRun } from './NoRun.tsx';

/** A row a run. */
export function RunList() {
  const runs = useLiveRuns((state) => state.runs);
  const shownRunId = useLiveRuns((state) => state.shownRunId);
  const comparedRunIds = useStore((state) => state.comparedRunIds);
  if (runs.length === 0) return <NoRun />;
  return (
    <table className="run-list">
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">Steps</th>
          <th scope="col">Validation</th>
          <th scope="col">Backend</th>
          <th scope="col">ms a step</th>
          <th scope="col">Overlay</th>
        </tr>
      </thead>
      <tbody>
        {[...runs].reverse().map((run) => (
          <tr key={run.id} aria-current={run.id === shownRunId ? 'true' : undefined}>
            <th scope="row">
              <button type="button" className="run-title" onClick={() => showRun(run.id)}>
                {run.title}
              </button>
              <span className="chart-note">{run.status}</span>
              <LiveChanges run={run} />
            </th>
            <td>{grouped(stepsTaken(run))}</td>
            <td>
              <Results run={run} />
            </td>
            <td>{run.choice?.name ?? '–'}</td>
            <td>{run.pace ? formatValue(run.pace.stepMs) : '–'}</td>
            <td>
              <input
                type="checkbox"
                aria-label={`Draw "${run.title}" behind the current run`}
                checked={comparedRunIds.includes(run.id)}
                disabled={run.id === shownRunId}
                onChange={() => toggleCompared(run.id)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was changed while the run went on; nothing where nothing was. */
function LiveChanges({ run }: { readonly run: Run }) {
  if (run.changes.length === 0) return null;
  const changes = liveDifference(run);
  return (
    <span className="chart-note run-changes">
      changed live: {changes || 'there and back'}{' '}
      <button
        type="button"
        className="run-take"
        title="Puts the experiment of this run on the desk, with its moves as courses over time: run it again for the same numbers."
        onClick={() => takeMoves(run)}
      >
        Make these moves part of the experiment
      </button>
    </span>
  );
}

/** The first metric of every head, or its loss, at the last evaluation. */
function Results({ run }: { readonly run: Run }) {
  return headLosses(run.experiment).map((loss) => {
    const { id } = loss;
    const metric = naturalMetric(run, loss);
    const value = last(run.validation, columnName(metric ?? 'loss', id));
    return (
      <span key={id} className="run-result" style={{ color: lossLook(run.experiment, id).text }}>
        {lossName(run.experiment, id)}{' '}
        <b title={metric ? headMetric(metric).label : 'loss'}>
          {metric && value !== undefined ? headMetricText(metric, value) : formatValue(value)}
        </b>
      </span>
    );
  });
}
