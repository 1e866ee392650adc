/** The fields, numbers and problems of what is selected. */
import type { Selection } from '../store.ts';
import { DatasetForm } from './DatasetForm.tsx';
import { LayerForm } from './LayerForm.tsx';
import { LossForm } from './LossForm.tsx';
import { StrategyForm } from './StrategyForm.tsx';
import { TrainingForm } from './TrainingForm.tsx';

export function Content({ selection }: { selection: Selection }) {
  switch (selection.kind) {
    case 'layer':
      return <LayerForm key={selection.id} id={selection.id} />;
    case 'loss':
      return <LossForm key={selection.id} id={selection.id} />;
    case 'dataset':
      return <DatasetForm />;
    case 'strategy':
      return <StrategyForm />;
    case 'training':
      return <TrainingForm />;
    default:
      return selection satisfies never;
  }
}
