/**
 * Dragging nodes of the canvas: onto a connection a layer moves there, onto a node behind it, far off its chain the chain
 * closes and the layer stays aside; a loss dropped on a layer reads it. Anything else glides back.
 */
import type { NodeChange } from '@xyflow/react';
import { useCallback, useState } from 'react';
import { moveAfter, moveOntoEdge, takeOut } from '../../core/edit/layers.ts';
import { moveLoss } from '../../core/edit/losses.ts';
import type { Point } from './box.ts';
import { canvasStore } from './canvasState.ts';
import type { Layout } from './layout.ts';
import type { EdgeView } from './networkView.ts';
import type { FlowNode } from './nodes.tsx';
import { perform } from './perform.ts';

/** Pixels that take a layer off its chain. */
const farOff = 90;

type Target =
  | { readonly kind: 'edge'; readonly edge: EdgeView }
  | { readonly kind: 'node'; readonly id: string }
  | undefined;

export interface NodeDrag {
  /** Where nodes are on their way. */
  readonly places: ReadonlyMap<string, Point>;
  readonly onPositions: (changes: readonly NodeChange<FlowNode>[]) => void;
  readonly onDrag: (node: FlowNode, at: Point) => void;
  readonly onDrop: (node: FlowNode, at: Point) => void;
}

const nowhere: ReadonlyMap<string, Point> = new Map();

export function useNodeDrag(layout: Layout, edges: readonly EdgeView[]): NodeDrag {
  const [places, setPlaces] = useState(nowhere);

  const onPositions = useCallback((changes: readonly NodeChange<FlowNode>[]) => {
    const moved = changes.flatMap((change) =>
      change.type === 'position' && change.position && change.dragging ? [[change.id, change.position] as const] : [],
    );
    if (moved.length > 0) setPlaces((before) => new Map([...before, ...moved]));
  }, []);

  const onDrag = useCallback(
    (node: FlowNode, at: Point) => {
      const target = targetAt(layout, edges, node.id, at);
      const over = target && (target.kind === 'edge' ? `edge:${target.edge.id}` : `node:${target.id}`);
      if (canvasStore.getState().over !== (over ?? null)) canvasStore.setState({ over: over ?? null });
    },
    [layout, edges],
  );

  const onDrop = useCallback(
    (node: FlowNode, at: Point) => {
      setPlaces(nowhere);
      canvasStore.setState({ over: null });
      const target = targetAt(layout, edges, node.id, at);
      const home = layout.boxes.get(node.id);
      if (node.type === 'loss') {
        if (target?.kind !== 'node') return;
        const { id } = node.data.view;
        perform((experiment) => {
          const isScope = experiment.losses.some((loss) => loss.id === id && 'scope' in loss);
          return moveLoss(experiment, id, isScope ? { scope: target.id } : { output: target.id });
        });
      } else if (node.type === 'layer') {
        if (target?.kind === 'edge') {
          const { from, to } = target.edge;
          perform((experiment) => moveOntoEdge(experiment, node.id, from, to));
        } else if (target) perform((experiment) => moveAfter(experiment, node.id, target.id));
        else if (home && Math.abs(node.position.y - home.y) > farOff) {
          perform((experiment) => takeOut(experiment, node.id));
        }
      }
    },
    [layout, edges],
  );

  return { places, onPositions, onDrag, onDrop };
}

/** The layer node under the point, else the connection whose middle is near. */
function targetAt(layout: Layout, edges: readonly EdgeView[], dragged: string, at: Point): Target {
  for (const [id, box] of layout.boxes) {
    if (id === dragged || id.startsWith('#')) continue;
    if (at.x >= box.x && at.x <= box.x + box.width && at.y >= box.y && at.y <= box.y + box.height) {
      return { kind: 'node', id };
    }
  }
  if (dragged.startsWith('#')) return undefined;
  const edge = edges.find((candidate) => {
    if (candidate.kind !== 'tensor' || candidate.to.startsWith('#')) return false;
    if (candidate.from === dragged || candidate.to === dragged) return false;
    const middle = middleOf(layout, candidate);
    return middle !== undefined && Math.abs(at.x - middle.x) < 26 && Math.abs(at.y - middle.y) < 34;
  });
  return edge && { kind: 'edge', edge };
}

/** The middle of a connection as it is drawn. */
function middleOf(layout: Layout, { id, source, target }: EdgeView): Point | undefined {
  const [a, b] = [layout.boxes.get(source), layout.boxes.get(target)];
  if (!a || !b) return undefined;
  const points = [
    { x: a.x + a.width, y: a.y + a.height / 2 },
    ...(layout.bends.get(id) ?? []),
    { x: b.x, y: b.y + b.height / 2 },
  ];
  const at = (points.length - 1) / 2;
  const [first, second] = [points[Math.floor(at)], points[Math.ceil(at)]];
  return first && second && { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 };
}
