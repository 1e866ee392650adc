/** Two networks side by side: layers in the order of the data, those that stand for each other in one row. */
import type { Experiment } from '../../experiment.ts';
import { fieldsOf, own } from '../../fields.ts';
import { graphOf } from '../../graphOf.ts';
import { layerKind, ownsWeights } from '../../layers/index.ts';
import { shapeText } from '../../layers/size.ts';
import type { Node } from '../../node.ts';
import { sameValue } from '../../run/settings.ts';
import { fieldText, grouped } from '../../words.ts';
import { align } from './align.ts';

/** A few words, and whether they differ from the other side. */
export interface Words {
  readonly text: string;
  readonly differs: boolean;
}

export interface LayerSide {
  readonly id: string;
  readonly title: string;
  /** "32 · 3×3 · relu"; empty where the kind has no parameters. */
  readonly detail: string;
  /** What differs of its parameters and of what it reads: "Filters 32", "after Dropout". */
  readonly differences: readonly string[];
  readonly shape: Words;
  readonly parameters: Words;
  /** Ids of the losses whose gradient comes back to it. */
  readonly reachedBy: readonly string[];
  readonly hasWeights: boolean;
}

export interface LayerRow {
  readonly a?: LayerSide;
  readonly b?: LayerSide;
  readonly isAlike: boolean;
}

export function networksSideBySide(a: Experiment, b: Experiment): LayerRow[] {
  const [ofA, ofB] = [nodesOf(a), nodesOf(b)];
  const pairs = align(ofA, ofB, (one, other) => {
    if (one.layer.kind !== other.layer.kind) return 0;
    return one.layer.id === other.layer.id ? 3 : 2;
  });
  const partnerOfB = new Map(pairs.flatMap((pair) => (pair.a && pair.b ? [[pair.b.layer.id, pair.a.layer.id]] : [])));
  const readsLike = (one: Node, other: Node) =>
    one.layer.inputs.join() === other.layer.inputs.map((id) => partnerOfB.get(id) ?? `only in b: ${id}`).join();
  const titlesA = new Map(ofA.map((node) => [node.layer.id, node.title]));
  const titlesB = new Map(ofB.map((node) => [node.layer.id, node.title]));
  return pairs.map((pair) => {
    const isRewired = pair.a !== undefined && pair.b !== undefined && !readsLike(pair.a, pair.b);
    const sideA = pair.a && sideOf(pair.a, pair.b, isRewired, titlesA);
    const sideB = pair.b && sideOf(pair.b, pair.a, isRewired, titlesB);
    const isAlike = sideA !== undefined && sideB !== undefined && isSame(sideA);
    return { ...(sideA && { a: sideA }), ...(sideB && { b: sideB }), isAlike };
  });
}

function nodesOf(experiment: Experiment): Node[] {
  const { order, nodes } = graphOf(experiment);
  return order.flatMap((id) => nodes.get(id) ?? []);
}

function sideOf(
  node: Node,
  other: Node | undefined,
  isRewired: boolean,
  titles: ReadonlyMap<string, string>,
): LayerSide {
  const { layer, title, shape, parameters, reachedBy } = node;
  const kind = layerKind(layer.kind);
  const differences = fieldsOf(kind.params).flatMap(([name, , meta]) => {
    const value = own(layer, name);
    return !other || sameValue(value, own(other.layer, name)) ? [] : [`${meta.label} ${fieldText(meta, value)}`];
  });
  const reads = layer.inputs.map((id) => titles.get(id) ?? id).join(' and ');
  const words = (text: string, theirs: string | undefined): Words => ({
    text,
    differs: other !== undefined && text !== theirs,
  });
  return {
    id: layer.id,
    title,
    detail: kind.summary(layer),
    differences: isRewired ? [...differences, `after ${reads}`] : differences,
    shape: words(textOf(shape), other && textOf(other.shape)),
    parameters: words(grouped(parameters), other && grouped(other.parameters)),
    reachedBy,
    hasWeights: ownsWeights(layer),
  };
}

function textOf(shape: Node['shape']): string {
  return shape ? shapeText(shape) : '?';
}

function isSame({ differences, shape, parameters }: LayerSide): boolean {
  return differences.length === 0 && !shape.differs && !parameters.differs;
}
