/** What a place of the experiment can be varied over: numbers of a range, or some of a few values. */
import type { Experiment } from '../../experiment.ts';
import { defaultsOf, type FieldMeta, own } from '../../fields.ts';
import { lossName } from '../../losses/names.ts';
import { makeOptimizer, makeStrategy } from '../../make.ts';
import { show } from '../../problem.ts';
import { type Setting, sameValue, settingLabel } from '../../run/settings.ts';
import { strategyKinds } from '../../strategies/index.ts';
import { settingAt } from '../assign.ts';
import { raceOf } from '../race.ts';
import type { Turned, Variation } from '../study.ts';
import { networkPlaces, networksFor } from './networks.ts';
import type { Option } from './option.ts';

export type Offer = Turned & {
  /** "Learning rate", "colour: fader", "a". */
  readonly label: string;
} & (
    | { readonly kind: 'numbers'; readonly meta: FieldMeta; readonly value: number }
    | { readonly kind: 'options'; readonly options: readonly Option[] }
  );

/** The a of two linked faders. */
const shareMeta: FieldMeta = {
  control: 'number',
  label: 'a',
  help: 'The share of the first loss; the second has the rest.',
  default: 0.5,
  min: 0,
  max: 1,
  step: 0.01,
};

/** What the places are called; nothing where they are no field. */
export function labelOf(experiment: Experiment, { at, join }: Turned): string | undefined {
  if (join === 'shares') {
    const [first, second] = at.map((place) => lossName(experiment, lossIdOf(place)));
    return `a of ${first}, 1 − a of ${second}`;
  }
  if (join === 'each') return sameValue(at, networkPlaces) ? 'Network' : isRace(at) ? 'What races' : 'Combination';
  const setting = settingAt(experiment, at[0] ?? '');
  return setting && settingLabel(setting);
}

/** What the places can be varied over; nothing where they are no field, or one that takes any text. */
export function offerOf(experiment: Experiment, turned: Turned, variation?: Variation): Offer | undefined {
  const { at, join } = turned;
  const [place = ''] = at;
  const label = labelOf(experiment, turned);
  if (label === undefined) return undefined;
  if (join === 'each') return { kind: 'options', at, join, label, options: combinations(experiment, at, variation) };
  if (join === 'shares') {
    const value = experiment.losses.find(({ id }) => id === lossIdOf(place))?.fader ?? 0.5;
    return { kind: 'numbers', at, join, label, meta: shareMeta, value: Math.min(1, value) };
  }
  const setting = settingAt(experiment, place);
  if (!setting) return undefined;
  const { meta, value } = setting;
  if ((meta.control === 'number' || meta.control === 'integer') && typeof value === 'number')
    return { kind: 'numbers', at, join, label, meta, value };
  const options = optionsOf(experiment, place, setting);
  return options && { kind: 'options', at, join, label, options: [...options, ...unlisted(options, place, variation)] };
}

/** The loss whose fader a place is: "colour" of "losses.colour.fader". */
function lossIdOf(place: string): string {
  return place.split('.')[1] ?? '';
}

/** Whether the places are those of a race: a strategy, and the losses that act. */
function isRace([first]: readonly string[]): boolean {
  return first === 'strategy';
}

/** Values that a variation has and the field does not offer by itself: a method with options of its own, in a file. */
function unlisted(options: readonly Option[], place: string, variation: Variation | undefined): readonly Option[] {
  const parts = variation?.kind === 'random' ? variation.draws : variation ? [variation] : [];
  const list = parts.find((part) => part.kind === 'list' && part.at.includes(place));
  const values = list?.kind === 'list' ? list.values : [];
  return values
    .filter((value) => !options.some((option) => sameValue(option.value, value)))
    .map((value) => {
      const kind = own(value, 'kind') ?? value;
      const label = options.find((option) => (own(option.value, 'kind') ?? option.value) === kind)?.label;
      return { label: `${label ?? show(value)}, otherwise`, value, isNow: false };
    });
}

/** Values that set several places at once: those that race, networks, or what a study brought. */
function combinations(experiment: Experiment, at: readonly string[], variation: Variation | undefined) {
  const brought = variation?.kind === 'list' ? optionsIn(variation.values, variation.labels) : [];
  const known = sameValue(at, networkPlaces) ? networksFor(experiment) : isRace(at) ? racersFor(experiment, at) : [];
  return [...brought, ...known.filter(({ label }) => !brought.some((one) => one.label === label))];
}

function optionsIn(values: readonly unknown[], labels: readonly string[] = []): readonly Option[] {
  return values.map((value, i) => ({ label: labels[i] ?? `value ${i + 1}`, value, isNow: false }));
}

/** All that can race on the experiment, where a race sets these places. */
function racersFor(experiment: Experiment, at: readonly string[]): readonly Option[] {
  const [all] = raceOf(
    experiment,
    strategyKinds.filter((kind) => kind !== 'sum'),
    { schedules: ['simultaneous', 'alternating'] },
  ).variations;
  return all?.kind === 'list' && sameValue(all.at, at) ? optionsIn(all.values, all.labels) : [];
}

function optionsOf(experiment: Experiment, place: string, { meta, value }: Setting): readonly Option[] | undefined {
  switch (meta.control) {
    case 'choice':
      return meta.choices?.map((choice) => {
        const isNow = choice.value === value;
        return { label: choice.label, value: isNow ? sectionOr(experiment, place, choice.value) : choice.value, isNow };
      });
    case 'flag':
      return [false, true].map((on) => ({ label: on ? 'on' : 'off', value: on, isNow: on === value }));
    case 'variant':
      return Object.entries(meta.variants ?? {}).map(([kind, row]) => {
        const isNow = own(value, 'kind') === kind;
        return { label: row.label, value: isNow ? value : { kind, ...defaultsOf(row.fields) }, isNow };
      });
    default:
      return undefined;
  }
}

/** A method or an optimizer by its kind, and whole where its options are not the usual ones. */
function sectionOr({ strategy, optimizer }: Experiment, place: string, kind: string): unknown {
  if (place === 'strategy') {
    const { heads, length, penalties, refreshEvery } = strategy;
    return sameValue(strategy, makeStrategy(strategy.kind, { heads, length, penalties, refreshEvery }))
      ? kind
      : strategy;
  }
  if (place === 'optimizer') return sameValue(optimizer, makeOptimizer(optimizer.kind)) ? kind : optimizer;
  return kind;
}
