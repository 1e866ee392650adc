/** The fields of a loss, a strategy and an optimizer; and layers, losses, strategies and optimizers at their defaults. */
import { type StrategySection, strategyFields } from './experiment.ts';
import { defaultsOf, type Fields, group } from './fields.ts';
import { type Layer, type LayerKindName, layerKind } from './layers/index.ts';
import { channelFields, type Loss, type LossKindName, lossKind } from './losses/index.ts';
import { type Optimizer, optimizerKinds } from './optimizers.ts';
import { type StrategyKind, strategies } from './strategies/index.ts';

const ofLosses = new Map<LossKindName, ReturnType<typeof makeFieldsOfLoss>>();

function makeFieldsOfLoss(kind: LossKindName) {
  return group({ ...channelFields, ...lossKind(kind).params.shape });
}

/** The fields of a loss: those of every channel, then those of its kind. */
export function fieldsOfLoss(kind: LossKindName) {
  const fields = ofLosses.get(kind) ?? makeFieldsOfLoss(kind);
  ofLosses.set(kind, fields);
  return fields;
}

const ofStrategies = new Map<StrategyKind, Fields>();

/** The fields of a strategy: its own options, then those of every strategy. */
export function fieldsOfStrategy(kind: StrategyKind): Fields {
  const fields = ofStrategies.get(kind) ?? group({ ...strategies[kind].options.shape, ...strategyFields.shape });
  ofStrategies.set(kind, fields);
  return fields;
}

/** The fields of an optimizer. */
export function fieldsOfOptimizer(kind: Optimizer['kind']): Fields {
  return optimizerKinds[kind].params;
}

/** A layer of a kind with every parameter at its default but those given. */
export function makeLayer(
  id: string,
  kind: LayerKindName,
  inputs: readonly string[],
  params: Readonly<Record<string, unknown>> = {},
): Layer {
  return { id, kind, inputs, ...defaultsOf(layerKind(kind).params), ...params } as Layer;
}

/** A loss of a kind with every field at its default but those given; `reads` names its output and target, or its scope. */
export function makeLoss(
  id: string,
  kind: LossKindName,
  reads: Readonly<Record<string, string>>,
  params: Readonly<Record<string, unknown>> = {},
): Loss {
  return { id, kind, ...reads, ...defaultsOf(fieldsOfLoss(kind)), muted: false, ...params } as Loss;
}

/** A strategy of a kind with every field at its default but those given. */
export function makeStrategy(kind: StrategyKind, options: Readonly<Record<string, unknown>> = {}): StrategySection {
  return { kind, ...defaultsOf(fieldsOfStrategy(kind)), ...options } as StrategySection;
}

/** An optimizer of a kind with every parameter at its default but those given. */
export function makeOptimizer(kind: Optimizer['kind'], params: Readonly<Record<string, unknown>> = {}): Optimizer {
  return { kind, ...defaultsOf(fieldsOfOptimizer(kind)), ...params } as Optimizer;
}
