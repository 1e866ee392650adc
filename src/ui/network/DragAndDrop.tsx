/**
 * Dragging from the palettes to the network and the desk: by pointer, by touch, and by keyboard (Space lifts, the arrows
 * go from place to place, Space or Enter drops, Escape puts back). Channels of the desk are dragged in here as well and
 * sorted there.
 */
import {
  type Announcements,
  type ClientRect,
  type CollisionDetection,
  closestCenter,
  DndContext,
  type DragEndEvent,
  type DragMoveEvent,
  DragOverlay,
  type DragStartEvent,
  type DroppableContainer,
  type KeyboardCoordinateGetter,
  KeyboardSensor,
  MeasuringStrategy,
  type Modifier,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { type ReactNode, useRef, useState } from 'react';
import { blockOf } from '../../core/edit/blocks.ts';
import { graphOf } from '../../core/graphOf.ts';
import { layerKind } from '../../core/layers/index.ts';
import { lossKind } from '../../core/losses/index.ts';
import { store } from '../store.ts';
import { canvasStore } from './canvasState.ts';
import type { DragData, DropData } from './drag.ts';
import { accepts, dropAt } from './place.ts';

type Data = Readonly<Record<string, unknown>> | undefined;
type Holder = { readonly data: { readonly current?: Data } } | null | undefined;

function dragOf(holder: Holder): DragData | undefined {
  const data = holder?.data.current;
  return dragTypes.includes(String(data?.type)) ? (data as DragData) : undefined;
}

const dragTypes = ['layer', 'block', 'loss', 'target'];
const dropTypes = ['desk', 'head', 'trunk', 'edge', 'node', 'end', 'canvas'];

function dropOf(holder: Holder): DropData | undefined {
  const data = holder?.data.current;
  return dropTypes.includes(String(data?.type)) ? (data as DropData) : undefined;
}

/** The share of a node, from above, on which a drop comes behind it; below it branches. */
const behindShare = 0.6;

/** Everything that can be dragged or dropped on lives inside it. */
export function DragAndDrop({ children }: { readonly children: ReactNode }) {
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 160, tolerance: 8 } }),
    // Enter is left to the button: it puts the piece where the selection is.
    useSensor(KeyboardSensor, {
      coordinateGetter: nextPlace,
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] },
    }),
  );
  const [dragged, setDragged] = useState<DragData>();
  const [hint, setHint] = useState('');
  const isBranch = useRef(false);

  function start({ active }: DragStartEvent) {
    const drag = dragOf(active);
    setDragged(drag);
    setHint('');
    isBranch.current = false;
    if (drag) canvasStore.setState({ isDragging: true });
  }

  function move({ active, over, activatorEvent, delta }: DragMoveEvent) {
    const drag = dragOf(active);
    const drop = dropOf(over);
    if (!drag) return;
    const y = pointerOf(activatorEvent)?.y;
    isBranch.current =
      drop?.type === 'node' && y !== undefined && over !== null
        ? y + delta.y > over.rect.top + behindShare * over.rect.height
        : false;
    setHint(drop ? dropText(drag, drop, isBranch.current) : '');
  }

  function end(event: DragEndEvent | undefined) {
    setDragged(undefined);
    canvasStore.setState({ isDragging: false });
    const drag = dragOf(event?.active);
    const drop = dropOf(event?.over);
    if (drag && drop && accepts(drop, drag)) dropAt(drag, drop, isBranch.current);
  }

  return (
    <DndContext
      id="pieces"
      sensors={sensors}
      collisionDetection={detect}
      measuring={{ droppable: { strategy: MeasuringStrategy.WhileDragging, frequency: 250 } }}
      autoScroll={{ canScroll: isPage }}
      accessibility={{ announcements, screenReaderInstructions: { draggable: instructions } }}
      onDragStart={start}
      onDragMove={move}
      onDragOver={move}
      onDragEnd={end}
      onDragCancel={() => end(undefined)}
    >
      {children}
      <DragOverlay dropAnimation={null} zIndex={60} modifiers={[beside]}>
        {dragged && (
          <div className="drag-chip" data-type={dragged.type}>
            <b>{dragLabel(dragged)}</b>
            {hint !== '' && <span>{hint}</span>}
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

/** Dragging past the edge scrolls the stacked page of a phone, and no column of a wide one. */
function isPage(element: Element): boolean {
  return element.classList.contains('page-body');
}

/** Beside the pointer, so that the place under it is seen; by keyboard beside the middle of the place. */
const beside: Modifier = ({ activatorEvent, draggingNodeRect, transform }) => {
  if (!draggingNodeRect) return transform;
  const start = activatorEvent && pointerOf(activatorEvent);
  const at = start ?? middle(draggingNodeRect);
  return {
    ...transform,
    x: transform.x + at.x - draggingNodeRect.left + 14,
    y: transform.y + at.y - draggingNodeRect.top + 16,
  };
};

/** The smallest place under the pointer that takes what is dragged; by keyboard the nearest one. */
const detect: CollisionDetection = (args) => {
  const drag = dragOf(args.active);
  const takes = ({ data }: DroppableContainer) => {
    const drop = dropOf({ data });
    return drag ? drop !== undefined && accepts(drop, drag) : drop === undefined || drop.type === 'desk';
  };
  const droppableContainers = args.droppableContainers.filter(takes);
  if (!args.pointerCoordinates) return closestCenter({ ...args, droppableContainers });
  const area = (id: string | number) => {
    const rect = args.droppableRects.get(id);
    return rect ? rect.width * rect.height : 0;
  };
  return pointerWithin({ ...args, droppableContainers }).sort((a, b) => area(a.id) - area(b.id));
};

/** From place to place in reading order, for the arrow keys. */
const nextPlace: KeyboardCoordinateGetter = (event, args) => {
  const { active, over, droppableContainers, droppableRects, collisionRect } = args.context;
  const drag = dragOf(active);
  if (!drag) return sortableKeyboardCoordinates(event, args);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.code];
  if (step === undefined || !collisionRect) return undefined;
  event.preventDefault();
  const places = droppableContainers
    .getEnabled()
    .flatMap((container) => {
      const drop = dropOf(container);
      const rect = droppableRects.get(container.id);
      // The canvas holds all the others, and an end means the same as its layer.
      const isOwn = drop && drop.type !== 'canvas' && drop.type !== 'end';
      return isOwn && rect && accepts(drop, drag) ? [{ id: container.id, rect }] : [];
    })
    .sort((a, b) => middle(a.rect).x - middle(b.rect).x || middle(a.rect).y - middle(b.rect).y);
  const now = places.findIndex(({ id }) => id === over?.id);
  const next = places[now < 0 ? 0 : (now + step + places.length) % places.length];
  if (!next) return undefined;
  const { x, y } = middle(next.rect);
  return { x: x - collisionRect.width / 2, y: y - collisionRect.height / 2 };
};

function middle(rect: ClientRect): { x: number; y: number } {
  return { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 };
}

function pointerOf(event: Event): { x: number; y: number } | undefined {
  if (event instanceof MouseEvent) return { x: event.clientX, y: event.clientY };
  const touch = 'touches' in event ? (event as TouchEvent).touches[0] : undefined;
  return touch && { x: touch.clientX, y: touch.clientY };
}

function dragLabel(drag: DragData): string {
  switch (drag.type) {
    case 'loss':
      return lossKind(drag.kind).label;
    case 'layer':
      return layerKind(drag.kind).label;
    case 'block':
      return blockOf(drag.block)?.label ?? drag.block;
    case 'target':
      return `head for ${drag.label}`;
    default:
      return drag satisfies never;
  }
}

function dropText(drag: DragData, drop: DropData, isBranch = false): string {
  const { experiment } = store.getState();
  const title = (id: string) => graphOf(experiment).nodes.get(id)?.title ?? id;
  switch (drop.type) {
    case 'edge':
      return `between ${title(drop.from)} and ${title(drop.to)}`;
    case 'head':
      return `on ${drop.label}`;
    case 'trunk':
      return 'on the shared trunk';
    case 'node':
      if (drag.type === 'loss') return `on ${title(drop.layerId)}`;
      if (drag.type === 'target') return `from ${title(drop.layerId)}`;
      return isBranch ? `branch from ${title(drop.layerId)}` : `after ${title(drop.layerId)}`;
    case 'end':
      return drag.type === 'target' ? `from ${title(drop.layerId)}` : `after ${title(drop.layerId)}`;
    case 'desk':
      return 'into the mixer';
    case 'canvas':
      return drag.type === 'loss' || drag.type === 'target' ? 'where it fits' : 'on the canvas, not connected';
    default:
      return drop satisfies never;
  }
}

const instructions =
  'Press Enter to insert after the selected layer. Or press Space to lift, use the arrow keys to go from place to place, and Space to drop. Escape cancels.';

const announcements: Announcements = {
  onDragStart({ active }) {
    const drag = dragOf(active);
    return drag ? `Lifted ${dragLabel(drag)}.` : 'Lifted the channel.';
  },
  onDragOver({ active, over }) {
    const drag = dragOf(active);
    const drop = dropOf(over);
    return drag && drop ? dropText(drag, drop) : undefined;
  },
  onDragEnd({ active, over }) {
    const drag = dragOf(active);
    const drop = dropOf(over);
    if (!drag) return 'Dropped the channel.';
    return drop ? `Dropped ${dragLabel(drag)} ${dropText(drag, drop)}.` : `${dragLabel(drag)} was put back.`;
  },
  onDragCancel({ active }) {
    const drag = dragOf(active);
    return drag ? `${dragLabel(drag)} was put back.` : 'The channel was put back.';
  },
};
