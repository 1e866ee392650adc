/** The numbers that a study varies: what a curve has along its axis. */
import { own } from '../../fields.ts';
import { lossName } from '../../losses/names.ts';
import { isPenalty } from '../../losses/roles.ts';
import { settingLabel } from '../../run/settings.ts';
import { lowered } from '../../words.ts';
import { settingAt } from '../assign.ts';
import type { Plan, Setup } from '../plan.ts';
import type { Study, Variation } from '../study.ts';

export interface VariedNumber {
  /** Index of its variation. */
  readonly variation: number;
  /** The first place that takes it. */
  readonly place: string;
  /** "a", "learning rate", "λ of L2". */
  readonly name: string;
  /** Whether the values stand at equal ratios, those above 0. */
  readonly isLog: boolean;
  /** Drawn at random: points, with no line through them. */
  readonly isDrawn: boolean;
  /** Whether a larger value makes a simpler network, as that of a penalty does. */
  readonly isPenalty: boolean;
}

/** The numbers that are varied, in the order of the study. */
export function variedNumbers(study: Study, { setups }: Plan): VariedNumber[] {
  return study.variations.flatMap((variation, i) =>
    spansOf(variation).flatMap(({ place, isShare, scale, isDrawn }): VariedNumber[] => {
      const base = { variation: i, place, isDrawn };
      const values = distinctNumbers(setups, base);
      if (values.length < 2 || !setups.every(({ values: all }) => isNumberAt(all[i]?.value, base))) return [];
      const experiment = setups.find(({ experiment: one }) => settingAt(one, place))?.experiment;
      const setting = experiment && settingAt(experiment, place);
      if (!setting || !experiment) return [];
      const penalty = penaltyOf(experiment, place);
      const name = isShare ? 'a' : penalty === undefined ? lowered(settingLabel(setting)) : `λ of ${penalty}`;
      const isLog = scale === undefined ? areAtRatios(values) : scale === 'log';
      const isSimpler = penalty !== undefined || /\.(l1|l2|weightDecay)$/.test(place);
      return [{ ...base, name, isLog, isPenalty: isSimpler && !isShare }];
    }),
  );
}

type At = Pick<VariedNumber, 'variation' | 'place' | 'isDrawn'>;

/** What a setup has of it; nothing where the setup lacks its place. */
export function numberOf({ values }: Pick<Setup, 'values'>, { variation, place, isDrawn }: At): number | undefined {
  const value = values[variation]?.value;
  const number = isDrawn ? own(value, place) : value;
  return typeof number === 'number' ? number : undefined;
}

/** All of its values, ascending. */
export function distinctNumbers(setups: readonly Pick<Setup, 'values'>[], at: At): number[] {
  return [...new Set(setups.flatMap((setup) => numberOf(setup, at) ?? []))].sort((a, b) => a - b);
}

function isNumberAt(value: unknown, { place, isDrawn }: At): boolean {
  return value === undefined || typeof (isDrawn ? own(value, place) : value) === 'number';
}

interface Span {
  readonly place: string;
  readonly isShare: boolean;
  /** Where the study says it. */
  readonly scale?: 'linear' | 'log';
  readonly isDrawn: boolean;
}

function spansOf(variation: Variation): Span[] {
  if (variation.kind === 'random')
    return variation.draws.flatMap((draw) => {
      const base = { place: draw.at[0] ?? '', isShare: draw.join === 'shares', isDrawn: true };
      return draw.kind === 'between' ? { ...base, scale: draw.scale } : draw.join === 'each' ? [] : base;
    });
  const base = { place: variation.at[0] ?? '', isShare: variation.join === 'shares', isDrawn: false };
  if (variation.kind === 'range') return [{ ...base, scale: variation.scale }];
  return variation.join === 'each' ? [] : [base];
}

/** The name of the penalty whose fader the place is. */
function penaltyOf(experiment: Parameters<typeof lossName>[0], place: string): string | undefined {
  const [, id, field] = place.split('.');
  const loss = field === 'fader' && experiment.losses.find((one) => one.id === id);
  return loss && isPenalty(loss) ? lossName(experiment, loss.id) : undefined;
}

/** Whether ascending values above 0 are more evenly apart by their ratios than by their differences. */
function areAtRatios(values: readonly number[]): boolean {
  const positive = values.filter((value) => value > 0);
  if (positive.length < values.length - 1 || values.some((value) => value < 0)) return false;
  if (positive.length < 3) return (positive.at(-1) ?? 1) >= 10 * (positive[0] ?? 1);
  const unevenness = (all: readonly number[]) => {
    const gaps = all.slice(1).map((value, i) => value - all[i]!);
    return Math.max(...gaps) / Math.min(...gaps);
  };
  return unevenness(positive.map(Math.log)) < unevenness(positive);
}
