/**
 * A network as a small picture: its real layers where the canvas would place them, each in the colours of the losses that
 * train it, so that what is shared and what is one loss's own is seen before a word is read.
 */
import { useEffect, useReducer } from 'react';
import type { Experiment } from '../../core/experiment.ts';
import { inTurn, lastRank } from '../turns.ts';
import type { Box } from './box.ts';
import { curve } from './curve.ts';
import { nodeIdOf } from './layout.ts';
import type { EdgeView, NodeView } from './networkView.ts';
import { colorsOf, type Picture, pictureOf } from './picture.ts';

/** In the pixels of the canvas: around the drawing, of a line, and of a corner. */
const pad = 16;
const lineWidth = 9;
const corner = 14;

const drawn = new WeakMap<Experiment, Picture>();

/**
 * Decoration: what it shows is said beside it in words. Of many each is drawn in a task of its own; until then its room is
 * empty.
 */
export function NetworkPicture({ experiment }: { readonly experiment: Experiment }) {
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    if (drawn.has(experiment)) return;
    let isThere = true;
    void inTurn(lastRank, () => {
      if (!isThere) return;
      if (!drawn.has(experiment)) drawn.set(experiment, pictureOf(experiment));
      redraw();
    });
    return () => {
      isThere = false;
    };
  }, [experiment]);
  const drawing = drawn.get(experiment);
  if (!drawing) return <svg className="network-picture" aria-hidden="true" />;
  const { nodes, edges, boxes, bounds } = drawing;
  const box = [bounds.x - pad, bounds.y - pad, bounds.width + 2 * pad, bounds.height + 2 * pad].join(' ');
  return (
    <svg className="network-picture" viewBox={box} aria-hidden="true">
      {edges.map((edge) => (
        <Wire key={edge.id} edge={edge} drawing={drawing} />
      ))}
      {nodes.map((node) => {
        const place = boxes.get(nodeIdOf(node));
        return place && <Shape key={nodeIdOf(node)} node={node} box={place} />;
      })}
    </svg>
  );
}

function Wire({ edge, drawing: { boxes, bends } }: { readonly edge: EdgeView; readonly drawing: Picture }) {
  const [from, to] = [boxes.get(edge.source), boxes.get(edge.target)];
  if (!from || !to) return null;
  const ends = [
    { x: from.x + from.width, y: from.y + from.height / 2 },
    ...(bends.get(edge.id) ?? []),
    { x: to.x, y: to.y + to.height / 2 },
  ];
  const { path } = curve(ends);
  return colorsOf(edge.stripes).map((color, i, { length }) => (
    <path
      key={color}
      d={path}
      fill="none"
      stroke={color}
      strokeWidth={lineWidth}
      transform={`translate(0 ${(i - (length - 1) / 2) * lineWidth})`}
    />
  ));
}

function Shape({ node, box }: { readonly node: NodeView; readonly box: Box }) {
  const { x, y, width, height } = box;
  const middle = { cx: x + width / 2, cy: y + height / 2 };
  switch (node.form) {
    case 'loss':
      return <circle {...middle} r={height / 2} fill={node.color} opacity={node.muted ? 0.35 : 1} />;
    case 'mixer':
      return <circle {...middle} r={width / 2} fill="var(--paper)" stroke="var(--ink)" strokeWidth={lineWidth} />;
    case 'image':
      return (
        <>
          <rect {...box} fill="var(--paper-3)" stroke="var(--ink-3)" strokeWidth={lineWidth / 2} />
          <path
            d={`M${x + 8} ${y + height - 8} l${width * 0.3} ${-height * 0.4} l${width * 0.2} ${height * 0.2} l${width * 0.2} ${-height * 0.3} l${width * 0.2 - 8} ${height * 0.5} z`}
            fill="var(--ink-3)"
          />
        </>
      );
    case 'merge':
    case 'block':
    case 'slim':
    case 'fold':
      return <Bands colors={colorsOf(node.stripes)} box={box} />;
    default:
      return node satisfies never;
  }
}

/** One band a colour, from above in the order of the mixer. */
function Bands({ colors, box: { x, y, width, height } }: { readonly colors: readonly string[]; readonly box: Box }) {
  const band = height / colors.length;
  return colors.map((color, i) => (
    <rect
      key={color}
      x={x}
      y={y + i * band}
      width={width}
      height={band}
      rx={colors.length === 1 ? corner : 0}
      fill={color}
    />
  ));
}
