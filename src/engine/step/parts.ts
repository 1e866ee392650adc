/** Which losses a strategy combines, and which parts of θ are theirs together or alone. */
import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../core/experiment.ts';
import type { Loss } from '../../core/losses/index.ts';
import { isAdded, isOfVector, isWeighed } from '../../core/losses/roles.ts';
import { type Layout, type Range, rangesOf } from './layout.ts';

/** How θ falls apart among the unmuted terms. */
export interface Parts {
  /** Ids of the terms that the strategy combines, whatever their faders. */
  readonly vector: readonly string[];
  /** Ids of those of them that are heard: what the strategy weighs. */
  readonly weighed: readonly string[];
  /** Ids of the penalties that are added with their factor. */
  readonly added: readonly string[];
  /** What any unmuted term reaches; nothing else is touched. */
  readonly active: readonly Range[];
  /** What at least two terms of the vector reach. */
  readonly shared: readonly Range[];
  /** What exactly one term of the vector reaches. */
  readonly own: readonly Range[];
  /** What each term of the vector reaches. */
  readonly reach: ReadonlyMap<string, readonly Range[]>;
}

/** Ids of the losses that make up the vector: those that read a target, and penalties that have joined them. */
export function vectorOf({ strategy }: Experiment, losses: readonly Loss[]): readonly string[] {
  return losses.filter((loss) => isOfVector(loss, strategy)).map((loss) => loss.id);
}

/** How θ falls apart among these terms, the unmuted ones. */
export function partsOf(experiment: Experiment, layout: Layout, losses: readonly Loss[]): Parts {
  const vector = vectorOf(experiment, losses);
  const added = losses.filter((loss) => isAdded(loss, experiment.strategy)).map((loss) => loss.id);
  const active = new Set([...vector, ...added]);
  const reaching = (terms: readonly string[]) => terms.filter((id) => vector.includes(id));
  return {
    vector,
    weighed: losses.filter((loss) => isWeighed(loss, experiment.strategy)).map((loss) => loss.id),
    added,
    active: rangesOf(layout, (slot) => slot.terms.some((id) => active.has(id))),
    shared: rangesOf(layout, (slot) => reaching(slot.terms).length >= 2),
    own: rangesOf(layout, (slot) => reaching(slot.terms).length === 1),
    reach: new Map(vector.map((id) => [id, rangesOf(layout, (slot) => slot.terms.includes(id))])),
  };
}

/** [P] one over the number of these terms that reach a weight, 0 where none does. */
export function sharesOf(layout: Layout, terms: readonly string[]): tf.Tensor1D {
  const runs: { readonly share: number; size: number }[] = [];
  for (const slot of layout.slots) {
    const count = terms.filter((id) => slot.terms.includes(id)).length;
    const share = count > 0 ? 1 / count : 0;
    const last = runs.at(-1);
    if (last?.share === share) last.size += slot.size;
    else runs.push({ share, size: slot.size });
  }
  const pieces = runs.map(({ share, size }) => tf.fill([size], share) as tf.Tensor1D);
  return pieces.length === 1 && pieces[0] ? pieces[0] : tf.concat(pieces);
}

/** What some unmuted term reaches, but none of these terms of the vector. */
export function unreached(layout: Layout, { vector, added }: Parts, terms: readonly string[]): readonly Range[] {
  const active = new Set([...vector, ...added]);
  const reaches = (ids: readonly string[]) => ids.some((id) => active.has(id)) && !ids.some((id) => terms.includes(id));
  return rangesOf(layout, (slot) => reaches(slot.terms));
}
