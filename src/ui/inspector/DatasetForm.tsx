/** The dataset: what can be set of it, and the targets that losses can read. */

import type { Dataset } from '../../core/datasets/dataset.ts';
import { describeData } from '../../core/datasets/describe.ts';
import { datasets } from '../../core/datasets/index.ts';
import { graphOf } from '../../core/graphOf.ts';
import { editSection } from '../actions/edit.ts';
import { Form } from '../forms/Form.tsx';
import { useStore } from '../store.ts';
import { ClassBalance } from './ClassBalance.tsx';

export function DatasetForm() {
  const experiment = useStore((state) => state.experiment);
  const dataset = experiment.dataset;
  const row: Dataset = datasets[dataset.kind];
  const data = describeData(experiment);
  const counted = data.targets.filter(({ id }) => data.balance[id] || data.unknown[id]);
  return (
    <>
      <h2 className="inspector-title">{row.label}</h2>
      <p className="inspector-note">{row.help}</p>
      <Form
        fields={row.options}
        values={dataset}
        at={['dataset']}
        problems={graphOf(experiment).problems}
        onChange={(change) => editSection('dataset', change)}
      />
      <h3 className="inspector-subtitle">Class balance</h3>
      <p className="inspector-note">How often each class is expected among the labels to train on.</p>
      <ClassBalance data={data} targets={counted} />
      <h3 className="inspector-subtitle">Targets</h3>
      <dl className="facts long">
        {data.targets.map((target) => (
          <div key={target.id}>
            <dt>{target.label}</dt>
            <dd>{target.help}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
