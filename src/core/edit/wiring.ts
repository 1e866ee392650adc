/** Connections between layers, and the parameters of one. */
import * as z from 'zod/mini';
import { datasets } from '../datasets/index.ts';
import { type Experiment, limits, scheduleFields, trainingFields } from '../experiment.ts';
import { allowed, type Fields, metaOf } from '../fields.ts';
import { layerKind } from '../layers/index.ts';
import type { Loss } from '../losses/index.ts';
import { fieldsOfLoss, fieldsOfOptimizer, fieldsOfStrategy, makeStrategy } from '../make.ts';
import { error, type Place, type Problem, show } from '../problem.ts';
import { isStrategyKind } from '../strategies/index.ts';
import { type Edited, layerOf, missing, withInputs, withNetwork } from './edited.ts';

/** Lets `to` read `from`. A layer with one input gives up the one it had; a circle is refused. */
export function connect(experiment: Experiment, from: string, to: string): Edited {
  const reader = layerOf(experiment, to);
  if (!layerOf(experiment, from)) return missing(from);
  if (!reader) return missing(to);
  if (from === to) return error(['network', to, 'inputs'], 'A layer cannot read itself.', 'Choose another layer.');
  if (reader.inputs.includes(from)) return experiment;
  const row = layerKind(reader.kind);
  const most = Math.min(row.inputs[1], limits.inputs);
  if (most === 0) {
    return error(['network', to, 'inputs'], `${row.label} reads nothing: it comes first.`, 'Connect from it instead.');
  }
  if (most > 1 && reader.inputs.length >= most) {
    return error(
      ['network', to, 'inputs'],
      `${row.label} has ${reader.inputs.length} inputs; ${most} are allowed.`,
      'Remove a connection first.',
    );
  }
  const inputs = most === 1 ? [from] : [...reader.inputs, from];
  return withNetwork(
    experiment,
    experiment.network.layers.map((layer) => (layer === reader ? withInputs(layer, inputs) : layer)),
  );
}

/** Cuts the connection between two layers, if there is one. */
export function disconnect(experiment: Experiment, from: string, to: string): Edited {
  const reader = layerOf(experiment, to);
  if (!reader?.inputs.includes(from)) return experiment;
  const inputs = reader.inputs.filter((id) => id !== from);
  const layers = experiment.network.layers.map((layer) => (layer === reader ? withInputs(layer, inputs) : layer));
  // To cut closes no circle, and one that is there is opened connection by connection.
  return { ...experiment, network: { ...experiment.network, layers } };
}

/** Sets a parameter of a layer; a value that is not allowed is refused in words. */
export function setParam(experiment: Experiment, id: string, name: string, value: unknown): Edited {
  const layer = layerOf(experiment, id);
  if (!layer) return missing(id);
  const checked = checkField(layerKind(layer.kind).params, name, value, ['network', id]);
  if (checked) return checked;
  const next = setOwn(layer, name, value);
  if (next === layer) return experiment;
  return withNetwork(
    experiment,
    experiment.network.layers.map((other) => (other === layer ? next : other)),
  );
}

/** Sets the field at a place: `['network', id, 'units']`, `['losses', id, 'fader']`, `['training', 'batchSize']`. */
export function setAt(experiment: Experiment, at: Place, value: unknown): Edited {
  const [section, name = '', field = ''] = at.map(String);
  if (section === 'network') return setParam(experiment, name, field, value);
  if (section === 'losses') {
    const loss = experiment.losses.find((candidate) => candidate.id === name);
    if (!loss) return error(at, `There is no loss "${name}".`, 'Choose a loss of the mixer.');
    const checked = checkField(fieldsOfLoss(loss.kind), field, value, ['losses', name]);
    if (checked) return checked;
    const next: Loss = setOwn(loss, field, value);
    if (next === loss) return experiment;
    return { ...experiment, losses: experiment.losses.map((other) => (other === loss ? next : other)) };
  }
  if (section === 'strategy' && name === 'kind') return withStrategy(experiment, String(value));
  const fields = section === undefined ? undefined : fieldsOfSection(experiment, section);
  if (section !== undefined && fields) {
    const checked = checkField(fields, name, value, [section]);
    if (checked) return checked;
    const before: object = experiment[section as 'training'];
    const next = setOwn(before, name, value);
    return next === before ? experiment : { ...experiment, [section]: next };
  }
  return error(at, `Nothing is at ${at.join('.')}.`, 'Choose a field of the experiment.');
}

/** Another method of combining; what every strategy has stays. */
function withStrategy(experiment: Experiment, kind: string): Edited {
  if (!isStrategyKind(kind))
    return error(['strategy'], `There is no strategy ${show(kind)}.`, 'Choose one that is there.');
  if (kind === experiment.strategy.kind) return experiment;
  const { heads, length, penalties, refreshEvery } = experiment.strategy;
  return { ...experiment, strategy: makeStrategy(kind, { heads, length, penalties, refreshEvery }) };
}

/** The fields of a section that is one group. */
function fieldsOfSection({ dataset, strategy, optimizer }: Experiment, section: string): Fields | undefined {
  switch (section) {
    case 'dataset':
      return datasets[dataset.kind].options;
    case 'strategy':
      return fieldsOfStrategy(strategy.kind);
    case 'optimizer':
      return fieldsOfOptimizer(optimizer.kind);
    case 'training':
      return trainingFields;
    case 'schedule':
      return scheduleFields;
    default:
      return undefined;
  }
}

function checkField(fields: Fields, name: string, value: unknown, at: Place): Problem | undefined {
  const schema = Object.hasOwn(fields.shape, name) ? fields.shape[name] : undefined;
  if (!schema) return error([...at, name], `There is no field ${show(name)} here.`, 'Choose one that is there.');
  if (z.safeParse(schema, value).success) return undefined;
  const meta = metaOf(schema);
  return error([...at, name], `${meta.label} is ${show(value)}.`, `It must be ${allowed(meta)}.`);
}

function setOwn<T extends object>(item: T, name: string, value: unknown): T {
  return (item as Record<string, unknown>)[name] === value ? item : { ...item, [name]: value };
}
