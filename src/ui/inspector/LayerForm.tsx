/** A layer: what it computes, what it costs, its parameters. */

import { graphOf } from '../../core/graphOf.ts';
import { layerKind } from '../../core/layers/index.ts';
import { shapeText } from '../../core/layers/size.ts';
import { lossName } from '../../core/losses/names.ts';
import { grouped } from '../../core/words.ts';
import { editLayer } from '../actions/edit.ts';
import { Form, problemsAt } from '../forms/Form.tsx';
import { ProblemText } from '../forms/ProblemText.tsx';
import { lossLook } from '../lossLook.ts';
import { useStore } from '../store.ts';
import { Term } from '../Term.tsx';
import { Formula } from './Formula.tsx';

export function LayerForm({ id }: { id: string }) {
  const experiment = useStore((state) => state.experiment);
  const graph = graphOf(experiment);
  const layer = experiment.network.layers.find((one) => one.id === id);
  if (!layer) return null;
  const row = layerKind(layer.kind);
  const node = graph.nodes.get(id);
  const losses = experiment.losses.filter((loss) => node?.reachedBy.includes(loss.id));
  const share = graph.parameters > 0 && node ? (100 * node.parameters) / graph.parameters : 0;
  return (
    <>
      <h2 className="inspector-title">
        <Term id={`layer-${layer.kind}`}>{node?.title ?? id}</Term>
      </h2>
      <p className="inspector-note">{row.help}</p>
      <Formula tex={row.formula} />
      {[...problemsAt(graph.problems, ['network', id]), ...problemsAt(graph.problems, ['network', id, 'inputs'])].map(
        (problem) => (
          <ProblemText key={problem.message} problem={problem} />
        ),
      )}
      <Form
        fields={row.params}
        values={layer}
        at={['network', id]}
        problems={graph.problems}
        onChange={(change) => editLayer(id, change)}
      />
      {node && (
        <dl className="facts">
          <div>
            <dt>Output</dt>
            <dd>{shapeText(node.shape)}</dd>
          </div>
          <div>
            <dt>
              <Term id="parameters">Parameters</Term>
            </dt>
            <dd>
              {node.frozen > 0 ? `${grouped(node.frozen)}, frozen` : grouped(node.parameters)}
              {node.parameters > 0 && node.reachedBy.length > 0 && ` (${share.toFixed(1)} %)`}
            </dd>
          </div>
          <div>
            <dt>
              <Term id="receptive-field">Sees</Term>
            </dt>
            <dd>
              {node.receptiveField === 'all' ? 'the whole image' : `${node.receptiveField}×${node.receptiveField} px`}
            </dd>
          </div>
          <div>
            <dt>
              <Term id="flops">Work an image</Term>
            </dt>
            <dd>{workText(node.flops)}</dd>
          </div>
          <div>
            <dt>Trained by</dt>
            <dd>
              {losses.length === 0 || node.frozen > 0
                ? 'no loss'
                : losses.map((loss, i) => (
                    <span key={loss.id} style={{ color: lossLook(experiment, loss.id).text }}>
                      {i > 0 && ', '}
                      {lossName(experiment, loss.id)}
                    </span>
                  ))}
            </dd>
          </div>
        </dl>
      )}
    </>
  );
}

function workText(flops: number): string {
  if (flops >= 1e9) return `${(flops / 1e9).toFixed(1)} GFLOP`;
  if (flops >= 1e6) return `${(flops / 1e6).toFixed(1)} MFLOP`;
  return `${(flops / 1e3).toFixed(1)} kFLOP`;
}
