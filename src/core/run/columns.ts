/**
 * Names of the columns of a run. The table 'train' has a row a step: `step`, `learning-rate`, `total`, and for every loss
 * `<quantity>:<loss>`; where gradients are measured also `cosine:<loss>:<loss>` for every pair, and the shares. The table
 * 'validation' has a row an evaluation: `step`, `loss:<loss>`, and `<metric>:<loss>` for every metric of its head. An id has
 * no colon. Where losses share layers it also has `layer-cosine:<layer>:<loss>:<loss>` for every pair and shared layer: the
 * mean over the measurements since the evaluation before.
 *
 * Both tables have `time` where a clock is kept: the seconds spent on steps so far, without pauses, evaluations and looks.
 * It is the one column that differs from one run of an experiment to the next.
 *
 * The total is the scalar that is minimised, with the penalties that are added: the strategy's own where it defines one
 * (between two measurements its tangent), else Σ weight·loss.
 *
 * Norm, cosine, descent and gain are over the shared weights, or all of a loss alone, and of what the strategy weighs: of
 * fader × loss where it takes faders as scales, else of the loss. With g its gradient, the descent is ⟨d, g⟩ of the combined
 * gradient d, before the optimizer. The gain is ⟨θ − θ′, g⟩ of the whole step from θ to θ′, with optimizer, penalties and
 * decay: by how much it lowers the loss to first order, below zero where the step goes against it.
 *
 * A share is ‖part‖ / Σ‖parts‖, a fraction of 1. The parts are weight × gradient of every loss and every penalty, and the
 * gradient of the L1 and L2 of all layers together; over the shared weights, of a loss alone over all of its own; before the
 * optimizer, and without the decay of AdamW.
 */
import { type HeadMetricName, headMetrics } from './headMetrics.ts';

/** What is measured of one loss: its value, ∂total/∂L, ‖g‖, ⟨d, g⟩, ⟨θ − θ′, g⟩, its share of the update. */
export const lossQuantities = ['loss', 'weight', 'norm', 'descent', 'gain', 'share'] as const;

export type LossQuantity = (typeof lossQuantities)[number];

/** The column of the share that the L1 and L2 of all layers have together. */
export const layersShare = 'layers-share';

/** A name taken apart. */
export type ColumnMeaning =
  | { readonly quantity: LossQuantity | HeadMetricName; readonly loss: string }
  | { readonly quantity: 'cosine'; readonly pair: readonly [string, string] }
  | { readonly quantity: 'layer-cosine'; readonly layer: string; readonly pair: readonly [string, string] };

/** The column of one loss's quantity, or of a metric of the head that it reads. */
export function columnName(quantity: LossQuantity | HeadMetricName, lossId: string): string {
  return `${quantity}:${lossId}`;
}

/** The column of the cosine between two losses' gradients; the recorder writes each pair in one order only. */
export function cosineName(a: string, b: string): string {
  return `cosine:${a}:${b}`;
}

/** The column of that cosine over the weights of one layer. */
export function layerCosineName(layer: string, a: string, b: string): string {
  return `layer-cosine:${layer}:${a}:${b}`;
}

/** What a column holds; undefined where it belongs to no loss, as `step` and `total` do. */
export function readColumnName(name: string): ColumnMeaning | undefined {
  const [quantity = '', first, second, third, ...rest] = name.split(':');
  if (!first || rest.length > 0) return undefined;
  if (quantity === 'layer-cosine')
    return second && third ? { quantity, layer: first, pair: [second, third] } : undefined;
  if (third !== undefined) return undefined;
  if (quantity === 'cosine') return second ? { quantity, pair: [first, second] } : undefined;
  return second === undefined && isOfOneLoss(quantity) ? { quantity, loss: first } : undefined;
}

function isOfOneLoss(quantity: string): quantity is LossQuantity | HeadMetricName {
  return lossQuantities.some((one) => one === quantity) || Object.hasOwn(headMetrics, quantity);
}
