/** What a layer does, in one card beside it: formula, what it sees, what it costs, what is wrong with it. */
import { createPortal } from 'react-dom';
import { graphOf } from '../../core/graphOf.ts';
import { layerKind } from '../../core/layers/index.ts';
import { shapeText } from '../../core/layers/size.ts';
import { counted } from '../../core/words.ts';
import { Equation } from '../Equation.tsx';
import { useStore } from '../store.ts';
import { shareText } from './networkView.ts';

export interface Anchor {
  readonly id: string;
  /** Where the node is in the window. */
  readonly rect: DOMRect;
}

const cardWidth = 300;
const leastRoom = 160;

export function LayerCard({ anchor: { id, rect } }: { readonly anchor: Anchor }) {
  const experiment = useStore((state) => state.experiment);
  const graph = graphOf(experiment);
  const node = graph.nodes.get(id);
  if (!node) return null;
  const row = layerKind(node.layer.kind);
  const problem = graph.problems.find(({ at }) => at[0] === 'network' && at[1] === id);
  const middle = rect.left + rect.width / 2 - cardWidth / 2;
  const left = Math.max(8, Math.min(middle, innerWidth - cardWidth - 8));
  // The toolbar is at the foot of the canvas, so above is better where there is room.
  const isAbove = rect.top > leastRoom;
  const place = isAbove ? { bottom: innerHeight - rect.top + 12 } : { top: rect.bottom + 12 };
  const sees = node.receptiveField === 'all' ? 'the whole image' : `${node.receptiveField}×${node.receptiveField} px`;
  return createPortal(
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
        <dd>
          {node.frozen > 0
            ? `${counted(node.frozen, 'parameter')}, frozen`
            : shareText(node.parameters, graph.parameters)}
        </dd>
      </dl>
    </div>,
    document.body,
  );
}

/** "2.4 MFLOP an image". */
function workText(flops: number): string {
  const [value, unit] = flops >= 1e6 ? [flops / 1e6, 'MFLOP'] : [flops / 1e3, 'kFLOP'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit} an image`;
}
