/** What an update does: the formula of the optimizer, its moments, and by layer how far the weights move. */
import { graphOf } from '../../../core/graphOf.ts';
import { optimizerKinds } from '../../../core/optimizers.ts';
import { titlesOf } from '../../../core/titles.ts';
import { Equation } from '../../Equation.tsx';
import { formatValue } from '../../format.ts';
import type { StageProps } from './stageTexts.ts';

export function UpdateStage({ stage, told: { dissection, experiment } }: StageProps) {
  const update = dissection.passes[stage.pass]?.updates[stage.update ?? 0];
  if (!update) return null;
  const titles = titlesOf(experiment);
  const { of, rate, count, gradient, change, theta, slots } = update;
  const isShrinking = of === 'proximal';
  const layers = graphOf(experiment).order.filter(
    (id) => (change.layers[id] ?? 0) > 0 || (gradient.layers[id] ?? 0) > 0,
  );
  const share = (layer: string) => (100 * (change.layers[layer] ?? 0)) / (theta.layers[layer] ?? 0);
  return (
    <>
      <p className="step-formula">
        <Equation
          tex={
            isShrinking
              ? String.raw`\theta\leftarrow\operatorname{sign}(\theta)\,\max(|\theta|-\eta\lambda,\,0)`
              : optimizerKinds[experiment.optimizer.kind].formula
          }
        />
        {!isShrinking && (
          <span className="chart-note">
            η = {formatValue(rate)} · its step {count}
            {slots.map(({ symbol, before, after }) => ` · ‖${symbol}‖ ${formatValue(before)} → ${formatValue(after)}`)}
          </span>
        )}
      </p>
      <table className="step-table">
        <thead>
          <tr>
            <th scope="col">Layer</th>
            {!isShrinking && <th scope="col">‖g‖</th>}
            <th scope="col">‖Δθ‖</th>
            <th scope="col">of ‖θ‖</th>
          </tr>
        </thead>
        <tbody>
          {layers.map((layer) => (
            <tr key={layer}>
              <th scope="row">{titles.get(layer)}</th>
              {!isShrinking && <td>{formatValue(gradient.layers[layer])}</td>}
              <td>{formatValue(change.layers[layer])}</td>
              <td>{Number.isFinite(share(layer)) ? `${formatValue(share(layer))} %` : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
