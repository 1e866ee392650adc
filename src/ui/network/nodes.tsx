/**
 * The nodes of the canvas: the image, a layer (a block, or slim where it has no weights), a loss, the mixer. Each is
 * drawn again only when its own view changes.
 */

import { Handle, type Node, type NodeProps, type NodeTypes, Position } from '@xyflow/react';
import { memo } from 'react';
import { shapeText } from '../../core/layers/size.ts';
import { columnName } from '../../core/run/columns.ts';
import { last } from '../../core/run/metrics.ts';
import { sameLosses } from '../../core/run/sameLosses.ts';
import { formatValue } from '../format.ts';
import { shownRun, useStore } from '../store.ts';
import { DropZone } from './DropZone.tsx';
import {
  type FoldNodeView,
  type LayerNodeView,
  type LossNodeView,
  type MixerNodeView,
  type Stripe,
  shortCount,
} from './networkView.ts';
import { lossNodeId, mixerId } from './nodeId.ts';
import { SampleImage } from './SampleImage.tsx';
import { type Lit, spotlit } from './spotlit.ts';

export type LayerFlowNode = Node<{ readonly view: LayerNodeView }, 'layer'>;
export type FoldFlowNode = Node<{ readonly view: FoldNodeView }, 'fold'>;
export type LossFlowNode = Node<{ readonly view: LossNodeView }, 'loss'>;
export type MixerFlowNode = Node<{ readonly view: MixerNodeView }, 'mixer'>;
export type FrameFlowNode = Node<{ readonly title: string }, 'frame'>;
export type FlowNode = LayerFlowNode | FoldFlowNode | LossFlowNode | MixerFlowNode | FrameFlowNode;

/** Whether the pointer is on one of these layers or on a loss that reaches them, or a stage of a step lights them. */
function useIsLit(ids: readonly string[], stripes: readonly Stripe[]): Lit {
  return useStore(({ hovered, spotlight }) => {
    if (hovered?.kind === 'loss') return stripes.some(({ loss }) => loss === hovered.id) ? 'lit' : 'dim';
    return hovered?.kind === 'layer' && ids.includes(hovered.id) ? 'lit' : spotlit(spotlight, ids);
  });
}

function Stripes({ stripes }: { readonly stripes: readonly Stripe[] }) {
  return (
    <span className="net-stripes" aria-hidden="true">
      {stripes.map(({ loss, color }) => (
        <span key={loss} style={{ background: color }} />
      ))}
    </span>
  );
}

const LayerNode = memo(function LayerNode({ data: { view }, selected }: NodeProps<LayerFlowNode>) {
  const lit = useIsLit([view.id], view.stripes);
  const classes = ['net-node', `net-${view.form}`];
  if (view.problem) classes.push(`net-${view.problem.severity}`);
  if (!view.isRead) classes.push('net-draft');
  if (view.isFrozen) classes.push('net-frozen');
  return (
    <DropZone data={{ type: 'node', layerId: view.id }} id={`node:${view.id}`} className={classes.join(' ')} lit={lit}>
      {view.form !== 'image' && <Handle type="target" position={Position.Left} />}
      <LayerFace view={view} />
      <NodeEnd isWrong={view.problem !== undefined} isSelected={selected} />
      {view.end !== 'none' && (
        <DropZone data={{ type: 'end', layerId: view.id }} id={`end:${view.id}`} className="net-end">
          {view.end === 'alone' && <span className="net-end-invitation">Drop a layer here, or press one</span>}
        </DropZone>
      )}
    </DropZone>
  );
});

/** Several layers as one card. What is dropped on it comes behind the last. */
const FoldNode = memo(function FoldNode({ data: { view } }: NodeProps<FoldFlowNode>) {
  const lit = useIsLit(view.layers, view.stripes);
  const isChosen = useStore(({ selection }) => {
    const chosen = new Set(selection.flatMap((one) => (one.kind === 'layer' ? one.id : [])));
    return view.layers.every((id) => chosen.has(id));
  });
  const classes = ['net-node', 'net-fold'];
  if (!view.isRead) classes.push('net-draft');
  if (view.isFrozen) classes.push('net-frozen');
  return (
    <DropZone
      data={{ type: 'node', layerId: view.last }}
      id={`node:${view.last}`}
      className={classes.join(' ')}
      lit={lit}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Stripes stripes={view.stripes} />
      <span className="net-face">
        <b>{view.title}</b>
        <span className="net-detail">{view.detail}</span>
        <span className="net-numbers">
          <span>{view.shape ? shapeText(view.shape) : '?'}</span>
          <span>{view.isFrozen ? 'frozen' : shortCount(view.parameters)}</span>
        </span>
      </span>
      <Handle type="source" position={Position.Right} isConnectable={false} />
      {isChosen && <span className="net-ring" aria-hidden="true" />}
    </DropZone>
  );
});

/** What every node with an output has on it: the mark of a problem, where edges begin, the ring of what is selected. */
function NodeEnd({ isWrong, isSelected }: { readonly isWrong: boolean; readonly isSelected: boolean }) {
  return (
    <>
      {isWrong && (
        <span className="net-badge" aria-hidden="true">
          !
        </span>
      )}
      <Handle type="source" position={Position.Right} />
      {isSelected && <span className="net-ring" aria-hidden="true" />}
    </>
  );
}

const mergeSigns: Readonly<Record<string, string>> = { add: '+', multiply: '×', concat: '[ , ]' };

function LayerFace({ view }: { readonly view: LayerNodeView }) {
  switch (view.form) {
    case 'image':
      return (
        <>
          <SampleImage />
          <span className="net-caption">image {shapeText(view.shape)}</span>
        </>
      );
    case 'merge':
      return (
        <>
          <Stripes stripes={view.stripes} />
          <span className="net-sign">{mergeSigns[view.kind]}</span>
        </>
      );
    case 'slim':
      return (
        <>
          <Stripes stripes={view.stripes} />
          <span className="net-upright">
            <b>
              <SlimTitle view={view} />
            </b>
            <span className="net-numbers">{`${view.shape ? shapeText(view.shape) : '?'}${view.isFrozen ? ' · frozen' : ''}`}</span>
          </span>
        </>
      );
    case 'block':
      return (
        <>
          <Stripes stripes={view.stripes} />
          <span className="net-face">
            <b>{view.title}</b>
            <span className="net-detail">{view.detail}</span>
            <span className="net-numbers">
              <span>{view.shape ? shapeText(view.shape) : '?'}</span>
              <span>{view.isFrozen ? 'frozen' : view.shape && shortCount(view.parameters)}</span>
            </span>
          </span>
        </>
      );
  }
}

/** "Max-pool 2×2"; an activation is called by its function; "Head: mask" keeps its title. */
function SlimTitle({ view: { kind, title, detail } }: { readonly view: LayerNodeView }) {
  if (title.startsWith('Head')) return title;
  if (kind === 'activation') return detail;
  return (
    <>
      {title.replace(/ \d+$/, '')}
      {detail !== '' && <span className="net-slim-detail"> {detail}</span>}
    </>
  );
}

const LossNode = memo(function LossNode({ data: { view }, selected }: NodeProps<LossFlowNode>) {
  const lit = useStore(({ hovered, spotlight }) =>
    hovered?.kind === 'loss' ? (hovered.id === view.id ? 'lit' : 'dim') : spotlit(spotlight, [lossNodeId(view.id)]),
  );
  const classes = ['net-node', 'net-loss'];
  if (view.isSmall) classes.push('net-small');
  if (view.muted) classes.push('net-muted');
  if (view.problem) classes.push(`net-${view.problem.severity}`);
  return (
    <div
      className={classes.join(' ')}
      data-lit={lit}
      style={{ '--own': view.color, '--own-text': view.text } as React.CSSProperties}
    >
      <Handle type="target" position={Position.Left} />
      <span className="net-face">
        <b>{view.title}</b>
        <span className="net-detail">{view.muted ? `${view.reads}, muted` : view.reads}</span>
        <span className="net-value">
          <LossValue id={view.id} number={view.number} />
        </span>
      </span>
      <NodeEnd isWrong={view.problem !== undefined} isSelected={selected} />
    </div>
  );
});

/** "L₁ = 0.214": the latest value of the run on the charts, "–" where that has another loss of the id. A penalty has no number of its own. */
function LossValue({ id, number }: { readonly id: string; readonly number: number }) {
  const value = useStore((state) => {
    const run = shownRun(state);
    if (!run) return undefined;
    return sameLosses(run.experiment, state.experiment).has(id) ? last(run.train, columnName('loss', id)) : null;
  });
  const text = value === undefined ? '' : formatValue(value ?? undefined);
  if (number === 0) return text;
  return (
    <>
      L<sub>{number}</sub>
      {text !== '' && ` = ${text}`}
    </>
  );
}

const MixerNode = memo(function MixerNode(_: NodeProps<MixerFlowNode>) {
  const lit = useStore(({ spotlight }) => spotlit(spotlight, [mixerId]));
  return (
    <DropZone data={{ type: 'desk' }} id="mixer" className="net-node net-mixer" lit={lit}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span className="net-sign">Σ</span>
      <span className="net-under">mixer</span>
    </DropZone>
  );
});

const FrameNode = memo(function FrameNode({ data }: NodeProps<FrameFlowNode>) {
  return (
    <DropZone data={{ type: 'trunk' }} id="trunk" className="net-frame">
      {data.title}
    </DropZone>
  );
});

/** For React Flow: one component a type. */
export const nodeTypes = {
  layer: LayerNode,
  fold: FoldNode,
  loss: LossNode,
  mixer: MixerNode,
  frame: FrameNode,
} satisfies NodeTypes;
