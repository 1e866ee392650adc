/** A place of the canvas on which something can be dropped: a node, a connection, the desk, or the canvas itself. */
import { useDroppable } from '@dnd-kit/core';
import type { CSSProperties, ReactNode } from 'react';
import { useCanvas } from './canvasState.ts';
import type { DropData } from './drag.ts';

export function DropZone(props: {
  readonly id: string;
  readonly data: DropData;
  readonly className: string;
  readonly lit?: 'lit' | 'dim' | undefined;
  readonly style?: CSSProperties;
  readonly children?: ReactNode;
}) {
  const { setNodeRef, isOver } = useDroppable({ id: props.id, data: { ...props.data } });
  const isUnderNode = useCanvas((state) => state.over === props.id);
  return (
    <div
      ref={setNodeRef}
      className={props.className}
      data-lit={props.lit}
      data-over={isOver || isUnderNode || undefined}
      data-zone={props.id}
      style={props.style}
    >
      {props.children}
    </div>
  );
}
