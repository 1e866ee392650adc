/** The problem, in the left column: what the images look like and how many there are. */

import type { Dataset } from '../../core/datasets/dataset.ts';
import { describeData } from '../../core/datasets/describe.ts';
import { datasets } from '../../core/datasets/index.ts';
import { fieldsOf } from '../../core/fields.ts';
import { grouped } from '../../core/words.ts';
import { editSection } from '../actions/edit.ts';
import { select } from '../actions/look.ts';
import { PixelImage } from '../charts/PixelImage.tsx';
import { Field } from '../forms/Field.tsx';
import { shownRun, useStore } from '../store.ts';
import { ClassBalance, unevenTargets } from './ClassBalance.tsx';
import './inspector.css';

const places = 8;

export function DatasetPanel() {
  const experiment = useStore((state) => state.experiment);
  const shown = useStore((state) => shownRun(state)?.experiment) ?? experiment;
  const samples = useStore((state) => shownRun(state)?.dataset?.gallery);
  const { dataset } = experiment;
  const data = describeData(experiment);
  const { label, count } = data;
  const uneven = unevenTargets(data);
  const { width, height } = describeData(shown);
  const row: Dataset = datasets[dataset.kind];
  const correlation = fieldsOf(row.options).find(([name]) => name === 'correlation')?.[2];
  return (
    <section className="dataset" aria-labelledby="dataset-title">
      <h2 id="dataset-title" className="column-title">
        <button type="button" className="plain" onClick={() => select({ kind: 'dataset' })}>
          Data · {label}, {grouped(count)} images
        </button>
      </h2>
      <button
        type="button"
        className="samples"
        aria-label={`Settings of the data: ${label}`}
        onClick={() => select({ kind: 'dataset' })}
      >
        {Array.from({ length: places }, (_, i) => {
          const pixels = samples?.[i]?.pixels;
          return pixels ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
            <PixelImage key={i} pixels={pixels} width={width} height={height} label="" className="picture" />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
            <span key={i} className="sample-blank" />
          );
        })}
      </button>
      {correlation && (
        <Field
          meta={correlation}
          value={dataset.correlation}
          place="dataset.correlation"
          onChange={(value) => editSection('dataset', { correlation: value })}
        />
      )}
      {uneven.length > 0 && <ClassBalance data={data} targets={uneven} />}
    </section>
  );
}
