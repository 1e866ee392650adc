/** Which losses a strategy combines, and which parts of θ are theirs together or alone. */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../core/experiment.ts';
import type { Loss } from '../../core/losses/index.ts';
import { isAdded, isHeard, isOfVector, isWeighed } from '../../core/losses/roles.ts';
import { type Layout, type Range, rangesOf, type Slot } from './layout.ts';

/** How θ falls apart among the terms that are heard: a fader at 0 is a mute. */
export interface Parts {
  /** Ids of the terms that the strategy weighs. */
  readonly weighed: readonly string[];
  /** Ids of the penalties that are added with their factor. */
  readonly added: readonly string[];
  /** What any of them reaches; nothing else is touched. */
  readonly active: readonly Range[];
  /** What at least two weighed terms reach. */
  readonly shared: readonly Range[];
  /** The same, layer by layer, in the order of θ. */
  readonly sharedByLayer: ReadonlyMap<string, readonly Range[]>;
  /** What exactly one weighed term reaches. */
  readonly own: readonly Range[];
  /** What each weighed term reaches. */
  readonly reach: ReadonlyMap<string, readonly Range[]>;
}

/** Where the gradients are measured: on the shared weights, or on all that are trained where none is shared. */
export function measuredRanges({ shared, active }: Parts): readonly Range[] {
  return shared.length > 0 ? shared : active;
}

/** Ids of the losses that make up the vector: those that read a target, and penalties that have joined them. */
export function vectorOf({ strategy }: Experiment, losses: readonly Loss[]): readonly string[] {
  return losses.filter((loss) => isOfVector(loss, strategy)).map((loss) => loss.id);
}

/** How θ falls apart among those of these terms that are heard. */
export function partsOf({ strategy }: Experiment, layout: Layout, losses: readonly Loss[]): Parts {
  const weighed = losses.filter((loss) => isWeighed(loss, strategy)).map((loss) => loss.id);
  const added = losses.filter((loss) => isHeard(loss) && isAdded(loss, strategy)).map((loss) => loss.id);
  const active = new Set([...weighed, ...added]);
  const reaching = (terms: readonly string[]) => terms.filter((id) => weighed.includes(id));
  const isShared = ({ terms }: Slot) => reaching(terms).length >= 2;
  const isOf = (layer: string, slot: Slot) => slot.layer === layer && isShared(slot);
  const layers = [...new Set(layout.slots.filter(isShared).map(({ layer }) => layer))];
  return {
    weighed,
    added,
    active: rangesOf(layout, (slot) => slot.terms.some((id) => active.has(id))),
    shared: rangesOf(layout, isShared),
    sharedByLayer: new Map(layers.map((layer) => [layer, rangesOf(layout, (slot) => isOf(layer, slot))])),
    own: rangesOf(layout, (slot) => reaching(slot.terms).length === 1),
    reach: new Map(weighed.map((id) => [id, rangesOf(layout, (slot) => slot.terms.includes(id))])),
  };
}

/** [P] one over the number of these terms that reach a weight, 0 where none does. */
export function sharesOf(layout: Layout, terms: readonly string[]): tf.Tensor1D {
  return perSlot(layout, (slot) => {
    const count = terms.filter((id) => slot.terms.includes(id)).length;
    return count > 0 ? 1 / count : 0;
  });
}

/** [P] the mean of the factors [terms] of those of these terms that reach a weight, 1 where none does. */
export function meanFactors(layout: Layout, terms: readonly string[], factors: readonly number[]): tf.Tensor1D {
  return perSlot(layout, (slot) => {
    const reaching = factors.filter((_, i) => slot.terms.includes(terms[i] ?? ''));
    return reaching.length > 0 ? reaching.reduce((a, b) => a + b, 0) / reaching.length : 1;
  });
}

/** [P] one number a slot, at each of its weights. */
export function perSlot(layout: Layout, shareOf: (slot: Slot) => number): tf.Tensor1D {
  const runs: { readonly share: number; size: number }[] = [];
  for (const slot of layout.slots) {
    const share = shareOf(slot);
    const last = runs.at(-1);
    if (last?.share === share) last.size += slot.size;
    else runs.push({ share, size: slot.size });
  }
  const pieces = runs.map(({ share, size }) => tf.fill([size], share) as tf.Tensor1D);
  return pieces.length === 1 && pieces[0] ? pieces[0] : tf.concat(pieces);
}

/** What only added penalties reach. */
export function unreached(layout: Layout, { weighed, added }: Parts): readonly Range[] {
  const isReached = (terms: readonly string[], by: readonly string[]) => terms.some((id) => by.includes(id));
  return rangesOf(layout, ({ terms }) => isReached(terms, added) && !isReached(terms, weighed));
}
