/** What a variation sets, without what it makes of an experiment: enough for a mark beside a control. */
import type { Variation } from './study.ts';

/** Every place that a variation sets. */
export function placesOf(variation: Variation): readonly string[] {
  return variation.kind === 'random' ? variation.draws.flatMap(({ at }) => at) : variation.at;
}

/** How many values it lists, or how often it draws; a range of whole numbers may come to fewer. */
export function countOf(variation: Variation): number {
  return variation.kind === 'list' ? variation.values.length : variation.count;
}

/** Whether it sets the place. */
export function setsPlace(variation: Variation, place: string): boolean {
  return placesOf(variation).includes(place);
}
