/** Who is sacrificed, in a sentence: at the end of the run, or at the step under the crosshair. */
import { columnName } from '../../../core/run/columns.ts';
import type { Run } from '../../../core/run/run.ts';
import { recentGrounds, sacrificeText } from '../../../core/run/sacrifice.ts';
import { useHoverStep } from '../../charts/hoverStep.ts';
import { rowAt } from '../../charts/rowAt.ts';
import { TermText } from '../../TermText.tsx';

export function Finding({ run }: { readonly run: Run }) {
  const step = useHoverStep();
  return (
    <p className="gradients-finding">
      <TermText text={textOf(run, step)} />
    </p>
  );
}

function textOf({ experiment, train }: Run, step: number | null): string {
  const ids = experiment.losses.map((loss) => loss.id);
  const recent = recentGrounds(train, ids, step === null ? train.length - 1 : rowAt(train, step));
  const text = recent && sacrificeText(experiment, recent, step === null);
  if (text) return text;
  const measured = ids.filter((id) => columnName('norm', id) in train.buffers);
  if (measured.length < 2) return 'With two losses that share layers, this says which of them is sacrificed.';
  return recent ? '' : notRecorded;
}

/** Of runs that are older than the column. */
export const notRecorded = 'What each update did to each loss was not recorded in this run. Run it again to see it.';
