/**
 * How a run was set up in the end, with its live changes, so that runs of different experiments can be laid side by side.
 * What is alike in two experiments has one key: the n-th loss of a target, an option of one method, a parameter of one kind
 * of layer. Before the settings stand facts about the whole: which losses, which layers, how much is shared.
 */
import type { Experiment } from '../experiment.ts';
import { strategyFields } from '../experiment.ts';
import type { FieldMeta } from '../fields.ts';
import { graphOf } from '../graphOf.ts';
import { layerKind } from '../layers/index.ts';
import { channelFields } from '../losses/index.ts';
import { lossName, lossTitle } from '../losses/names.ts';
import { isHeard, isPenalty } from '../losses/roles.ts';
import { withChanges } from '../run/liveChange.ts';
import type { RunSummary } from '../run/runSummary.ts';
import { layerSettings, optimizerMeta, type Setting, settingLabel, settingsOf } from '../run/settings.ts';
import { isStrategyKind, strategies } from '../strategies/index.ts';
import { counted } from '../words.ts';

/** One thing that a run was set to, under a key that is alike wherever it means the same. */
export interface Trait {
  readonly key: string;
  readonly label: string;
  readonly meta: FieldMeta;
  readonly value: unknown;
}

export type Setup = ReadonlyMap<string, Trait>;

type SetUp = Pick<RunSummary, 'experiment' | 'changes'>;

const endings = new WeakMap<RunSummary['changes'], Experiment>();

/** The experiment of a run as it was trained in the end; the same object as long as nothing changes. */
export function endOf({ experiment, changes }: SetUp): Experiment {
  if (changes.length === 0) return experiment;
  const end = endings.get(changes) ?? withChanges(experiment, changes);
  endings.set(changes, end);
  return end;
}

const images = new WeakMap<Experiment, string>();

/** Alike for runs that were judged on images of one kind, so that their values compare. */
export function dataOf(run: SetUp): string {
  const experiment = endOf(run);
  const { dataset, training } = experiment;
  const text = images.get(experiment) ?? JSON.stringify([dataset, training.validationShare, training.validateOn]);
  images.set(experiment, text);
  return text;
}

const setups = new WeakMap<Experiment, Map<string, Trait>>();

/** The traits of a run by key, in the order of `traitRank`. */
export function setupOf(run: SetUp): Setup {
  const experiment = endOf(run);
  let setup: Map<string, Trait> | undefined = setups.get(experiment);
  if (!setup) {
    const keys = alignedLosses(experiment);
    const settings = settingsOf(experiment).filter(({ part }) => part !== 'layer');
    const others = settings.map((setting) => traitOf(setting, keys));
    setup = new Map();
    for (const trait of [lossesFact(experiment), ...others, ...networkTraits(experiment)]) setup.set(trait.key, trait);
    setups.set(experiment, setup);
  }
  return setup;
}

const order = [
  'strategy',
  'schedule',
  'optimizer',
  'training',
  'losses',
  'loss',
  'network',
  'layer',
  'dataset',
  'seed',
];

/** Where a trait stands among others: methods before losses, losses before layers, the seed last. */
export function traitRank(key: string): number {
  return order.indexOf(key === 'training:seed' ? 'seed' : (key.split(':')[0] ?? ''));
}

const common = new Set([...Object.keys(strategyFields.shape), ...Object.keys(channelFields), 'muted', 'scope']);

function traitOf(setting: Setting, losses: ReadonlyMap<string, string>): Trait {
  const { key, part, of, meta, value } = setting;
  const base = part === 'loss' ? key.replace(/^loss:([^:]+)/, (_, id: string) => losses.get(id) ?? id) : key;
  const isCommon = setting.kind === undefined || common.has(key.slice(key.lastIndexOf(':') + 1));
  const method = isCommon ? undefined : methodLabel(setting);
  const isLoss = part === 'loss' && of === undefined;
  const label = isLoss ? `${setting.owner}: loss` : settingLabel(method ? { ...setting, owner: method } : setting);
  return { key: isCommon ? base : `${base}:${setting.kind}`, label, meta, value };
}

function methodLabel({ part, kind }: Setting): string | undefined {
  if (part === 'strategy' && isStrategyKind(kind)) return strategies[kind].label;
  return part === 'optimizer' ? optimizerMeta.choices?.find(({ value }) => value === kind)?.label : undefined;
}

/** Keys of the losses by id: the n-th loss of a target, or the n-th penalty of a kind, is the same in every experiment. */
function alignedLosses(experiment: Experiment): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    experiment.losses.map((loss) => {
      const title = lossTitle(experiment, loss);
      const count = (counts.get(title) ?? 0) + 1;
      counts.set(title, count);
      return [loss.id, `loss:${title} ${count}`] as const;
    }),
  );
}

function fact(key: string, label: string, help: string, value: unknown, unit?: FieldMeta['control']): Trait {
  return { key, label, meta: { control: unit ?? 'text', label, help, default: '' }, value };
}

function lossesFact(experiment: Experiment): Trait {
  const heard = experiment.losses.filter(isHeard).map(({ id }) => lossName(experiment, id));
  return fact('losses', 'Losses', 'The losses that take part.', heard.join(' + ') || 'none');
}

const ofNetworks = new WeakMap<readonly Setting[], readonly Trait[]>();

/** Facts about the network and the traits of its layers; the same list for all runs of one network. */
function networkTraits(experiment: Experiment): readonly Trait[] {
  const settings = layerSettings(experiment);
  const none = new Map<string, string>();
  const traits = ofNetworks.get(settings) ?? [
    ...networkFacts(experiment),
    ...settings.map((setting) => traitOf(setting, none)),
  ];
  ofNetworks.set(settings, traits);
  return traits;
}

/** "3 Convolution, 2 Max pooling, Dense". */
function layersText({ network }: Experiment): string {
  const counts = new Map<string, number>();
  for (const { kind } of network.layers) {
    if (kind !== 'input') counts.set(layerKind(kind).label, (counts.get(layerKind(kind).label) ?? 0) + 1);
  }
  return [...counts].map(([label, count]) => (count === 1 ? label : `${count} ${label}`)).join(', ') || 'none';
}

/** Whether losses share trained layers, and how many numbers are trained. An analysis takes 2 ms. */
function networkFacts(experiment: Experiment): Trait[] {
  const { losses } = experiment;
  const { nodes, parameters } = graphOf(experiment);
  const ids = new Set(losses.filter((loss) => !isPenalty(loss)).map(({ id }) => id));
  const trained = [...nodes.values()].filter((node) => node.parameters > 0);
  const shared = trained.filter((node) => node.reachedBy.filter((id) => ids.has(id)).length > 1).length;
  const sharing = ids.size < 2 ? 'one loss' : shared > 0 ? `${counted(shared, 'layer')} shared` : 'separate';
  return [
    fact('network:sharing', 'Network', 'Whether losses share trained layers.', sharing),
    fact('network:parameters', 'Parameters', 'Trained numbers of the network.', parameters, 'integer'),
    fact('network:layers', 'Layers', 'How many layers of which kind.', layersText(experiment)),
  ];
}
