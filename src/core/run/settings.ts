/**
 * An experiment as one flat list of settings, in the fields' own labels and texts: what titles of runs, words for changes
 * and the table that compares runs are made of. A setting that an experiment does not have is not in its list.
 */
import { datasets } from '../datasets/index.ts';
import { type Experiment, scheduleFields, trainingFields } from '../experiment.ts';
import { type FieldMeta, type Fields, fieldsOf, own } from '../fields.ts';
import { layerKinds } from '../layers/index.ts';
import { lossKinds, outputOf } from '../losses/index.ts';
import { lossName, placeName } from '../losses/names.ts';
import { fieldsOfLoss, fieldsOfOptimizer, fieldsOfStrategy } from '../make.ts';
import { optimizerKinds } from '../optimizers.ts';
import { strategies } from '../strategies/index.ts';
import { titlesOf } from '../titles.ts';
import { fieldText } from '../words.ts';

export type SettingPart = 'strategy' | 'optimizer' | 'training' | 'schedule' | 'loss' | 'layer' | 'dataset';

export interface Setting {
  /** The same in every experiment that has it: 'training:learningRate', 'loss:size:fader'. */
  readonly key: string;
  readonly part: SettingPart;
  /** What the field belongs to, where its label alone does not say it: "size", "Convolution 2", "MGDA". */
  readonly owner: string;
  /** Key of the setting that must be alike for this one to mean the same; the kind of a thing has none. */
  readonly of?: string;
  /** The kind of the thing that it is a field of. */
  readonly kind?: string;
  readonly meta: FieldMeta;
  readonly value: unknown;
}

/** "size: fader", "Learning rate". */
export function settingLabel({ owner, meta, of, part }: Setting): string {
  if (of === undefined && (part === 'loss' || part === 'layer')) return owner;
  return owner ? `${owner}: ${meta.label.toLowerCase()}` : meta.label;
}

/** The value for a person. */
export function settingText({ meta, value }: Pick<Setting, 'meta' | 'value'>): string {
  return fieldText(meta, value);
}

/** The value as one that is identical for values that are the same. */
export function comparable(value: unknown): unknown {
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

/** Whether two values of one setting are the same. */
export function sameValue(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && comparable(a) === comparable(b));
}

const known = new WeakMap<Experiment, readonly Setting[]>();

/** All settings, in the order of the page. The same list every time it is asked for the same experiment. */
export function settingsOf(experiment: Experiment): readonly Setting[] {
  const found = known.get(experiment) ?? listSettings(experiment);
  known.set(experiment, found);
  return found;
}

function listSettings(experiment: Experiment): readonly Setting[] {
  const { strategy, optimizer, training, schedule, losses, dataset } = experiment;
  return [
    ...ofKind('strategy', '', 'strategy', strategyMeta, strategy, fieldsOfStrategy(strategy.kind)),
    ...ofKind('optimizer', '', 'optimizer', optimizerMeta, optimizer, fieldsOfOptimizer(optimizer.kind)),
    ...ofSection('training', trainingFields, training),
    ...ofSection('schedule', scheduleFields, schedule),
    ...losses.flatMap((loss) => {
      const key = `loss:${loss.id}`;
      const owner = lossName(experiment, loss.id);
      const [kind, ...rest] = ofKind('loss', owner, key, lossMeta, loss, fieldsOfLoss(loss.kind));
      const base = { part: 'loss', owner, of: key, kind: loss.kind } as const;
      const muted = { ...base, key: `${key}:muted`, meta: mutedMeta, value: loss.muted };
      const scope = 'scope' in loss ? placeName(experiment, loss.scope) : undefined;
      const over = scope === undefined ? [] : [{ ...base, key: `${key}:scope`, meta: scopeMeta, value: scope }];
      return [...(kind ? [kind] : []), muted, ...over, ...rest];
    }),
    ...layerSettings(experiment),
    ...ofKind('dataset', '', 'dataset', datasetMeta, dataset, datasets[dataset.kind].options),
  ];
}

/** Networks whose settings are remembered; runs by the hundred have a handful of them. */
const networkLimit = 200;

const ofNetworks = new Map<string, readonly Setting[]>();

/** Those of the layers. The same list for every experiment with this network, these data and heads. */
export function layerSettings(experiment: Experiment): readonly Setting[] {
  const { network, losses, dataset } = experiment;
  const reads = losses.map((loss) => [loss.id, loss.kind, outputOf(loss), 'target' in loss ? loss.target : undefined]);
  const text = JSON.stringify([network, dataset, reads]);
  let settings = ofNetworks.get(text);
  if (!settings) {
    const titles = titlesOf(experiment);
    settings = network.layers.flatMap((layer) =>
      ofKind('layer', titles.get(layer.id) ?? layer.id, `layer:${layer.id}`, layerMeta, layer, layerFields(layer.kind)),
    );
    if (ofNetworks.size >= networkLimit) ofNetworks.clear();
    ofNetworks.set(text, settings);
  }
  return settings;
}

/** The kind of a thing, then its fields. */
function ofKind(
  part: SettingPart,
  owner: string,
  key: string,
  meta: FieldMeta,
  values: { readonly kind: string },
  group: Fields,
): Setting[] {
  const { kind } = values;
  const ofIt = fieldsOf(group).map(
    ([name, , field]): Setting => ({
      key: `${key}:${name}`,
      part,
      owner,
      of: key,
      kind,
      meta: field,
      value: own(values, name),
    }),
  );
  return [{ key, part, owner, meta, value: kind }, ...ofIt];
}

function ofSection(part: SettingPart, group: Fields, values: object): Setting[] {
  return fieldsOf(group).map(([name, , meta]) => ({
    key: `${part}:${name}`,
    part,
    owner: '',
    meta,
    value: own(values, name),
  }));
}

function layerFields(kind: keyof typeof layerKinds): Fields {
  return layerKinds[kind].params;
}

/** The field that says of which kind of a table a thing is. */
function kindMeta(label: string, help: string, table: Readonly<Record<string, { readonly label: string }>>): FieldMeta {
  const choices = Object.entries(table).map(([value, row]) => ({ value, label: row.label }));
  return { control: 'choice', label, help, default: choices[0]?.value, choices };
}

const strategyMeta = kindMeta('Strategy', 'How the losses become one update.', strategies);
export const optimizerMeta = kindMeta('Optimizer', 'The rule that turns a gradient into a step.', optimizerKinds);
const lossMeta = kindMeta('Loss', 'What is made small.', lossKinds);
const layerMeta = kindMeta('Layer', 'What it makes of what it is given.', layerKinds);
const datasetMeta = kindMeta('Data', 'What the images and their targets are.', datasets);
const mutedMeta: FieldMeta = { control: 'flag', label: 'Muted', help: 'Left out of the total.', default: false };
const scopeMeta: FieldMeta = {
  control: 'text',
  label: 'Over',
  help: 'The layers whose weights it keeps small.',
  default: '',
};
