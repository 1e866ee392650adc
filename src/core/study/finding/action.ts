/** What a person can do with what a study has found: a button beside the sentence. */
import type { Experiment } from '../../experiment.ts';
import { sameValue } from '../../run/settings.ts';
import { settingAt } from '../assign.ts';
import { distinctNumbers, type VariedNumber } from '../curve/variedNumber.ts';
import type { Plan, Setup } from '../plan.ts';
import { type Ranged, type Study, studyLimits } from '../study.ts';
import { choicesOf } from '../variations.ts';

export type StudyAction =
  /** Sets places of the experiment on the desk. */
  | { readonly kind: 'values'; readonly label: string; readonly pairs: Pairs }
  /** Puts an experiment on the desk. */
  | { readonly kind: 'experiment'; readonly label: string; readonly experiment: Experiment }
  /** Sets up another study. */
  | { readonly kind: 'study'; readonly label: string; readonly study: Study };

type Pairs = readonly (readonly [place: string, value: unknown])[];

/** The places that a combination sets, with their values. */
export function pairsOf({ variations }: Study, { values, experiment }: Setup): Pairs {
  return variations.flatMap((variation, i) => {
    const varied = values[i];
    const choice = varied && choicesOf(variation, experiment).find(({ value }) => sameValue(value, varied.value));
    return choice?.pairs ?? [];
  });
}

/** Sets what the combination sets. */
export function takeOf(study: Study, setup: Setup, name: string): StudyAction {
  return { kind: 'values', label: `Use ${name}`, pairs: pairsOf(study, setup) };
}

/** The same with more seeds: at least three, else twice as many; nothing where there are as many as can be. */
export function withMoreSeeds(study: Study): StudyAction | undefined {
  const { seeds } = study;
  const count = Math.min(studyLimits.seeds, Math.max(3, 2 * seeds.length));
  const more: number[] = [...seeds];
  for (let seed = Math.max(...seeds) + 1; more.length < count; seed++) more.push(seed % 2 ** 31);
  const isPossible = count > seeds.length && new Set(more).size === count;
  return isPossible ? { kind: 'study', label: `Set up ${count} seeds`, study: { ...study, seeds: more } } : undefined;
}

/**
 * The same with a range that goes on behind the end where the best value stands, half its length further; nothing where
 * the value is no end of a range, or the field ends there.
 */
export function beyondEnd(study: Study, plan: Plan, varied: VariedNumber, value: number): StudyAction | undefined {
  const variation = study.variations[varied.variation];
  const values = distinctNumbers(plan.setups, varied);
  const [least, most] = [values[0] ?? value, values.at(-1) ?? value];
  if (variation?.kind !== 'range' || variation.join !== 'same' || (value !== least && value !== most)) return undefined;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } =
    settingAt(study.experiment, varied.place)?.meta ?? {};
  const isLog = variation.scale === 'log';
  const middle = isLog ? Math.sqrt(least * most) : (least + most) / 2;
  const further = isLog ? (value * value) / middle : 2 * value - middle;
  const end = Number(Math.min(max, Math.max(min, further)).toPrecision(3));
  if (end === value || (isLog && end <= 0)) return undefined;
  const [from, to] = value === most ? [middle, end] : [end, middle];
  const next: Ranged = { ...variation, from: Number(from.toPrecision(3)), to: Number(to.toPrecision(3)) };
  return {
    kind: 'study',
    label: `Set up ${varied.name} ${value === most ? 'up' : 'down'} to ${end}`,
    study: { ...study, variations: study.variations.with(varied.variation, next) },
  };
}
