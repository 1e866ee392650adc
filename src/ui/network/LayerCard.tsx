/** What a layer does, in one card beside it: formula, what it sees, what it costs, what is wrong with it. */
import { layerKind } from '../../core/layers/index.ts';
import { shapeText } from '../../core/layers/size.ts';
import { Equation } from '../Equation.tsx';
import { graphOf } from '../graphOf.ts';
import { useStore } from '../store.ts';
import { shareText } from './networkView.ts';

export interface Anchor {
  readonly id: string;
  /** Of the node, in pixels of the canvas. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const cardWidth = 300;

export function LayerCard({
  anchor,
  room,
}: {
  readonly anchor: Anchor;
  readonly room: { width: number; height: number };
}) {
  const experiment = useStore((state) => state.experiment);
  const graph = graphOf(experiment);
  const node = graph.nodes.get(anchor.id);
  if (!node) return null;
  const row = layerKind(node.layer.kind);
  const problem = graph.problems.find(({ at }) => at[0] === 'network' && at[1] === anchor.id);
  const left = Math.min(
    Math.max(8, anchor.x + anchor.width / 2 - cardWidth / 2),
    Math.max(8, room.width - cardWidth - 8),
  );
  const isBelow = anchor.y + anchor.height + 130 < room.height || anchor.y < 130;
  const place = isBelow ? { top: anchor.y + anchor.height + 10 } : { bottom: room.height - anchor.y + 10 };
  const sees = node.receptiveField === 'all' ? 'the whole image' : `${node.receptiveField}×${node.receptiveField} px`;
  return (
    <div className="net-card" role="tooltip" style={{ left, width: cardWidth, ...place }}>
      <b>{node.title}</b>
      <div className="net-card-formula">
        <Equation tex={row.formula} />
      </div>
      {problem && (
        <p className="net-card-problem" data-severity={problem.severity}>
          {problem.message} {problem.remedy}
        </p>
      )}
      <dl>
        <dt>output</dt>
        <dd>{shapeText(node.shape)}</dd>
        <dt>sees</dt>
        <dd>{sees}</dd>
        <dt>work</dt>
        <dd>{workText(node.flops)}</dd>
        <dt>share</dt>
        <dd>{shareText(node.parameters, graph.parameters)}</dd>
      </dl>
    </div>
  );
}

/** "2.4 MFLOP an image". */
export function workText(flops: number): string {
  const [value, unit] = flops >= 1e6 ? [flops / 1e6, 'MFLOP'] : [flops / 1e3, 'kFLOP'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit} an image`;
}
