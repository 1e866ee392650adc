/** Setting what a place of a study names: a field by the rules of the page, or a whole section by those of the parser. */
import { type Edited, isRefusal } from '../edit/edited.ts';
import { setAt } from '../edit/wiring.ts';
import { type Experiment, experimentVersion, strategyFields } from '../experiment.ts';
import { own } from '../fields.ts';
import { parseExperiment } from '../parse.ts';
import { error, show } from '../problem.ts';
import { type Setting, settingsOf } from '../run/settings.ts';

const sections = ['strategy', 'optimizer', 'schedule', 'dataset', 'network', 'losses'] as const;
type Section = (typeof sections)[number];

/** The section that a place is, or whose kind it is. */
function sectionOf(place: string): Section | undefined {
  const whole = ['strategy', 'optimizer', 'dataset'].find((section) => place === `${section}.kind`) ?? place;
  return sections.find((section) => section === whole);
}

/** The setting that a place names; a section of one kind is named by itself. */
export function settingAt(experiment: Experiment, place: string): Setting | undefined {
  const [first = '', ...rest] = place.split('.');
  const part = { losses: 'loss', network: 'layer' }[first] ?? first;
  const key = sectionOf(place) ?? [part, ...rest].join(':');
  return settingsOf(experiment).find((setting) => setting.key === key);
}

/** Whether the experiment has the place. */
export function hasPlace(experiment: Experiment, place: string): boolean {
  return sectionOf(place) !== undefined || settingAt(experiment, place) !== undefined;
}

/** Places that a study sets by other means, and by which. */
const others: Readonly<Record<string, string>> = {
  'training.seed': 'List the seeds under "seeds".',
  'training.validateOn': 'Set "folds" for cross-validation.',
};

/** The experiment with the value at the place, or the Problem why not. */
export function assign(experiment: Experiment, place: string, value: unknown): Edited {
  const other = Object.hasOwn(others, place) ? others[place] : undefined;
  if (other !== undefined) return error(place.split('.'), `${place} is no field to vary.`, other);
  const section = sectionOf(place);
  if (section) return assignSection(experiment, section, value);
  const [first, id, field] = place.split('.');
  if (first === 'losses' && field === 'muted') return assignMuted(experiment, id, value);
  return setAt(experiment, place.split('.'), value);
}

/** A section as the parser reads it; any Problem refuses it. Of a strategy or an optimizer its kind is enough. */
function assignSection(experiment: Experiment, section: Section, value: unknown): Edited {
  const given = typeof value === 'string' ? { kind: value } : value;
  const raw = section === 'strategy' ? { ...commonOf(experiment), ...asRecord(given) } : given;
  if (raw === undefined || raw === null) return error([section], `${section} is ${show(value)}.`, 'Give it a value.');
  const parsed = parseExperiment({ version: experimentVersion, [section]: raw }, experiment);
  const [problem] = parsed.problems;
  return problem ?? { ...experiment, [section]: parsed.experiment[section] };
}

/** What every strategy has stays where the new one does not say it. */
function commonOf({ strategy }: Experiment): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(strategyFields.shape).map((name) => [name, own(strategy, name)]));
}

function asRecord(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : { kind: value };
}

function assignMuted(experiment: Experiment, id: string | undefined, value: unknown): Edited {
  const at = ['losses', id ?? '', 'muted'];
  if (typeof value !== 'boolean') return error(at, `Muted is ${show(value)}.`, 'It must be true or false.');
  const losses = experiment.losses.map((loss) => (loss.id === id ? { ...loss, muted: value } : loss));
  return { ...experiment, losses };
}

/** All values at their places, one after the other; the first refusal is the answer. */
export function assignAll(
  experiment: Experiment,
  pairs: readonly (readonly [place: string, value: unknown])[],
): Edited {
  return pairs.reduce<Edited>(
    (edited, [place, value]) => (isRefusal(edited) ? edited : assign(edited, place, value)),
    experiment,
  );
}
