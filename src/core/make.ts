/** Layers, losses and optimizers with every field at its default but those given. */
import { defaultsOf, type Fields, group } from './fields.ts';
import { type Layer, type LayerKindName, layerKind } from './layers/index.ts';
import { channelFields, type Loss, type LossKindName, lossKind } from './losses/index.ts';
import { type Optimizer, optimizerKinds } from './optimizers.ts';

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
  const fields = group({ ...channelFields, ...lossKind(kind).params.shape });
  return { id, kind, muted: false, ...defaultsOf(fields), ...reads, ...params } as Loss;
}

/** An optimizer of a kind with every parameter at its default but those given. */
export function makeOptimizer(kind: Optimizer['kind'], params: Readonly<Record<string, unknown>> = {}): Optimizer {
  return { kind, ...defaultsOf(optimizerKinds[kind].params as Fields), ...params } as Optimizer;
}
