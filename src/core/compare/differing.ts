/**
 * What differs among runs. "Not applicable" is a value to be read, "–", and never a difference by itself: an option of one
 * method says nothing about another method that has none.
 */
import { comparable, sameValue } from '../run/settings.ts';
import { type Setup, type Trait, traitRank } from './setup.ts';

/** What some runs were set to: a column of the table. */
export type TraitColumn = Pick<Trait, 'key' | 'label' | 'meta'>;

/** Every trait that some of the setups have, in the order of the page. */
export function traitColumns(setups: readonly Setup[]): TraitColumn[] {
  const all = new Map<string, TraitColumn>();
  for (const setup of setups) for (const [key, trait] of setup) if (!all.has(key)) all.set(key, trait);
  return ordered([...all.values()]);
}

/** The traits that at least two of the setups have with different values. */
export function differingColumns(setups: readonly Setup[]): TraitColumn[] {
  const first = new Map<string, Trait>();
  const differing = new Set<Trait>();
  for (const setup of setups) {
    for (const [key, trait] of setup) {
      const known = first.get(key);
      if (known === trait) continue;
      if (!known) first.set(key, trait);
      else if (!differing.has(known) && !sameValue(known.value, trait.value)) differing.add(known);
    }
  }
  return ordered([...first.values()].filter((trait) => differing.has(trait)));
}

function ordered(columns: readonly TraitColumn[]): TraitColumn[] {
  return [...columns].sort((a, b) => traitRank(a.key) - traitRank(b.key));
}

/**
 * What the values of a trait are measured against: that of the baseline; where it has none, or there is no baseline, the
 * most frequent one, of equally frequent ones the usual one or the first. Nothing where no setup has the trait.
 */
export function referenceOf(key: string, setups: readonly Setup[], baseline?: Setup): Trait | undefined {
  const own = baseline?.get(key);
  if (own) return own;
  const counts = new Map<unknown, { readonly trait: Trait; count: number }>();
  for (const setup of setups) {
    const trait = setup.get(key);
    if (!trait) continue;
    const value = comparable(trait.value);
    const known = counts.get(value);
    if (known) known.count += 1;
    else counts.set(value, { trait, count: 1 });
  }
  const all = [...counts.values()];
  const most = Math.max(...all.map(({ count }) => count));
  const frequent = all.filter(({ count }) => count === most).map(({ trait }) => trait);
  return frequent.find(({ meta, value }) => sameValue(meta.default, value)) ?? frequent[0];
}

/** Whether a setup has the trait with another value than the reference. */
export function differsFrom(reference: Trait | undefined, setup: Setup): boolean {
  const trait = reference && setup.get(reference.key);
  return trait !== undefined && !sameValue(trait.value, reference?.value);
}
