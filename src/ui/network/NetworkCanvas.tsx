/**
 * The network, flowing from the image through the layers to heads, losses and the mixer. It is drawn by React Flow and
 * arranged by dagre; what is done to it are the edits of core.
 */
import '@xyflow/react/dist/base.css';
import './network.css';
import './far.css';
import { useDroppable } from '@dnd-kit/core';
import {
  type Connection,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useStore as useFlowStore,
  useReactFlow,
} from '@xyflow/react';
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import { moveLoss } from '../../core/edit/losses.ts';
import { connect } from '../../core/edit/wiring.ts';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { hover, select } from '../actions/look.ts';
import { ProblemText } from '../forms/ProblemText.tsx';
import { useStore } from '../store.ts';
import { ActionsMenu, Toolbar } from './ActionMenus.tsx';
import { CanvasTools } from './CanvasTools.tsx';
import { onCanvasKey, selectionOf } from './canvasKeys.ts';
import { canvasStore, useCanvas } from './canvasState.ts';
import { onCopy, onCut, onPaste } from './clipboard.ts';
import { LayerCard } from './LayerCard.tsx';
import { Notice } from './Notice.tsx';
import { nodeIdOfSelection } from './nodeId.ts';
import { type FlowNode, nodeTypes } from './nodes.tsx';
import { ProblemList } from './ProblemList.tsx';
import { livingSelection, perform } from './perform.ts';
import { actionsFor } from './selectionActions.ts';
import { edgeTypes, type FlowEdge } from './TensorEdge.tsx';
import { cardDelayMs, useCard } from './useCard.ts';
import { useChosen } from './useChosen.ts';
import { type Flow, useFlow } from './useFlow.ts';
import { useFocus } from './useFocus.ts';
import { unfold } from './useFolding.ts';
import { distanceOf, useFraming } from './useFraming.ts';
import { useNodeDrag } from './useNodeDrag.ts';

export { prepareFlow } from './useFlow.ts';

export function NetworkCanvas() {
  const experiment = useStore((state) => state.experiment);
  const flow = useFlow(experiment);
  return (
    <ReactFlowProvider initialNodes={flow.nodes} initialEdges={flow.edges}>
      <Canvas experiment={experiment} {...flow} />
    </ReactFlowProvider>
  );
}

function Canvas({ experiment, nodes, edges, layout, view, canFold }: Flow & { readonly experiment: Experiment }) {
  const selection = useStore((state) => state.selection);
  const edge = useCanvas((state) => state.edge);
  const isDragging = useCanvas((state) => state.isDragging);
  const drag = useNodeDrag(layout, view.edges);
  const box = useRef<HTMLElement | null>(null);
  const frame = useFraming(box, layout);
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const { setNodeRef, isOver } = useDroppable({ id: 'canvas', data: { type: 'canvas' } });
  const [current, setCurrent] = useState('image');
  const distance = useFlowStore(({ transform: [, , zoom] }) => distanceOf(zoom));
  useFocus(box, frame.reveal, setCurrent, layout);
  const { anchor, point, leave } = useCard(box);

  const chosen = useMemo(() => new Set(selection.flatMap((one) => nodeIdOfSelection(one) ?? [])), [selection]);
  const chosenNodes = useChosen(nodes, chosen, current);
  const shownNodes = useMemo(() => {
    if (drag.places.size === 0) return chosenNodes;
    return chosenNodes.map((node) => {
      const place = drag.places.get(node.id);
      return place ? { ...node, position: place } : node;
    });
  }, [chosenNodes, drag.places]);
  const shownEdges = useMemo(
    () => (edge ? edges.map((one) => (isEdge(one, edge) ? { ...one, selected: true } : one)) : edges),
    [edges, edge],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      drag.onPositions(changes);
      const chosenNow = new Map(changes.flatMap((one) => (one.type === 'select' ? [[one.id, one.selected]] : [])));
      if (chosenNow.size === 0) return;
      const before = livingSelection().filter((one) => chosenNow.get(nodeIdOfSelection(one) ?? '') !== false);
      const known = new Set(before.map(nodeIdOfSelection));
      const added = [...chosenNow].flatMap(([id, isOn]) => (isOn && !known.has(id) ? (selectionOf(id) ?? []) : []));
      canvasStore.setState({ edge: null });
      select(...before, ...added);
    },
    [drag.onPositions],
  );

  // Each option is an edit that is tried: not again for every frame of a drag.
  const choice = useMemo(
    () => actionsFor(experiment, graphOf(experiment), selection, edge),
    [experiment, selection, edge],
  );
  const problem = useStore((state) => problemOf(state.experiment, state.selection));

  function onKeyDown(event: KeyboardEvent) {
    leave();
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('input, textarea, select, button, [role="menu"]')) return;
    const node = target?.closest('.react-flow__node')?.getAttribute('data-id') ?? undefined;
    if (opensMenu(event, node) || onCanvasKey(event, node, view, layout)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** The letters of the toolbar, for the node that has the focus. */
  function opensMenu({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, node: string | undefined): boolean {
    if (ctrlKey || metaKey || altKey) return false;
    const own = node === undefined || edge ? undefined : selectionOf(node);
    const actions = own ? actionsFor(experiment, graphOf(experiment), [own], null)?.actions : choice?.actions;
    const action = actions?.find((one) => one.key === key.toLowerCase());
    if (!action) return false;
    if (own && !chosen.has(node ?? '')) select(own);
    canvasStore.setState({ menu: action.id });
    return true;
  }

  const setBox = useCallback(
    (element: HTMLElement | null) => {
      box.current = element;
      setNodeRef(element);
    },
    [setNodeRef],
  );

  return (
    <ActionsMenu choice={choice}>
      <section
        className={`net${isDragging ? ' net-receiving' : ''}`}
        ref={setBox}
        aria-label="Network"
        data-over={isOver || undefined}
        data-distance={distance}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
        onCut={onCut}
        onPaste={onPaste}
      >
        <ReactFlow
          nodes={shownNodes}
          edges={shownEdges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          minZoom={0.1}
          maxZoom={1.8}
          nodesFocusable
          edgesFocusable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode="Shift"
          multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
          zoomOnDoubleClick={false}
          panOnScroll
          nodeDragThreshold={4}
          connectionRadius={26}
          elevateNodesOnSelect={false}
          isValidConnection={isWire}
          onNodesChange={onNodesChange}
          onConnect={wire}
          onNodeDrag={(event, node) => drag.onDrag(node, pointIn(flow, event))}
          onNodeDragStop={(event, node) => drag.onDrop(node, pointIn(flow, event))}
          onNodeMouseEnter={(_, { id }) => {
            light(id);
            point(id, cardDelayMs);
          }}
          onNodeMouseLeave={() => {
            hover(null);
            leave();
          }}
          onPaneContextMenu={() => {
            canvasStore.setState({ edge: null });
            select();
          }}
          onNodeContextMenu={(_, { id }) => {
            leave();
            const one = selectionOf(id);
            if (one && !chosen.has(id)) select(one);
          }}
          onEdgeContextMenu={(_, one) => selectEdge(one)}
          onEdgeClick={(_, one) => selectEdge(one)}
          onPaneClick={() => {
            canvasStore.setState({ edge: null, notice: null });
            select();
          }}
          onMoveStart={(event) => {
            leave();
            // The canvas moves by itself, too; then there is no event.
            if (event) frame.leave();
          }}
          onNodeClick={(_, node) => {
            leave();
            if (node.type === 'fold') unfold(node.data.view);
          }}
          onNodeDragStart={leave}
          onFocus={(event) => {
            const id = event.target.closest('.react-flow__node')?.getAttribute('data-id');
            if (!id) return;
            setCurrent(id);
            light(id);
            if (event.target.matches(':focus-visible')) point(id, 2 * cardDelayMs);
          }}
          onBlur={() => {
            hover(null);
            leave();
          }}
        />
        {anchor && <LayerCard anchor={anchor} />}
        <CanvasTools isShared={view.frame !== undefined} canFold={canFold} bounds={layout.bounds} onFit={frame.fit} />
        <div className="net-foot">
          <ProblemList />
          <Notice />
          {choice && <Toolbar choice={choice}>{problem?.fix && <ProblemText problem={problem} />}</Toolbar>}
        </div>
      </section>
    </ActionsMenu>
  );
}

function problemOf(experiment: Parameters<typeof graphOf>[0], selection: readonly { kind: string; id?: string }[]) {
  const [first] = selection;
  if (first?.id === undefined) return undefined;
  const section = first.kind === 'layer' ? 'network' : 'losses';
  return graphOf(experiment).problems.find(({ at }) => at[0] === section && at[1] === first.id);
}

function isEdge({ data }: FlowEdge, { from, to }: { from: string; to: string }): boolean {
  return data?.view.from === from && data.view.to === to;
}

function selectEdge({ data }: FlowEdge): void {
  if (data?.view.kind !== 'tensor' || data.view.to.startsWith('#')) return;
  const { from, to } = data.view;
  select();
  canvasStore.setState({ edge: { from, to }, notice: null });
}

function light(id: string): void {
  const one = selectionOf(id);
  if (one?.kind === 'layer' || one?.kind === 'loss') hover(one);
}

/** A wire goes from a layer to a layer or a loss; that it closes a circle is said when it is let go. */
function isWire({ source, target }: Connection | FlowEdge): boolean {
  return source !== target && !source.startsWith('#') && target !== '#mixer' && target !== '#frame';
}

function wire({ source, target }: Connection): void {
  if (target.startsWith('#loss-')) {
    perform((experiment) => moveLoss(experiment, target.slice('#loss-'.length), { output: source }));
  } else perform((experiment) => connect(experiment, source, target));
}

function pointIn(
  flow: { screenToFlowPosition(at: { x: number; y: number }): { x: number; y: number } },
  event: object,
) {
  const touch = 'changedTouches' in event ? (event as TouchEvent).changedTouches[0] : undefined;
  const { clientX: x, clientY: y } = touch ?? (event as MouseEvent);
  return flow.screenToFlowPosition({ x, y });
}
