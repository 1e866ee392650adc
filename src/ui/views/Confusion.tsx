/** Which class is taken for which: rows are the truth, columns the answer, on the validation images. */
import { useState } from 'react';
import { targetOf } from '../../core/datasets/describe.ts';
import { lossName } from '../../core/losses/names.ts';
import { ChartTitle } from '../charts/ChartTitle.tsx';
import { lossLook } from '../lossLook.ts';
import { useLiveRuns } from '../runs/liveRun.ts';
import { shownRun } from '../store.ts';

/** The confusion matrix of one head, to be chosen. */
export function Confusion() {
  const experiment = useLiveRuns((state) => shownRun(state)?.experiment);
  const confusion = useLiveRuns((state) => shownRun(state)?.confusion);
  const [chosen, setChosen] = useState<string>();
  if (!experiment) return null;
  const losses = experiment.losses.filter((loss) => confusion?.[loss.id]);
  const loss = losses.find((one) => one.id === chosen) ?? losses[0];
  const counts = loss && confusion?.[loss.id];
  if (!loss || !counts) {
    return (
      <p className="charts-empty">The confusion matrix comes with the first evaluation of a head for a category.</p>
    );
  }
  const target = 'target' in loss ? targetOf(experiment, loss.target) : undefined;
  const names = counts.map((_, i) => target?.classes?.[i]?.label ?? String(i));
  return (
    <section aria-label="Confusion matrix">
      <div className="chart-head">
        <ChartTitle title="Confusion" term="confusion" />
        {losses.length > 1 ? (
          <select
            className="chart-choice"
            aria-label="Head"
            value={loss.id}
            onChange={(event) => setChosen(event.target.value)}
          >
            {losses.map((one) => (
              <option key={one.id} value={one.id}>
                {lossName(experiment, one.id)}
              </option>
            ))}
          </select>
        ) : (
          <span className="chart-note">{lossName(experiment, loss.id)}</span>
        )}
        <span className="chart-note">rows: truth · columns: answer</span>
      </div>
      <Matrix counts={counts} names={names} color={lossLook(experiment, loss.id).color} />
    </section>
  );
}

interface MatrixProps {
  readonly counts: readonly (readonly number[])[];
  readonly names: readonly string[];
  readonly color: string;
}

/** The classes as heads of columns: what was answered. */
export function ClassNames({ names }: Pick<MatrixProps, 'names'>) {
  return names.map((name) => (
    <th key={name} scope="col">
      {name}
    </th>
  ));
}

/** Counts with the recall of every class. */
export function Matrix({ counts, names, color }: MatrixProps) {
  return (
    <table className="confusion">
      <thead>
        <tr>
          <td />
          <ClassNames names={names} />
          <th scope="col" title="Share of the images of a class that are taken for it">
            recall
          </th>
        </tr>
      </thead>
      <tbody>
        {counts.map((row, i) => {
          const total = row.reduce((sum, count) => sum + count, 0);
          return (
            <tr key={names[i]}>
              <th scope="row">{names[i]}</th>
              {row.map((count, j) => (
                <td
                  key={names[j]}
                  className={i === j ? 'is-right' : undefined}
                  title={`${names[i]} taken for ${names[j]}: ${count} of ${total}`}
                  style={{
                    background: `color-mix(in srgb, ${color} ${Math.round(total > 0 ? (45 * count) / total : 0)}%, var(--paper))`,
                  }}
                >
                  {count > 0 ? count : ''}
                </td>
              ))}
              <td className="confusion-recall">{total > 0 ? `${Math.round((100 * (row[i] ?? 0)) / total)} %` : '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
