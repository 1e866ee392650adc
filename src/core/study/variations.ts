/** What a variation makes of an experiment: its values one after the other, with the places that each goes to and its name. */
import type { Experiment } from '../experiment.ts';
import { type Random as Generator, makeRandom } from '../random.ts';
import { sameValue, settingLabel, settingsOf, settingText } from '../run/settings.ts';
import { lowered, numberText } from '../words.ts';
import { settingAt } from './assign.ts';
import type { Drawn, Listed, Random, Ranged, Turned, Variation } from './study.ts';

/** One value of a variation. */
export interface Choice {
  /** As the study has it: the value, a, a list with a value for each place; by place where they are drawn. */
  readonly value: unknown;
  readonly pairs: readonly (readonly [place: string, value: unknown])[];
  /** Its name, where the study gives it one. */
  readonly label?: string;
}

/** The values, in order. Those of a range are rounded where the field is a whole number, and each comes once. */
export function choicesOf(variation: Variation, experiment: Experiment): Choice[] {
  switch (variation.kind) {
    case 'list':
      return variation.values.map((value, i) => listedChoice(variation, value, i));
    case 'range':
      return rangeOf(variation, isWhole(variation, experiment)).map((value) => joined(variation, value));
    case 'random':
      return drawn(variation, experiment);
    default:
      return variation satisfies never;
  }
}

function listedChoice(list: Listed, value: unknown, i: number): Choice {
  const label = list.labels?.[i];
  return { ...joined(list, value), ...(label === undefined ? {} : { label }) };
}

/** A value with what each place takes of it. */
function joined({ at, join }: Turned, value: unknown): Choice {
  if (join === 'each') {
    const values: readonly unknown[] = Array.isArray(value) ? value : [];
    return { value, pairs: at.map((place, i) => [place, values[i]]) };
  }
  if (join === 'shares') {
    const rest = typeof value === 'number' ? tidy(1 - value) : value;
    return { value, pairs: at.map((place, i) => [place, i === 0 ? value : rest]) };
  }
  return { value, pairs: at.map((place) => [place, value]) };
}

function isWhole({ at: [place = ''] }: Turned, experiment: Experiment): boolean {
  return settingAt(experiment, place)?.meta.control === 'integer';
}

/** The values of a range, each once. */
export function rangeOf({ from, to, count, scale }: Omit<Ranged, keyof Turned | 'kind'>, whole: boolean): number[] {
  const values = Array.from({ length: count }, (_, i) => {
    const share = count === 1 ? 0 : i / (count - 1);
    return between(from, to, scale, share, whole);
  });
  return [...new Set(values)];
}

/** The value that share of the way from one bound to the other. */
function between(from: number, to: number, scale: 'linear' | 'log', share: number, whole: boolean): number {
  const value = scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
  return whole ? Math.round(value) : tidy(value);
}

/** Without the dust of binary fractions, and without −0. */
function tidy(value: number): number {
  return Number(value.toPrecision(12)) + 0;
}

function drawn({ draws, count, seed }: Random, experiment: Experiment): Choice[] {
  const random = makeRandom(seed).fork('draws');
  const generators = draws.map((_, i) => random.fork(String(i)));
  return Array.from({ length: count }, () => {
    const parts = draws.map((draw, i) => drawOne(draw, experiment, generators[i]!));
    const pairs = parts.flatMap((part) => part.pairs);
    return { value: Object.fromEntries(pairs), pairs };
  });
}

function drawOne(draw: Listed | Drawn, experiment: Experiment, random: Generator): Choice {
  if (draw.kind === 'list') return joined(draw, draw.values[random.index(draw.values.length)]);
  return joined(draw, between(draw.from, draw.to, draw.scale, random.next(), isWhole(draw, experiment)));
}

/** "MGDA", "learning rate 0.001", "a 0.3": what the choice made of the experiment, in words. */
export function choiceText(variation: Variation, choice: Choice, before: Experiment, after: Experiment): string {
  if (choice.label !== undefined) return choice.label;
  if (variation.kind !== 'random' && variation.join === 'shares') return `a ${numberText(Number(choice.value))}`;
  const texts = choice.pairs.map(([place, value]) => placeText(place, value, before, after));
  // Several places with one value are told once, by the first of them.
  return variation.kind !== 'random' && variation.join === 'same' ? (texts[0] ?? '') : texts.join(', ');
}

function placeText(place: string, value: unknown, before: Experiment, after: Experiment): string {
  const setting = settingAt(before, place);
  if (!setting) return place === 'network' ? `network of ${after.network.layers.length} layers` : `other ${place}`;
  const { of, part, meta, owner } = setting;
  if (of === undefined && part !== 'training' && part !== 'schedule') return kindText(setting.key, before, after);
  if (part === 'loss' && meta.label === 'Muted') return `${owner} ${value === true ? 'muted' : 'unmuted'}`;
  return `${lowered(settingLabel(setting))} ${settingText({ meta, value })}`;
}

/** "CAGrad (conflict aversion c 0.2)": the kind, and its options that are neither usual nor as before. */
function kindText(key: string, before: Experiment, after: Experiment): string {
  const [old, all] = [new Map(settingsOf(before).map((one) => [one.key, one.value])), settingsOf(after)];
  const kind = all.find((one) => one.key === key);
  const details = all
    .filter(({ of, meta, value }) => of === key && !sameValue(value, meta.default))
    .filter((one) => !sameValue(one.value, old.get(one.key)))
    .map((one) => `${lowered(one.meta.label)} ${settingText(one)}`);
  const text = kind ? settingText(kind) : key;
  return details.length > 0 ? `${text} (${details.join(', ')})` : text;
}
