/** What one walk does at the step that is shown, in numbers: gradients, projections, their combination and the update. */
import { optimizerKinds } from '../../../core/optimizers.ts';
import { strategies } from '../../../core/strategies/index.ts';
import { pairAt } from '../../../core/study/plane/ending.ts';
import { pointText } from '../../../core/study/plane/planeFinding.ts';
import type { Pair } from '../../../core/study/plane/planeProblem.ts';
import type { PlaneSetting } from '../../../core/study/plane/setting.ts';
import type { Projected } from '../../../core/study/plane/walk.ts';
import { grouped } from '../../../core/words.ts';
import { formatFactor, formatValue } from '../../format.ts';
import type { Line } from './lines.ts';

interface Row {
  readonly name: string;
  readonly vector: Pair;
  readonly color?: string;
}

export function StepNumbers({ line, setting }: { readonly line: Line; readonly setting: PlaneSetting }) {
  const { path } = line.outing;
  const [g, h] = [pairAt(path.gradients, 2 * line.row), pairAt(path.gradients, 2 * line.row + 1)];
  const scale: Pair = strategies[line.strategy].reads === 'scale' ? setting.faders : [1, 1];
  const rows: Row[] = [
    { name: `g₁ = ${times(scale[0], '∇L₁')}`, vector: g, color: 'var(--loss-0-text)' },
    { name: `g₂ = ${times(scale[1], '∇L₂')}`, vector: h, color: 'var(--loss-1-text)' },
    ...(path.projections[line.row] ?? []).map((one) => projectionRow(one, [g, h])),
    { name: 'd, their combination', vector: pairAt(path.direction, line.row) },
    { name: `update by ${optimizerKinds[setting.optimizer].label}`, vector: pairAt(path.update, line.row) },
  ];
  return (
    <table className="plane-numbers">
      <caption>
        {line.label} at step {grouped(path.steps[line.row] ?? 0)}, x = {pointText(pairAt(path.x, line.row))}
        {angleText(g, h)}
      </caption>
      <thead>
        <tr>
          <th scope="col">Vector</th>
          <th scope="col">along x₁</th>
          <th scope="col">along x₂</th>
          <th scope="col">length</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, vector, color }) => (
          <tr key={name}>
            <th scope="row" style={{ color }}>
              {name}
            </th>
            <td>{formatValue(vector[0])}</td>
            <td>{formatValue(vector[1])}</td>
            <td>{formatValue(Math.hypot(...vector))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "p₁, g₁ projected"; where nothing was to be projected, that. */
function projectionRow({ from, to, loss }: Projected, gradients: readonly [Pair, Pair]): Row {
  const change = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const isKept = change <= 1e-6 * Math.hypot(...from);
  if (loss === undefined) return { name: `mean gradient${isKept ? '' : ', projected into d'}`, vector: from };
  const index = loss === 0 ? '₁' : '₂';
  const share = Math.hypot(...from) / Math.hypot(...gradients[loss]) || 1;
  const what = times(Number(share.toPrecision(4)), `g${index}`);
  return {
    name: isKept ? `p${index} = ${what}` : `p${index}, ${what} projected`,
    vector: to,
    color: `var(--loss-${loss}-text)`,
  };
}

function times(factor: number, symbol: string): string {
  return factor === 1 ? symbol : `${formatFactor(factor)} ${symbol}`;
}

/** How the gradients stand to each other. */
function angleText(g: Pair, h: Pair): string {
  const size = Math.hypot(...g) * Math.hypot(...h);
  if (!(size > 0)) return '';
  const cosine = (g[0] * h[0] + g[1] * h[1]) / size;
  return `; cosine of the gradients ${cosine.toFixed(2).replace('-', '−')}${cosine < 0 ? ': they conflict' : ''}`;
}
