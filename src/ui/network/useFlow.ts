/**
 * The network as React Flow wants it: nodes with places that glide to where the layout puts them, and edges. A node
 * whose view is unchanged keeps its data object, so that it is not drawn again.
 */
import { Position } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import type { Box } from './box.ts';
import { fold, repetitionsOf } from './fold.ts';
import { handleReach, type Layout, layOut, nodeIdOf } from './layout.ts';
import { type NetworkView, type NodeView, networkView } from './networkView.ts';
import type { FlowNode } from './nodes.tsx';
import type { FlowEdge } from './TensorEdge.tsx';
import { useFolding } from './useFolding.ts';

export interface Flow {
  readonly view: NetworkView;
  readonly layout: Layout;
  readonly canFold: boolean;
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
}

interface Kept {
  readonly key: string;
  /** What was asked for last, and the first of its likes, which is what was drawn. */
  readonly view: NodeView;
  readonly shown: NodeView;
  readonly box: Box | undefined;
  readonly node: FlowNode;
}

const glideMs = 260;

/** What decides the places: everything else may change without moving a node. */
function structureOf(view: NetworkView): string {
  const nodes = view.nodes.map((node) => `${nodeIdOf(node)}:${node.form}`);
  return `${nodes.join()}|${view.edges.map((edge) => edge.id).join()}|${view.frame?.layers.join()}`;
}

let last: { readonly structure: string; readonly layout: Layout } | undefined;

/** The same as before as long as the structure is. */
function layoutOf(view: NetworkView): Layout {
  const structure = structureOf(view);
  if (last?.structure !== structure) last = { structure, layout: layOut(view) };
  return last.layout;
}

/** Lays the network out before it is drawn: each takes long enough for a task of its own. */
export function prepareFlow(experiment: Experiment): void {
  const view = networkView(experiment, graphOf(experiment));
  layoutOf(fold(view, repetitionsOf(experiment, view)));
}

/** The flow of an experiment. */
export function useFlow(experiment: Experiment): Flow {
  const kept = useRef(new Map<string, Kept>());
  const whole = useMemo(() => networkView(experiment, graphOf(experiment)), [experiment]);
  const { view, canFold } = useFolding(experiment, whole);
  const layout = layoutOf(view);
  const boxes = useGlide(layout);

  const nodes = useMemo(() => {
    const next = new Map<string, Kept>();
    const result = view.nodes.map((node): FlowNode => {
      const id = nodeIdOf(node);
      const box = boxes.get(id);
      const known = kept.current.get(id);
      if (known && known.view === node && known.box === box) {
        next.set(id, known);
        return known.node;
      }
      const key = JSON.stringify(node);
      const same = known?.key === key ? known.shown : node;
      const entry = { key, view: node, shown: same, box, node: flowNode(id, same, box) };
      next.set(id, entry);
      return entry.node;
    });
    kept.current = next;
    const frame = boxes.get('#frame');
    if (!view.frame || !frame) return result;
    return [frameNode(view.frame.title, frame), ...result];
  }, [view, boxes]);

  const edges = useMemo(
    () =>
      view.edges.map(
        (edge): FlowEdge => ({
          id: edge.id,
          type: 'tensor',
          source: edge.source,
          target: edge.target,
          data: { view: edge, bends: layout.bends.get(edge.id) ?? [] },
          focusable: false,
          deletable: false,
          reconnectable: false,
        }),
      ),
    [view, layout],
  );
  return { view, layout, canFold, nodes, edges };
}

const datas = new WeakMap<NodeView, { readonly view: NodeView }>();

function dataOf<V extends NodeView>(view: V): { readonly view: V } {
  const known = datas.get(view);
  if (known) return known as { readonly view: V };
  const data = { view };
  datas.set(view, data);
  return data;
}

/** Where the handles are; React Flow would have to see them on a page to know. */
function handlesOf(form: NodeView['form'], width: number, height: number) {
  // Without an id, which on the page is null.
  const place = { id: null, y: height / 2 - handleReach, width: 2 * handleReach, height: 2 * handleReach };
  const target = { type: 'target' as const, position: Position.Left, x: -handleReach, ...place };
  const source = { type: 'source' as const, position: Position.Right, x: width - handleReach, ...place };
  if (form === 'image') return [source];
  return form === 'mixer' ? [target] : [target, source];
}

function flowNode(id: string, view: NodeView, box: Box | undefined): FlowNode {
  const { x = 0, y = 0, width = 0, height = 0 } = box ?? {};
  const place = {
    id,
    position: { x, y },
    width,
    height,
    handles: handlesOf(view.form, width, height),
    ariaLabel: view.label,
    deletable: false,
  };
  switch (view.form) {
    case 'loss':
      return { ...place, type: 'loss', data: dataOf(view) };
    case 'mixer':
      return { ...place, type: 'mixer', data: dataOf(view), draggable: false, selectable: false, focusable: false };
    case 'fold':
      return { ...place, type: 'fold', data: dataOf(view), ariaRole: 'button', draggable: false, selectable: false };
    default:
      return { ...place, type: 'layer', data: dataOf(view), draggable: view.form !== 'image' };
  }
}

function frameNode(title: string, box: Box): FlowNode {
  return {
    id: '#frame',
    type: 'frame',
    position: { x: box.x, y: box.y },
    width: box.width,
    height: box.height,
    data: { title },
    draggable: false,
    selectable: false,
    focusable: false,
    deletable: false,
    zIndex: -1,
    style: { pointerEvents: 'none' },
  };
}

function targets(layout: Layout): ReadonlyMap<string, Box> {
  return layout.frame ? new Map([...layout.boxes, ['#frame', layout.frame]]) : layout.boxes;
}

/** Boxes on their way from the layout before to this one; there at once where motion is not wanted or not seen. */
function useGlide(layout: Layout): ReadonlyMap<string, Box> {
  const goal = useMemo(() => targets(layout), [layout]);
  const [boxes, setBoxes] = useState(goal);
  const shown = useRef(boxes);
  useEffect(() => {
    const show = (next: ReadonlyMap<string, Box>) => {
      shown.current = next;
      setBoxes(next);
    };
    const isStill = document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches;
    const start = shown.current;
    if (start === goal) return;
    if (isStill) return show(goal);
    const begin = performance.now();
    let frame = requestAnimationFrame(function tick(now) {
      const share = Math.min(1, Math.max(0, (now - begin) / glideMs));
      const eased = 1 - (1 - share) ** 3;
      show(share === 1 ? goal : new Map([...goal].map(([id, box]) => [id, between(start.get(id), box, eased)])));
      if (share < 1) frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [goal]);
  return boxes;
}

function between(from: Box | undefined, to: Box, share: number): Box {
  if (!from || (from.x === to.x && from.y === to.y && from.width === to.width && from.height === to.height)) return to;
  const mix = (a: number, b: number) => a + (b - a) * share;
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    width: mix(from.width, to.width),
    height: mix(from.height, to.height),
  };
}
