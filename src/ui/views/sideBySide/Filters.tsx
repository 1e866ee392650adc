/** The filters of layers that stand for each other, as each run's engine saw them last. */
import { useEffect, useMemo, useState } from 'react';
import { networksSideBySide } from '../../../core/compare/sideBySide/network.ts';
import type { Experiment } from '../../../core/experiment.ts';
import type { Run } from '../../../core/run/run.ts';
import { grouped } from '../../../core/words.ts';
import { inspectLayer } from '../../actions/run.ts';
import { Pictures } from '../LayerUpClose.tsx';
import type { Sides } from './sides.ts';

export function Filters({ a, b }: Sides) {
  const [chosen, setChosen] = useState<string>();
  const pairs = useMemo(() => pairsOf(a.end, b.end), [a.end, b.end]);
  const seen = [a.run.layerView?.layer, b.run.layerView?.layer];
  const pair =
    pairs.find((one) => one.a === chosen) ?? pairs.find((one) => one.a === seen[0] || one.b === seen[1]) ?? pairs[0];
  const [idA, idB] = [a.run.id, b.run.id];
  const [layerA, layerB] = [pair?.a ?? null, pair?.b ?? null];
  useEffect(() => {
    inspectLayer(layerA, 0, idA);
    inspectLayer(layerB, 0, idB);
  }, [layerA, layerB, idA, idB]);
  useEffect(
    () => () => {
      inspectLayer(null, 0, idA);
      inspectLayer(null, 0, idB);
    },
    [idA, idB],
  );
  if (!pair) return null;
  return (
    <section aria-label="Filters">
      <h3>
        Filters{' '}
        <select
          className="chart-choice"
          aria-label="Layer"
          value={pair.a}
          onChange={({ target: { value } }) => setChosen(value)}
        >
          {pairs.map((one) => (
            <option key={one.a} value={one.a}>
              {one.title}
            </option>
          ))}
        </select>
      </h3>
      <div className="sides-columns">
        <Seen letter="A" run={a.run} layer={pair.a} />
        <Seen letter="B" run={b.run} layer={pair.b} />
      </div>
    </section>
  );
}

/** Layers with weights that stand for each other. */
function pairsOf(a: Experiment, b: Experiment) {
  return networksSideBySide(a, b).flatMap((row) =>
    row.a?.hasWeights && row.b ? [{ a: row.a.id, b: row.b.id, title: row.a.title }] : [],
  );
}

function Seen({ letter, run, layer }: { readonly letter: string; readonly run: Run; readonly layer: string }) {
  const { layerView: view } = run;
  if (view?.layer !== layer) {
    return (
      <p className="chart-note">
        <b>{letter}</b> Nothing was seen of this layer. The tab Layer looks at it while the run goes on, or when it was
        the last to train.
      </p>
    );
  }
  if (!view.filters) {
    return (
      <p className="chart-note">
        <b>{letter}</b> Its weights make no picture.
      </p>
    );
  }
  const { pictures, width, height } = view.filters;
  return (
    <Pictures
      title={`${letter}, step ${grouped(view.step)}: ${height}×${width}`}
      pictures={pictures}
      width={width}
      height={height}
    />
  );
}
