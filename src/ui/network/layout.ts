/**
 * Where everything stands: a layered drawing from left to right (dagre), the image first, the mixer last, in rows where it
 * is long. Pure: the same network gives the same places.
 */
import { graphlib, layout } from '@dagrejs/dagre';
import type { Box, Point } from './box.ts';
import type { NetworkView, NodeView } from './networkView.ts';
import { wrap } from './wrap.ts';

export interface Layout {
  /** Top left corner and size, by node id. */
  readonly boxes: ReadonlyMap<string, Box>;
  /** The bends of connections that pass by other nodes, by edge id. */
  readonly bends: ReadonlyMap<string, readonly Point[]>;
  readonly frame: Box | undefined;
  readonly bounds: Box;
  /** Where the image is, with which everything starts. */
  readonly image: Box;
}

/** The node id of a view. */
export function nodeIdOf(view: NodeView): string {
  return view.form === 'loss' ? `#loss-${view.id}` : view.id;
}

const sizes = {
  image: { width: 64, height: 64 },
  block: { width: 114, height: 76 },
  slim: { width: 34, height: 100 },
  fold: { width: 140, height: 92 },
  merge: { width: 40, height: 40 },
  loss: { width: 118, height: 66 },
  mixer: { width: 40, height: 40 },
} satisfies Record<NodeView['form'], { width: number; height: number }>;

/** One of many losses, and what is between two. */
const small = { height: 38, gap: 10 };

function sizeOf(node: NodeView): { width: number; height: number } {
  const size = sizes[node.form];
  return { ...size, height: node.form === 'loss' && node.isSmall ? small.height : size.height };
}

/** Its size and distance from the image, as styled. */
const invitation = { gap: 32, width: 132, height: 64 };

/** Half the side of a handle in pixels, as styled. */
export const handleReach = 5;

const framePad = { side: 11, top: 30, bottom: 12 };

/** The places of a network. Its cost is that of dagre: some milliseconds for 60 nodes. */
export function layOut(view: NetworkView): Layout {
  const plain = arrange(view, false);
  if (!view.frame || !isCrowded(plain, view.frame.layers)) return plain;
  const grouped = arrange(view, true);
  return isCrowded(grouped, view.frame.layers) ? { ...plain, frame: undefined } : grouped;
}

function arrange(view: NetworkView, isGrouped: boolean): Layout {
  const graph = new graphlib.Graph({ compound: isGrouped, multigraph: false });
  const nodesep = view.nodes.some((node) => node.form === 'loss' && node.isSmall) ? small.gap : 22;
  graph.setGraph({ rankdir: 'LR', nodesep, ranksep: 28, edgesep: 14, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of view.nodes) graph.setNode(nodeIdOf(node), sizeOf(node));
  if (isGrouped && view.frame) {
    graph.setNode('#frame', {});
    for (const id of view.frame.layers) graph.setParent(id, '#frame');
  }
  // The wires of the trunk stay straight, side branches bend.
  for (const edge of view.edges) graph.setEdge(edge.source, edge.target, { weight: edge.stripes.length > 1 ? 3 : 1 });
  layout(graph);

  // Losses stand in the order of the mixer as far as a mirror can bring that about.
  const lossIds = view.nodes.filter((node) => node.form === 'loss').map(nodeIdOf);
  const heights: number[] = lossIds.map((id) => graph.node(id)?.y ?? 0);
  const flip = inversions(heights) > inversions([...heights].reverse()) ? -1 : 1;
  const boxes = new Map<string, Box>();
  for (const node of view.nodes) {
    const { x = 0, y: down = 0 } = graph.node(nodeIdOf(node));
    const y = flip * down;
    const { width, height } = sizeOf(node);
    boxes.set(nodeIdOf(node), { x: Math.round(x - width / 2), y: Math.round(y - height / 2), width, height });
  }
  const bends = new Map<string, Point[]>();
  for (const edge of view.edges) {
    const points: readonly Point[] = graph.edge(edge.source, edge.target)?.points ?? [];
    // The first and last point lie on the nodes' borders; three points are one straight wire.
    if (points.length > 3)
      bends.set(
        edge.id,
        points.slice(1, -1).map(({ x, y }) => ({ x, y: flip * y })),
      );
  }
  const wires = view.edges.map(({ id, source, target }) => ({ id, from: source, to: target }));
  const rows = wrap({ boxes, bends }, wires);
  const isWrapped = rows.boxes !== boxes;
  // A frame around several rows would hold what is not shared as well.
  const frame =
    view.frame && !isWrapped ? frameAround(view.frame.layers.flatMap((id) => boxes.get(id) ?? [])) : undefined;
  const turns = isWrapped ? [...rows.bends.values()].flat().map((point) => ({ ...point, width: 0, height: 0 })) : [];
  const bounds = around([...rows.boxes.values(), ...turns, ...(frame ? [frame] : []), ...invitations(view, boxes)]);
  return { ...rows, frame, bounds, image: rows.boxes.get('image') ?? bounds };
}

/** Where an image that is alone says what to do. */
function invitations({ nodes }: NetworkView, boxes: ReadonlyMap<string, Box>): readonly Box[] {
  return nodes.flatMap((node) => {
    const box = boxes.get(nodeIdOf(node));
    if (!box || node.form === 'loss' || node.form === 'mixer' || node.form === 'fold' || node.end !== 'alone')
      return [];
    return [{ ...invitation, x: box.x + box.width + invitation.gap, y: box.y }];
  });
}

function inversions(numbers: readonly number[]): number {
  return numbers.reduce((sum, a, i) => sum + numbers.slice(i + 1).filter((b) => b < a).length, 0);
}

function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function frameAround(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  const { x, y, width, height } = around(boxes);
  return {
    x: x - framePad.side,
    y: y - framePad.top,
    width: width + 2 * framePad.side,
    height: height + framePad.top + framePad.bottom,
  };
}

/** Whether something that is not shared lies in the frame. */
function isCrowded({ boxes, frame }: Layout, inside: readonly string[]): boolean {
  if (!frame) return false;
  return [...boxes].some(
    ([id, box]) =>
      !inside.includes(id) &&
      box.x < frame.x + frame.width &&
      frame.x < box.x + box.width &&
      box.y < frame.y + frame.height &&
      frame.y < box.y + box.height,
  );
}
