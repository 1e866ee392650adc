/**
 * The network as a graph: the order of its layers, the shape and cost of each, which losses reach it, and what is wrong,
 * located. Pure and total: any list of layers has an analysis.
 */

import { degenerateProblems } from './checks/degenerate.ts';
import { outputProblems } from './checks/outputs.ts';
import { connectFix, cutFix, firstHeadFix, headFix, misfitFix, unmuteFix, widthFix } from './checks/remedies.ts';
import { type Cost, memoryOf, sizeProblems, stepWork } from './cost.ts';
import { type ImageShape, type Target, targetShape } from './datasets/dataset.ts';
import { describeData, targetOf } from './datasets/describe.ts';
import type { Experiment } from './experiment.ts';
import { isTrained, type Layer, layerKind, ownsWeights } from './layers/index.ts';
import type { Shape, WeightSpec } from './layers/layer.ts';
import { findCycle, inOrder } from './layers/order.ts';
import { isProblem, shapeText, sizeOf } from './layers/size.ts';
import { classWeightProblems } from './losses/classWeights.ts';
import { type Loss, type LossKindName, lossKind, outputOf } from './losses/index.ts';
import { isPenalty, isUnmuted } from './losses/roles.ts';
import type { Node } from './node.ts';
import { error, type Fix, type Problem, warning } from './problem.ts';
import { titlesOf } from './titles.ts';
import { anyOf, counted, withArticle } from './words.ts';

export interface Graph extends Cost {
  /** Every layer after its inputs; layers on a circle are missing. */
  readonly order: readonly string[];
  readonly nodes: ReadonlyMap<string, Node>;
  /** Of one forward pass of one image. */
  readonly flops: number;
  readonly problems: readonly Problem[];
  /** No Problem is an error. */
  readonly isRunnable: boolean;
}

/** Analyses the network of an experiment together with the losses that read it. */
export function analyse(experiment: Experiment): Graph {
  const { layers } = experiment.network;
  const problems: Problem[] = [];
  const order = inOrder(layers);
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const reach = {
    readBy: spread(experiment, order, (id) => byId.get(id)?.inputs ?? []),
    reachedBy: spread(experiment, order, (id) => (isStop(byId.get(id)) ? [] : (byId.get(id)?.inputs ?? []))),
  };
  const titles = titlesOf(experiment);
  const nodes = new Map<string, Node>();
  const cycle = findCycle(layers);
  if (cycle) {
    const message = `${cycle.join(' → ')} is a circle.`;
    const remedy = 'Remove one of the connections.';
    problems.push(error(['network', cycle[0] ?? ''], message, remedy, cutFix(layers, cycle)));
  }
  const misfits: Problem[] = [];
  for (const id of order) {
    const layer = byId.get(id);
    if (!layer) continue;
    nodes.set(id, measure(layer, { experiment, nodes, titles, reach, problems: misfits }));
  }
  problems.push(...[...nodes.values()].flatMap((node) => inputProblems(experiment, node, nodes)), ...misfits);
  problems.push(...lossProblems(experiment, nodes));
  problems.push(...outputProblems(experiment, nodes), ...degenerateProblems(experiment, nodes));
  const used = [...nodes.values()].filter((node) => node.readBy.length > 0);
  const totals = {
    parameters: used.reduce((sum, node) => sum + node.parameters, 0),
    frozen: used.reduce((sum, node) => sum + node.frozen, 0),
    flops: used.reduce((sum, node) => sum + node.flops, 0),
    memoryBytes: memoryOf(experiment, used),
    step: stepWork(experiment, used),
  };
  problems.push(...sizeProblems(experiment, totals));
  if (!problems.some((problem) => problem.severity === 'error')) problems.push(...trainingProblems(nodes));
  const isRunnable = !problems.some((problem) => problem.severity === 'error');
  return { order, nodes, ...totals, problems, isRunnable };
}

function isStop(layer: Layer | undefined): boolean {
  return layer?.kind === 'stop-gradient';
}

/** The losses at each layer, spread from what they read to what is before it; a penalty on weights is at none. */
function spread(experiment: Experiment, order: readonly string[], before: (id: string) => readonly string[]) {
  const reach = new Map<string, Set<string>>(order.map((id) => [id, new Set()]));
  for (const loss of experiment.losses) reach.get(outputOf(loss) ?? '')?.add(loss.id);
  for (const id of [...order].reverse()) {
    for (const input of before(id)) {
      for (const loss of reach.get(id) ?? []) reach.get(input)?.add(loss);
    }
  }
  return reach;
}

interface Context {
  readonly experiment: Experiment;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly titles: ReadonlyMap<string, string>;
  /** Ids of losses by layer. */
  readonly reach: Readonly<Record<'readBy' | 'reachedBy', ReadonlyMap<string, ReadonlySet<string>>>>;
  readonly problems: Problem[];
}

function measure(layer: Layer, { experiment, nodes, titles, reach, problems }: Context): Node {
  const row = layerKind(layer.kind);
  const title = titles.get(layer.id) ?? layer.id;
  const idsIn = (found: ReadonlyMap<string, ReadonlySet<string>>) =>
    experiment.losses.map((loss) => loss.id).filter((id) => found.get(layer.id)?.has(id));
  const { height, width, channels } = describeData(experiment);
  const inputNodes = layer.inputs.map((id) => nodes.get(id));
  const image = layer.kind === 'input' ? [[height, width, channels]] : [];
  const shapes = [...image, ...inputNodes.map((node) => node?.shape)];
  const base = {
    layer,
    title,
    ...fieldOfView(layer, inputNodes),
    readBy: idsIn(reach.readBy),
    reachedBy: idsIn(reach.reachedBy),
    leadsToTrained:
      !isStop(layer) && ((ownsWeights(layer) && isTrained(layer)) || inputNodes.some((node) => node?.leadsToTrained)),
  };
  const nothing = { ...base, inputShapes: [], shape: undefined, weights: [], parameters: 0, frozen: 0, flops: 0 };

  const [min, max] = row.inputs;
  if (layer.inputs.length < min || layer.inputs.length > max) return nothing;
  const known = shapes.filter((shape) => shape !== undefined);
  if (known.length < shapes.length) return nothing;
  const shape = row.infer(known, layer);
  if (isProblem(shape)) {
    const fix = misfitFix(layer, nodes, shape.fix);
    problems.push(troubleOf(base)(['network', layer.id], `${title} ${shape.message}.`, shape.remedy, fix));
    return { ...nothing, inputShapes: known };
  }
  const specs = row.weights?.(known, layer) ?? [];
  const values = specs.reduce((sum, spec) => sum + (spec.trainable ? sizeOf(spec.shape) : 0), 0);
  const [parameters, frozen] = isTrained(layer) ? [values, 0] : [0, values];
  return {
    ...base,
    inputShapes: known,
    shape,
    weights: isTrained(layer)
      ? specs
      : specs.map((spec) => (spec.trainable ? { ...spec, trainable: false, isFrozen: true } : spec)),
    parameters,
    frozen,
    flops: row.flops?.(known, shape, layer) ?? 0,
  };
}

/** A layer on the canvas that nothing reads yet is a draft, not an obstacle. */
const troubleOf = ({ readBy }: Pick<Node, 'readBy'>) => (readBy.length > 0 ? error : warning);

/** Too few or too many inputs. */
function inputProblems(experiment: Experiment, node: Node, nodes: ReadonlyMap<string, Node>): Problem[] {
  const { layer, title } = node;
  const [min, max] = layerKind(layer.kind).inputs;
  const { length, [length - 1]: last } = layer.inputs;
  if (length >= min && length <= max) return [];
  const wanted = min === max ? counted(min, 'input') : `${min} to ${max} inputs`;
  const message = `${title} needs ${wanted}, has ${length}.`;
  const at = ['network', layer.id, 'inputs'];
  if (length < min) {
    const fix = connectFix(experiment, layer, nodes, node.readBy.length > 0);
    return [troubleOf(node)(at, message, 'Connect it to an earlier layer, or remove it.', fix)];
  }
  const label = 'Cut the last connection';
  const fix: Fix = { kind: 'disconnect', from: last ?? '', to: layer.id, label };
  return [troubleOf(node)(at, message, 'Remove a connection.', fix)];
}

/** Receptive field and jump (input pixels between two neighbouring outputs), from those of the inputs. */
function fieldOfView(layer: Layer, inputs: readonly (Node | undefined)[]): Pick<Node, 'receptiveField' | 'jump'> {
  const jump = inputs.reduce((most, node) => Math.max(most, node?.jump ?? 1), inputs.length > 0 ? 0 : 1);
  const reach = layerKind(layer.kind).reach?.(layer) ?? [1, 1];
  if (reach === 'all' || inputs.some((node) => node?.receptiveField === 'all')) return { receptiveField: 'all', jump };
  const before = inputs.reduce((most, node) => Math.max(most, Number(node?.receptiveField ?? 1)), 1);
  return { receptiveField: Math.ceil(before + (reach[0] - 1) * jump), jump: jump * reach[1] };
}

function lossProblems(experiment: Experiment, nodes: ReadonlyMap<string, Node>): Problem[] {
  const unmuted = experiment.losses.filter(isUnmuted);
  const problems = experiment.losses.flatMap((loss) => checkLoss(loss, experiment, nodes));
  if (unmuted.every(isPenalty)) {
    const muted = experiment.losses.some((loss) => !isPenalty(loss));
    problems.push(
      error(
        ['losses'],
        muted ? 'Every loss that reads a target is muted.' : 'No loss reads a target yet: there is nothing to learn.',
        muted ? 'Unmute one.' : 'Drop a loss on a head, or add a head for a target.',
        muted ? unmuteFix(experiment) : firstHeadFix(experiment),
      ),
    );
  }
  return problems;
}

/** What keeps everything from being trained: there are no weights, or all are frozen. */
function trainingProblems(nodes: ReadonlyMap<string, Node>): Problem[] {
  const used = [...nodes.values()].filter(({ readBy }) => readBy.length > 0);
  const frozen = used.filter((node) => node.frozen > 0);
  if (used.every(({ parameters }) => parameters === 0)) {
    if (frozen[0] === undefined) {
      const remedy = 'Put a convolution or a dense layer before a head.';
      return [error(['network'], 'No layer that a loss reads has weights: there is nothing to train.', remedy)];
    }
    const fix: Fix = { kind: 'set', at: ['network', frozen.at(-1)?.layer.id ?? '', 'trained'], value: true };
    const message = 'Every layer with weights is frozen: there is nothing to train.';
    return [error(['network'], message, `Let ${frozen.at(-1)?.title} be trained.`, fix)];
  }
  return [];
}

function checkLoss(loss: Loss, experiment: Experiment, nodes: ReadonlyMap<string, Node>): Problem[] {
  const row = lossKind(loss.kind);
  const at = ['losses', loss.id];
  const fix: Fix = { kind: 'remove-loss', loss: loss.id };
  if ('scope' in loss) {
    if (loss.scope === 'all') return [];
    if (loss.scope === 'shared' || nodes.has(loss.scope)) return checkScope(loss, experiment, nodes);
    const message = `${row.label} is over "${loss.scope}", which is not there.`;
    return [error(at, message, 'Choose a layer, the shared layers or all.', fix)];
  }
  const node = nodes.get(loss.output);
  if (!node) {
    const message = `${row.label} reads the layer "${loss.output}", which is not there.`;
    return [error(at, message, 'Connect it to a head, or remove it.', fix)];
  }
  if (!('target' in loss)) {
    const misfit = penaltyMisfit(loss.kind, node.shape);
    return misfit === undefined ? [] : [error(at, misfit, 'Choose another output, or remove it.', fix)];
  }
  const target = targetOf(experiment, loss.target);
  if (!target) {
    const message = `${row.label} reads the target "${loss.target}", which the dataset does not have.`;
    return [error(at, message, 'Choose another target, or remove the loss.', fix)];
  }
  if (!row.targets.includes(target.kind)) {
    const kind = withArticle(target.kind);
    const remedy = `Choose a loss for ${kind}, or a target that is ${anyOf(row.targets)}.`;
    return [error(at, `${row.label} does not fit ${target.label.toLowerCase()}, ${kind}.`, remedy)];
  }
  const wanted = outputShape(target, describeData(experiment));
  if (!node.shape || shapeText(node.shape) === shapeText(wanted)) {
    return classWeightProblems(loss, target.classes?.length ?? 0);
  }
  const units = widthFix(node.layer, wanted, node.shape);
  return [
    error(
      ['network', node.layer.id],
      `${node.title} gives ${shapeText(node.shape)}, the target needs ${shapeText(wanted)}.`,
      units ? `Set ${units.value} ${String(units.at[2])}.` : `Add a layer that gives ${shapeText(wanted)}.`,
      units ?? headFix(loss.id, target, wanted, node, nodes),
    ),
  ];
}

/** Why a penalty on an output cannot read one of that shape, if so. */
export function penaltyMisfit(kind: LossKindName, shape: Shape | undefined): string | undefined {
  const row = lossKind(kind);
  const wanted = shape && row.reads === 'output' ? row.misfit(shape) : undefined;
  return wanted && `${row.label} needs ${wanted}; this output is ${shapeText(shape)}.`;
}

/** A penalty that is over no kernel is 0 at every step, which is hardly what was meant. */
function checkScope(
  loss: Loss & { scope: string },
  experiment: Experiment,
  nodes: ReadonlyMap<string, Node>,
): Problem[] {
  const data = experiment.losses.filter((other) => 'target' in other).map(({ id }) => id);
  const shared = sharedLayers({ nodes }, data);
  const isInScope = (id: string) => (loss.scope === 'shared' ? shared.has(id) : loss.scope === id);
  const inScope = [...nodes.values()].filter(({ layer, readBy }) => readBy.length > 0 && isInScope(layer.id));
  // Of a layer that is itself in trouble the weights are not known.
  if (inScope.some(({ shape, weights }) => !shape || weights.some(isKernel))) return [];
  const where = loss.scope === 'shared' ? 'what two losses share' : (nodes.get(loss.scope)?.title ?? loss.scope);
  const message = `${lossKind(loss.kind).label} is over ${where}, where no kernels are trained: it is always 0.`;
  const remedy = 'Choose another scope: all layers, or one with a trained kernel.';
  const hasKernel = [...nodes.values()].some(({ readBy, weights }) => readBy.length > 0 && weights.some(isKernel));
  const fix = hasKernel ? ({ kind: 'rescope', loss: loss.id, scope: 'all' } as const) : undefined;
  return [warning(['losses', loss.id, 'scope'], message, remedy, fix)];
}

/** The shape a head must have for a target: one logit per class, one number, or one value per pixel. */
export function outputShape(target: Target, images: ImageShape): Shape {
  if (target.kind === 'category') return [target.classes?.length ?? 0];
  return target.kind === 'number' ? [1] : targetShape(target, images);
}

/** The ids of the layers that at least two of the given losses reach: the trunk. */
export function sharedLayers(graph: Pick<Graph, 'nodes'>, losses: readonly string[]): ReadonlySet<string> {
  const shared = [...graph.nodes.values()].filter(
    (node) => node.reachedBy.filter((id) => losses.includes(id)).length >= 2,
  );
  return new Set(shared.map((node) => node.layer.id));
}

/** Penalties are on kernels; biases, offsets and scales are left alone, as is usual. */
export function isKernel(spec: WeightSpec): boolean {
  return spec.trainable && spec.initial === 'initializer';
}
