/**
 * What a person asks for while varying something, in all ways at once, so that going from one way to another loses
 * nothing; and the variation that it comes to.
 */
import { sameValue } from '../../run/settings.ts';
import { setsPlace } from '../places.ts';
import { type Random, studyLimits, type Turned, type Variation } from '../study.ts';
import { rangeOf } from '../variations.ts';
import type { Offer } from './offer.ts';
import { type Range, rangeRemark, usualRange } from './ranges.ts';
import { readValues, roundedText } from './typed.ts';

/** One value after the other of a range, those that are typed or ticked, or any of them at random. */
export type Way = 'range' | 'list' | 'random';

export interface Wanted {
  readonly way: Way;
  readonly range: Range;
  /** The list as it is typed. */
  readonly text: string;
  /** Indices of the options that are ticked. */
  readonly ticked: readonly number[];
  readonly draws: number;
}

/** How often fields are drawn at first. */
const usualDraws = 20;

/** What stands there first: what is varied already, else what is usual. */
export function wantedFirst(offer: Offer, variations: readonly Variation[]): Wanted {
  const usual = usualOf(offer);
  const variation = variations.find((one) => setsPlace(one, offer.at[0] ?? ''));
  const random = randomOf(variations);
  const draws = random?.count ?? usual.draws;
  if (!variation) return { ...usual, draws };
  if (variation.kind === 'random') {
    const draw = variation.draws.find(({ at }) => at.includes(offer.at[0] ?? ''));
    if (draw?.kind === 'between') {
      const { from, to, scale } = draw;
      return { ...usual, way: 'random', draws, range: { ...usual.range, from, to, scale } };
    }
    return { ...usual, way: 'random', draws, ...(draw && listOf(offer, draw.values)) };
  }
  if (variation.kind === 'list') return { ...usual, way: 'list', draws, ...listOf(offer, variation.values) };
  const { from, to, count, scale } = variation;
  return { ...usual, way: 'range', draws, range: { from, to, count, scale } };
}

function usualOf(offer: Offer): Wanted {
  if (offer.kind === 'options') {
    // A few are all tried; of many a person chooses.
    const ticked = offer.options.flatMap(({ isNow }, i) => (isNow || offer.options.length <= 3 ? [i] : []));
    return { way: 'list', range: usualRange({ ...emptyMeta }, 0.5), text: '', ticked, draws: usualDraws };
  }
  const range =
    offer.join === 'shares'
      ? ({ from: 0.05, to: 0.95, count: 10, scale: 'linear' } as const)
      : usualRange(offer.meta, offer.value);
  return {
    way: 'range',
    range,
    text: roundedText(rangeOf(range, offer.meta.control === 'integer')),
    ticked: [],
    draws: usualDraws,
  };
}

const emptyMeta = { control: 'number', label: '', help: 'A number.', default: 0 } as const;

function listOf(offer: Offer, values: readonly unknown[]): Partial<Wanted> {
  if (offer.kind === 'numbers') return { text: values.join(', ') };
  const isListed = (value: unknown) => values.some((one) => sameValue(one, value));
  return { ticked: offer.options.flatMap(({ value }, i) => (isListed(value) ? [i] : [])) };
}

/** The random draws of a study that a field can join. */
export function randomOf(variations: readonly Variation[]): Random | undefined {
  return variations.find((one) => one.kind === 'random');
}

export type Made = { readonly variation: Variation } | { readonly remark: string };

/** The variation, or what is missing for one; `variations` are those that there are. */
export function madeOf(offer: Offer, wanted: Wanted, variations: readonly Variation[]): Made {
  const { at, join } = offer;
  if (wanted.way === 'random') return drawnOf(offer, wanted, variations);
  if (wanted.way === 'range' && offer.kind === 'numbers') {
    const remark = rangeRemark(offer.meta, wanted.range);
    return remark === undefined ? { variation: { kind: 'range', at, join, ...wanted.range } } : { remark };
  }
  const list = listedOf(offer, wanted);
  return 'remark' in list ? list : { variation: list };
}

function listedOf(offer: Offer, { text, ticked }: Wanted) {
  const turned: Turned = { at: offer.at, join: offer.join };
  if (offer.kind === 'numbers') {
    const typed = readValues(offer.meta, text);
    return 'remark' in typed ? typed : ({ kind: 'list', ...turned, values: typed.values } as const);
  }
  const chosen = offer.options.filter((_, i) => ticked.includes(i));
  if (chosen.length === 0) return { remark: 'Tick those that are to be tried.' };
  if (chosen.length > studyLimits.values)
    return { remark: `${chosen.length} are ticked; ${studyLimits.values} are allowed.` };
  const values = chosen.map(({ value }) => value);
  // A single field is told in its own words; what sets several has only these.
  if (offer.join !== 'each') return { kind: 'list', ...turned, values } as const;
  return { kind: 'list', ...turned, values, labels: chosen.map(({ label }) => label) } as const;
}

function drawnOf(offer: Offer, wanted: Wanted, variations: readonly Variation[]): Made {
  const { from, to, scale } = wanted.range;
  const draws = wanted.draws;
  if (!(Number.isInteger(draws) && draws >= 1 && draws <= studyLimits.values))
    return { remark: `How often must be a whole number from 1 to ${studyLimits.values}.` };
  const remark = offer.kind === 'numbers' ? rangeRemark(offer.meta, { ...wanted.range, count: 1 }) : undefined;
  if (remark !== undefined) return { remark };
  const { at, join } = offer;
  const draw =
    offer.kind === 'numbers' ? ({ kind: 'between', at, join, from, to, scale } as const) : listedOf(offer, wanted);
  if ('remark' in draw) return draw;
  const before = randomOf(variations);
  const others = before?.draws.filter((one) => !one.at.some((place) => at.includes(place))) ?? [];
  if (others.length >= studyLimits.draws) return { remark: `${studyLimits.draws} fields are drawn together at most.` };
  return { variation: { kind: 'random', draws: [...others, draw], count: draws, seed: before?.seed ?? 1 } };
}
