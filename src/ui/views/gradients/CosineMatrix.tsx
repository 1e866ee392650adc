/** The cosines between all losses' gradients at the last measured step, as a matrix: red where they conflict. */
import { lossName } from '../../../core/losses/names.ts';
import type { Run } from '../../../core/run/run.ts';
import { ChartTitle } from '../../charts/ChartTitle.tsx';
import { Enlargeable } from '../../charts/Enlargeable.tsx';
import { useHoverStep } from '../../charts/hoverStep.ts';
import { cosineColumn, cosinePairs } from '../../charts/lines.ts';
import { type Tables, valueAt } from '../../charts/rows.ts';
import { lossLook } from '../../lossLook.ts';

/** Now, or at the step under the crosshair. */
export function CosineMatrix({ run }: { readonly run: Run }) {
  const step = useHoverStep() ?? Number.POSITIVE_INFINITY;
  const measured = new Set(cosinePairs(run).flat());
  const losses = run.experiment.losses.filter((loss) => measured.has(loss.id));
  const tables: Tables = run;
  return (
    <Enlargeable title="Cosine between the losses' gradients">
      <figcaption className="chart-head">
        <ChartTitle title="Agreement" term="cosine" />
        <span className="chart-note">1 same direction · 0 unrelated · −1 opposite</span>
      </figcaption>
      {losses.length < 2 ? (
        <p className="chart-empty">Comes with the first measurement, where two losses share layers.</p>
      ) : (
        <div className="cosine-scroll">
          <table className="cosine-matrix">
            <thead>
              <tr>
                <td />
                {losses.map((loss) => (
                  <th key={loss.id} scope="col" style={{ color: lossLook(run.experiment, loss.id).text }}>
                    {lossName(run.experiment, loss.id)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {losses.map((row) => (
                <tr key={row.id}>
                  <th scope="row" style={{ color: lossLook(run.experiment, row.id).text }}>
                    {lossName(run.experiment, row.id)}
                  </th>
                  {losses.map((loss) => (
                    <Cell key={loss.id} cosine={row === loss ? 1 : cosineAt(tables, row.id, loss.id, step)} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Enlargeable>
  );
}

function Cell({ cosine }: { readonly cosine: number | undefined }) {
  if (cosine === undefined) return <td>–</td>;
  const share = Math.round(Math.min(1, Math.abs(cosine)) * 45);
  const color = cosine < 0 ? 'var(--wrong)' : 'var(--ink)';
  return (
    <td style={{ background: `color-mix(in srgb, ${color} ${cosine < 0 ? share : share / 3}%, var(--paper))` }}>
      {cosine.toFixed(2).replace('-', '−')}
    </td>
  );
}

function cosineAt(tables: Tables, a: string, b: string, step: number): number | undefined {
  const column = cosineColumn(tables.train, a, b);
  return column === undefined
    ? undefined
    : valueAt(tables, { key: column, table: 'train', column, isSmoothed: false }, step);
}
