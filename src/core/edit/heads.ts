/**
 * Growing a head for a target: a dense layer with as many units as classes; for pictures a small decoder from the
 * deepest image of the network that can be doubled up to the size of the target.
 */

import { imageBefore } from '../checks/remedies.ts';
import type { Target } from '../datasets/dataset.ts';
import { describeData } from '../datasets/describe.ts';
import type { Experiment } from '../experiment.ts';
import { type Graph, outputShape } from '../graph.ts';
import { graphOf } from '../graphOf.ts';
import type { Layer } from '../layers/index.ts';
import { shapeText } from '../layers/size.ts';
import { makeLayer } from '../make.ts';
import { error } from '../problem.ts';
import { vectorLayer } from './blocks.ts';
import { type Edited, freeId, withNetwork } from './edited.ts';

/** The experiment with the layers of a head for the target, the output last; without a loss. */
export function growHead(experiment: Experiment, target: Target, from: string | undefined): Edited {
  const graph = graphOf(experiment);
  const wanted = outputShape(target, describeData(experiment));
  const root = from ?? trunkEnd(experiment, graph, wanted.length === 3);
  const taken = experiment.network.layers.map((layer) => layer.id);
  const added: Layer[] = [];
  const grow = (
    kind: Layer['kind'],
    input: string,
    params: Readonly<Record<string, unknown>> = {},
    name: string = kind,
  ) => {
    const id = freeId(name, [...taken, ...added.map((layer) => layer.id)], name === kind);
    added.push(makeLayer(id, kind, [input], params));
    return id;
  };
  if (root === undefined) {
    return error(['network'], 'The network gives nothing that a head could read.', 'Mend the network first.');
  }
  if (wanted.length === 3) {
    const start = imageBefore(graph.nodes, root, wanted);
    if (start === undefined) {
      return error(
        ['network', root],
        `No image before "${root}" can be doubled to ${shapeText(wanted)}.`,
        'Use padding "same" and pooling by 2, or choose an earlier layer.',
      );
    }
    let at = start;
    let side = graph.nodes.get(start)?.shape?.[0] ?? 0;
    while (side < (wanted[0] ?? 0)) {
      at = grow('up-sample', at);
      at = grow('conv2d', at, { filters: 16, activation: 'relu' });
      side *= 2;
    }
    grow('conv2d', at, { filters: wanted[2] ?? 1 }, `head-${target.id}`);
  } else {
    const shape = graph.nodes.get(root)?.shape;
    let at = root;
    if (shape?.length === 3) at = grow(vectorLayer(shape), root);
    grow('dense', at, { units: wanted[0] ?? 1 }, `head-${target.id}`);
  }
  return withNetwork(experiment, [...experiment.network.layers, ...added]);
}

/**
 * The layer that a head should read: for a picture the deepest of what most losses share; for a class or a number the
 * last dense layer that losses share, which pictures beside it do not reach.
 */
function trunkEnd(experiment: Experiment, graph: Graph, isPicture: boolean): string | undefined {
  const heads = new Set(experiment.losses.flatMap((loss) => ('output' in loss ? loss.output : [])));
  const usable = graph.order.filter((id) => !heads.has(id) && graph.nodes.get(id)?.shape !== undefined);
  const data = new Set(experiment.losses.flatMap((loss) => ('target' in loss ? loss.id : [])));
  const reach = (id: string) => graph.nodes.get(id)?.readBy.filter((loss) => data.has(loss)).length ?? 0;
  const shared = Math.max(0, ...usable.map(reach));
  const lastWith = (ids: readonly string[], count: number) => ids.findLast((id) => reach(id) === count);
  const end = lastWith(usable, shared);
  if (isPicture) return end;
  const dense = usable.filter((id) => graph.nodes.get(id)?.layer.kind === 'dense');
  const most = Math.max(0, ...dense.map(reach));
  // The dense layer of one loss among several is its own affair.
  return (most >= Math.min(2, shared) ? lastWith(dense, most) : undefined) ?? end;
}
