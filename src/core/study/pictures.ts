/** How the results of a study are drawn follows from what it varies. */
import type { Loss } from '../losses/index.ts';
import { isOfVector } from '../losses/roles.ts';
import { placesOf } from './places.ts';
import type { Study, Variation } from './study.ts';

/** The plane of two measures, the ranking of methods, a curve over one number, the table of all combinations. */
export type PictureKind = 'front' | 'ranking' | 'curve' | 'table';

/**
 * The pictures from the top. Strategies or schedules make a race; faders of losses that are traded against each other draw
 * their front; numbers draw a curve. The table of all combinations closes every study, with the plane where several combinations trade two
 * losses.
 */
export function picturesOf({ experiment, variations }: Study): readonly PictureKind[] {
  const traded = experiment.losses.filter((loss) => isOfVector(loss, experiment.strategy));
  // Seeds alone are one point: it has no front.
  const front = traded.length > 1 && variations.length > 0 ? (['front'] as const) : [];
  const places = variations.flatMap(placesOf);
  const curve = variations.some(isOfNumbers) ? (['curve'] as const) : [];
  if (places.some(isMethod)) return [...front, 'ranking', ...curve, 'table'];
  const isTrade = places.length > 0 && places.every((place) => isFaderOf(place, traded));
  if (curve.length > 0 && !isTrade) return [...curve, 'table'];
  return [...front, ...curve, 'table'];
}

function isMethod(place: string): boolean {
  return /^(strategy|schedule)(\.kind)?$/.test(place);
}

function isFaderOf(place: string, losses: readonly Loss[]): boolean {
  return losses.some(({ id }) => place === `losses.${id}.fader`);
}

/** Whether its combinations are numbers along an axis: a range, a list of numbers, or draws of some. */
function isOfNumbers(variation: Variation): boolean {
  if (variation.kind === 'random') return variation.draws.some((draw) => draw.kind === 'between' || isOfNumbers(draw));
  if (variation.kind === 'range') return true;
  return variation.join !== 'each' && variation.values.every((value) => typeof value === 'number');
}
