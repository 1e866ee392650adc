/** A gradient on its way back: its length in the weights of every layer, from the loss to the image, on one scale for all losses. */
import { graphOf } from '../../../core/graphOf.ts';
import { lossName } from '../../../core/losses/names.ts';
import { titlesOf } from '../../../core/titles.ts';
import { formatValue } from '../../format.ts';
import { lossLook } from '../../lossLook.ts';
import type { StageProps } from './stageTexts.ts';

export function BackwardStage({ stage, told: { dissection, experiment } }: StageProps) {
  const graph = graphOf(experiment);
  const titles = titlesOf(experiment);
  const backward = dissection.passes[stage.pass]?.backward ?? [];
  const shown = backward.find((one) => one.loss === stage.loss);
  const others = backward.filter((one) => one !== shown);
  const layers = graph.order.filter((id) => (graph.nodes.get(id)?.parameters ?? 0) > 0).reverse();
  const most = Math.max(...backward.flatMap((one) => Object.values(one.layers)), Number.MIN_VALUE);
  if (!shown) return null;
  const barOf = (loss: string, length: number | undefined) => (
    <span
      key={loss}
      className="step-length"
      data-other={loss !== stage.loss || undefined}
      style={{ width: `${(100 * (length ?? 0)) / most}%`, background: lossLook(experiment, loss).color }}
    />
  );
  return (
    <>
      <ol className="step-lengths">
        {layers.map((id) => (
          <li key={id} data-reached={shown.layers[id] !== undefined || undefined}>
            <span>{titles.get(id)}</span>
            <span className="step-lengths-bars" aria-hidden="true">
              {barOf(shown.loss, shown.layers[id])}
              {others.map((other) => barOf(other.loss, other.layers[id]))}
            </span>
            <span className="step-number">
              {shown.layers[id] === undefined ? 'not reached' : formatValue(shown.layers[id])}
            </span>
          </li>
        ))}
      </ol>
      <p className="chart-note">
        Length of the gradient in the weights of each layer
        {others.length > 0 && `; thin: ${others.map((one) => lossName(experiment, one.loss)).join(', ')}`}.
      </p>
    </>
  );
}
