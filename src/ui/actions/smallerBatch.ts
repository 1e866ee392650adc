/** The way out of a step that is too large: half as many images. */
import { store } from '../store.ts';
import { editSection } from './edit.ts';
import { run } from './run.ts';

export interface Repair {
  readonly label: string;
  readonly act: () => void;
}

/** Runs the experiment on the desk with half its batch. */
export function smallerBatch(): Repair {
  const batchSize = Math.max(1, Math.floor(store.getState().experiment.training.batchSize / 2));
  return {
    label: `Run with batch size ${batchSize}`,
    act: () => {
      editSection('training', { batchSize });
      run();
    },
  };
}
