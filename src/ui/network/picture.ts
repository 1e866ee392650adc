/** What the small picture of a network is made of: the places of the canvas, and colours. */
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import type { Box } from './box.ts';
import { type Layout, layOut, nodeIdOf } from './layout.ts';
import { type EdgeView, type NodeView, networkView, type Stripe } from './networkView.ts';

/** Past this many losses no colour is colorsOf from another. */
const mostColours = 4;

export interface Picture extends Pick<Layout, 'boxes' | 'bends' | 'bounds'> {
  readonly nodes: readonly NodeView[];
  readonly edges: readonly EdgeView[];
}

/** Its cost is that of the layout: up to some tens of milliseconds. */
export function pictureOf(experiment: Experiment): Picture {
  const view = networkView(experiment, graphOf(experiment));
  const { boxes, bends, bounds } = layOut(view);
  const narrow = view.nodes.map((node) => [nodeIdOf(node), narrowed(node, boxes.get(nodeIdOf(node)))] as const);
  return {
    nodes: view.nodes,
    edges: view.edges,
    boxes: new Map(narrow.flatMap(([id, box]) => (box ? [[id, box] as const] : []))),
    bends,
    bounds,
  };
}

/** A dense layer is a column of units, a convolution a plane, a loss a disc. */
function narrowed(node: NodeView, box: Box | undefined): Box | undefined {
  if (!box) return undefined;
  const width =
    node.form === 'loss' ? box.height : node.form === 'block' && node.kind === 'dense' ? box.width / 3 : box.width;
  return { ...box, x: box.x + (box.width - width) / 2, width };
}

/** The colours of the losses; neutral where there are none or too many. */
export function colorsOf(stripes: readonly Stripe[]): readonly string[] {
  const colors = [...new Set(stripes.map(({ color }) => color))];
  return colors.length === 0 || colors.length > mostColours ? ['var(--line-strong)'] : colors;
}
