/** Cosines between the losses' gradients in every shared layer: the mean over the measurements since the last evaluation. */
import type { LayerCosineSums } from '../../core/run/checkpoint.ts';
import { layerCosineName } from '../../core/run/columns.ts';
import { cosinesOf, type Measurement } from '../step/measurement.ts';

export class LayerCosines {
  readonly #sums: Map<string, { readonly sum: number; readonly count: number }>;

  constructor(saved: LayerCosineSums = {}) {
    this.#sums = new Map(Object.entries(saved));
  }

  /** Takes what was measured, if the layers were. */
  add({ terms, layers = {} }: Measurement): void {
    for (const [layer, gramian] of Object.entries(layers)) {
      for (const { pair, cosine } of cosinesOf(terms, gramian)) {
        const name = layerCosineName(layer, ...pair);
        const { sum, count } = this.#sums.get(name) ?? { sum: 0, count: 0 };
        this.#sums.set(name, { sum: sum + cosine, count: count + 1 });
      }
    }
  }

  /** The means by the names of their columns; begins anew. */
  take(): Record<string, number> {
    const means = [...this.#sums].map(([name, { sum, count }]) => [name, sum / count] as const);
    this.#sums.clear();
    return Object.fromEntries(means);
  }

  /** What has come since the last evaluation, if anything has. */
  save(): LayerCosineSums | undefined {
    return this.#sums.size > 0 ? Object.fromEntries(this.#sums) : undefined;
  }
}
