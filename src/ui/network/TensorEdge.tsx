/**
 * A connection: one line for every loss that flows back through it, and the tensor it carries as small stacked planes
 * whose side follows height and width and whose number follows the channels; a vector is a bar.
 */
import { type Edge, EdgeLabelRenderer, type EdgeProps, type EdgeTypes } from '@xyflow/react';
import { memo } from 'react';
import type { Shape } from '../../core/layers/layer.ts';
import { useStore } from '../store.ts';
import type { Point } from './box.ts';
import { curve } from './curve.ts';
import { DropZone } from './DropZone.tsx';
import { handleReach } from './layout.ts';
import type { EdgeView, Stripe } from './networkView.ts';

export type FlowEdge = Edge<{ readonly view: EdgeView; readonly bends: readonly Point[] }, 'tensor'>;

/** Placed without a transform of its own: what is dropped on is measured without it. */
const zone = { width: 40, height: 56 };

/** Past this many losses the lines would be a ribbon: one neutral line then. */
const mostLines = 4;

const TensorEdge = memo(function TensorEdge(props: EdgeProps<FlowEdge>) {
  const { sourceX, sourceY, targetX, targetY, data, selected } = props;
  const hovered = useStore((state) => (state.hovered?.kind === 'loss' ? state.hovered.id : undefined));
  const spotlight = useStore((state) => state.spotlight);
  if (!data) return null;
  const { view, bends } = data;
  // React Flow ends an edge at the far side of the handle; it shall touch the node.
  const points = [{ x: sourceX - handleReach, y: sourceY }, ...bends, { x: targetX + handleReach, y: targetY }];
  const { path, middle } = curve(points);
  const stripes = view.stripes.length <= mostLines ? view.stripes : [];
  const isLit =
    hovered === undefined
      ? spotlight?.has(view.from) && spotlight.has(view.to)
      : view.stripes.some(({ loss }) => loss === hovered);
  const classes = `net-edge${selected ? ' net-edge-selected' : ''}${view.isWrong ? ' net-edge-wrong' : ''}`;
  return (
    <g className={classes} data-lit={isLit === undefined ? undefined : isLit ? 'lit' : 'dim'} data-kind={view.kind}>
      <path className="net-edge-hit react-flow__edge-interaction" d={path} />
      <Lines path={path} stripes={view.isWrong ? [] : stripes} isDraft={!view.isRead} />
      {view.shape && view.kind === 'tensor' && <Tensor shape={view.shape} at={middle} stripes={stripes} />}
      {view.kind === 'tensor' && !view.to.startsWith('#') && (
        <EdgeLabelRenderer>
          <DropZone
            id={`edge:${view.id}`}
            data={{ type: 'edge', from: view.from, to: view.to }}
            className="net-edge-zone"
            style={{ left: middle.x - zone.width / 2, top: middle.y - zone.height / 2, ...zone }}
          />
        </EdgeLabelRenderer>
      )}
    </g>
  );
});

function Lines({
  path,
  stripes,
  isDraft,
}: {
  readonly path: string;
  readonly stripes: readonly Stripe[];
  readonly isDraft: boolean;
}) {
  if (stripes.length === 0) return <path className={`net-line${isDraft ? ' net-line-draft' : ''}`} d={path} />;
  return stripes.map(({ loss, color }, index) => (
    <path
      key={loss}
      className="net-line"
      d={path}
      style={{ stroke: color }}
      transform={`translate(0 ${(index - (stripes.length - 1) / 2) * 2.2})`}
    />
  ));
}

function Tensor({
  shape,
  at,
  stripes,
}: {
  readonly shape: Shape;
  readonly at: Point;
  readonly stripes: readonly Stripe[];
}) {
  const stroke = stripes.length === 1 ? stripes[0]?.color : undefined;
  const style = stroke ? { stroke } : undefined;
  if (shape.length < 3) {
    const height = 4 + 1.6 * Math.log2(1 + (shape[0] ?? 1));
    return (
      <rect className="net-tensor" x={at.x - 2} y={at.y - height / 2} width={4} height={height} rx={1} style={style} />
    );
  }
  const [height = 1, width = 1, channels = 1] = shape;
  const side = (length: number) => 2 + 2 * Math.log2(1 + length);
  const planes = Math.min(6, Math.max(1, Math.round(Math.log2(1 + channels) * 0.75)));
  const step = 1.5;
  const left = at.x - (side(width) * 0.4 + (planes - 1) * step) / 2;
  const top = at.y - (side(height) - (planes - 1) * step) / 2;
  // Planes are seen from the side: less wide than high.
  return Array.from({ length: planes }, (_, index) => (
    <rect
      // biome-ignore lint/suspicious/noArrayIndexKey: planes are only told apart by their place
      key={index}
      className="net-tensor"
      x={left + (planes - 1 - index) * step}
      y={top - (planes - 1 - index) * step}
      width={side(width) * 0.4}
      height={side(height)}
      rx={0.8}
      style={style}
    />
  ));
}

/** For React Flow: one component a type. */
export const edgeTypes = { tensor: TensorEdge } satisfies EdgeTypes;
