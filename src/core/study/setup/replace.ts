/** Variations of a study with one more, one other, or one fewer. A place is varied by one of them alone. */
import { placesOf } from '../places.ts';
import type { Variation } from '../study.ts';

/**
 * The variations with that one, where the first stood that set one of its places, or at the end. Of the others it takes
 * away those with such a place; of random draws only the fields in question.
 */
export function withVariation(variations: readonly Variation[], variation: Variation): readonly Variation[] {
  const places = placesOf(variation);
  const first = variations.findIndex((one) => placesOf(one).some((place) => places.includes(place)));
  if (first < 0) return [...variations, variation];
  return [...variations.slice(0, first), variation, ...withoutPlaces(variations.slice(first), places)];
}

/** The variations without those places; what sets several of them at once goes as a whole. */
export function withoutPlaces(variations: readonly Variation[], places: readonly string[]): readonly Variation[] {
  const isFree = (at: readonly string[]) => !at.some((place) => places.includes(place));
  return variations.flatMap((variation): readonly Variation[] => {
    if (variation.kind !== 'random') return isFree(variation.at) ? [variation] : [];
    const draws = variation.draws.filter(({ at }) => isFree(at));
    if (draws.length === variation.draws.length) return [variation];
    return draws.length > 0 ? [{ ...variation, draws }] : [];
  });
}
