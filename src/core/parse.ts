/**
 * `unknown → { experiment, problems }`, without ever throwing. A bad field takes its default and becomes a warning; a
 * network or loss that cannot be read at all is replaced or left out and becomes an error, located by id.
 */
import type * as z from 'zod/mini';
import { datasets } from './datasets/index.ts';
import {
  type DatasetSection,
  type Experiment,
  experimentVersion,
  idPattern,
  limits,
  type StrategySection,
  scheduleFields,
  titleField,
  trainingFields,
} from './experiment.ts';
import { type Fields, group, own, parseFields } from './fields.ts';
import { isLayerKind, type Layer, layerKind, layerKinds } from './layers/index.ts';
import { findCycle } from './layers/order.ts';
import { isLossKind, type Loss, lossKind, lossKinds } from './losses/index.ts';
import { fieldsOfLoss, fieldsOfOptimizer, fieldsOfStrategy } from './make.ts';
import { migrate } from './migrate.ts';
import { type Optimizer, optimizerKinds } from './optimizers.ts';
import { oneLine } from './plainText.ts';
import { defaultExperiment } from './presets.ts';
import { error, type Problem, show, warning } from './problem.ts';
import { strategies } from './strategies/index.ts';
import { counted } from './words.ts';

export interface Parsed {
  /** Always complete and within bounds; what could not be read comes from `base`. */
  readonly experiment: Experiment;
  readonly problems: readonly Problem[];
}

/** Reads an Experiment from anything. Sections that are missing or unreadable come from `base`. */
export function parseExperiment(input: unknown, base: Experiment = defaultExperiment): Parsed {
  const raw = migrate(input);
  const problems: Problem[] = [];
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    problems.push(
      error([], `This is ${show(raw)}, not an experiment.`, 'An experiment is a JSON object; see the JSON Schema.'),
    );
    return { experiment: base, problems };
  }
  const version = own(raw, 'version');
  if (version !== experimentVersion) {
    problems.push(versionProblem(version));
    return { experiment: base, problems };
  }
  // Editors complete and check a file that names the JSON Schema.
  const named = typeof own(raw, '$schema') === 'string' ? ['$schema'] : [];
  parseFields(group({}), raw, [], problems, [...sections, ...named]);

  // Losses of a network that cannot be read would point nowhere: both come from the base then.
  const network = own(raw, 'network') === undefined ? base.network : parseNetwork(own(raw, 'network'), problems);
  const losses = network === undefined ? undefined : parseLosses(own(raw, 'losses'), problems);
  const section = (name: keyof Experiment): unknown => (own(raw, name) === undefined ? base[name] : own(raw, name));
  const { title } = parseFields(group({ title: titleField }), { title: section('title') }, [], problems);
  return {
    experiment: {
      version: experimentVersion,
      title: oneLine(title),
      dataset: parseKind(
        datasets,
        (kind) => datasets[kind].options,
        section('dataset'),
        base.dataset,
        'dataset',
        problems,
      ),
      network: network ?? base.network,
      losses: losses ?? base.losses,
      strategy: parseKind(strategies, fieldsOfStrategy, section('strategy'), base.strategy, 'strategy', problems),
      schedule: parseFields(scheduleFields, section('schedule'), ['schedule'], problems),
      optimizer: parseKind(
        optimizerKinds,
        fieldsOfOptimizer,
        section('optimizer'),
        base.optimizer,
        'optimizer',
        problems,
      ),
      training: parseFields(trainingFields, section('training'), ['training'], problems),
    },
    problems,
  };
}

const sections = ['version', 'title', 'dataset', 'network', 'losses', 'strategy', 'schedule', 'optimizer', 'training'];

function versionProblem(version: unknown): Problem {
  if (version === undefined) {
    const remedy = `Choose a file that Loss Mixer saved; an experiment written by hand needs "version": ${experimentVersion}.`;
    return error(['version'], 'It names no version, so it is no experiment.', remedy);
  }
  const newer = typeof version === 'number' && version > experimentVersion;
  return error(
    ['version'],
    `The experiment has version ${show(version)}; version ${experimentVersion} is read here.`,
    newer ? 'It was made by a newer Loss Mixer: load the newest one.' : `Set "version": ${experimentVersion}.`,
  );
}

/** Reads a section that is chosen by `kind`, a key of the table. */
function parseKind<T extends DatasetSection | StrategySection | Optimizer>(
  table: Readonly<Record<T['kind'], object>>,
  fieldsOf: (kind: T['kind']) => Fields,
  raw: unknown,
  base: T,
  section: string,
  problems: Problem[],
): T {
  const kind = own(raw, 'kind');
  const isKnown = (name: unknown): name is T['kind'] => typeof name === 'string' && Object.hasOwn(table, name);
  if (!isKnown(kind)) {
    problems.push(
      error(
        [section, 'kind'],
        `There is no ${section} ${show(kind)}.`,
        `Choose one of ${Object.keys(table).join(', ')}.`,
      ),
    );
    return base;
  }
  return { kind, ...parseFields(fieldsOf(kind), raw, [section], problems, ['kind']) } as T;
}

function parseNetwork(raw: unknown, problems: Problem[]): Experiment['network'] | undefined {
  const before = problems.filter((p) => p.severity === 'error').length;
  parseFields(group({}), raw, ['network'], problems, ['layers']);
  const list = own(raw, 'layers');
  const layers = Array.isArray(list) ? parseLayers(list, problems) : undefined;
  if (!layers) {
    problems.push(
      error(['network', 'layers'], `The layers are ${show(list)}, not a list.`, 'The network was not read.'),
    );
    return undefined;
  }
  checkWiring(layers, problems);
  return problems.filter((p) => p.severity === 'error').length > before ? undefined : { layers };
}

function parseLayers(list: readonly unknown[], problems: Problem[]): Layer[] {
  if (list.length > limits.layers) {
    problems.push(
      error(
        ['network', 'layers'],
        `There are ${counted(list.length, 'layer')}; ${limits.layers} are allowed.`,
        'Remove some.',
      ),
    );
    return [];
  }
  return list.flatMap((raw, index) => {
    const id = own(raw, 'id');
    const kind = own(raw, 'kind');
    const inputs = own(raw, 'inputs');
    const at = ['network', validId(id) ? id : index];
    if (!validId(id)) {
      problems.push(error(at, `Layer ${index + 1} has the id ${show(id)}.`, idRemedy));
      return [];
    }
    if (!isLayerKind(kind)) {
      problems.push(
        error(at, `Layer "${id}" is of the kind ${show(kind)}.`, `Known: ${Object.keys(layerKinds).join(', ')}.`),
      );
      return [];
    }
    if (!Array.isArray(inputs) || inputs.length > limits.inputs || !inputs.every(validId)) {
      const remedy = `It must be a list of at most ${limits.inputs} ids.`;
      problems.push(error([...at, 'inputs'], `Layer "${id}" reads ${show(inputs)}.`, remedy));
      return [];
    }
    const params = parseFields(layerKind(kind).params, raw, at, problems, ['id', 'kind', 'inputs']);
    const layer: Record<string, unknown> = { id, kind, inputs, ...params };
    return [layer as Layer];
  });
}

const idRemedy = 'An id is a lower-case letter followed by at most 39 letters, digits or hyphens.';
// "constructor" is an id by its letters, and a trap wherever ids are keys of an object.
const validId = (id: unknown): id is string => typeof id === 'string' && idPattern.test(id) && !(id in {});

/** What a penalty may name beside a layer. */
const reservedIds: readonly string[] = ['all', 'shared'];

function checkWiring(layers: readonly Layer[], problems: Problem[]): void {
  const ids = new Set<string>();
  for (const layer of layers) {
    if (reservedIds.includes(layer.id)) {
      const message = `A layer is called "${layer.id}", which is the name of a scope.`;
      problems.push(error(['network', layer.id], message, 'Rename it.'));
    }
    if (ids.has(layer.id))
      problems.push(error(['network', layer.id], `Two layers are called "${layer.id}".`, 'Rename one.'));
    ids.add(layer.id);
  }
  for (const layer of layers) {
    const missing = layer.inputs.find((id) => !ids.has(id));
    if (missing === undefined) continue;
    problems.push(
      error(
        ['network', layer.id, 'inputs'],
        `Layer "${layer.id}" reads "${missing}", which is not there.`,
        'Wire it to a layer of the network.',
      ),
    );
  }
  const images = layers.filter((layer) => layer.kind === 'input').length;
  if (images !== 1) {
    problems.push(error(['network'], `The network has ${counted(images, 'input layer')}.`, 'It needs exactly one.'));
  }
  const cycle = findCycle(layers);
  if (cycle) {
    problems.push(
      error(
        ['network', cycle[0] ?? ''],
        `The layers ${cycle.join(' → ')} form a circle.`,
        'Remove one of these connections.',
      ),
    );
  }
}

function parseLosses(raw: unknown, problems: Problem[]): readonly Loss[] | undefined {
  if (raw === undefined) return undefined;
  if (!Array.isArray(raw) || raw.length > limits.losses) {
    const found = Array.isArray(raw) ? counted(raw.length, 'loss') : show(raw);
    problems.push(error(['losses'], `The losses are ${found}.`, `It must be a list of at most ${limits.losses}.`));
    return undefined;
  }
  const ids = new Set<string>();
  return raw.flatMap((item: unknown, index) => {
    const id = own(item, 'id');
    const kind = own(item, 'kind');
    const at = ['losses', validId(id) ? id : index];
    if (!validId(id) || ids.has(id)) {
      const remedy = validId(id) ? 'Every loss needs an id of its own.' : idRemedy;
      problems.push(error(at, `Loss ${index + 1} has the id ${show(id)}.`, `${remedy} It was left out.`));
      return [];
    }
    ids.add(id);
    if (!isLossKind(kind)) {
      const remedy = `It was left out. Known: ${Object.keys(lossKinds).join(', ')}.`;
      problems.push(error(at, `Loss "${id}" is of the kind ${show(kind)}.`, remedy));
      return [];
    }
    const row = lossKind(kind);
    const references = { target: ['output', 'target'], output: ['output'], weights: ['scope'] }[row.reads];
    const wrong = references.find((name) => !validId(own(item, name)));
    if (wrong) {
      const remedy = `It must name a ${wrong === 'target' ? 'target of the dataset' : 'layer'}. The loss was left out.`;
      problems.push(error([...at, wrong], `The ${wrong} of loss "${id}" is ${show(own(item, wrong))}.`, remedy));
      return [];
    }
    const muted = own(item, 'muted') ?? false;
    if (typeof muted !== 'boolean') {
      const message = `Muted is ${show(muted)}; it must be true or false.`;
      problems.push(warning([...at, 'muted'], message, 'It was set to false.'));
    }
    const fields = fieldsOfLoss(kind);
    const known = ['id', 'kind', 'muted', ...references];
    const values: z.infer<typeof fields> = parseFields(fields, item, at, problems, known);
    const reads = Object.fromEntries(references.map((name) => [name, own(item, name)]));
    return [{ id, kind, ...reads, ...values, muted: muted === true } as Loss];
  });
}
