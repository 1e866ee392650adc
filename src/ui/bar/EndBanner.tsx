/** The end of a run in a sentence: what came out, why where something is wrong, and a button that tries the remedy. */
import { useMemo, useState } from 'react';
import { fixLabel } from '../../core/edit/fixes.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { Fix } from '../../core/problem.ts';
import { diagnose } from '../../core/run/diagnosis/diagnosis.ts';
import { endedOf } from '../../core/run/diagnosis/ended.ts';
import { grouped } from '../../core/words.ts';
import { continueRun } from '../actions/again.ts';
import { fix } from '../actions/edit.ts';
import { run } from '../actions/run.ts';
import { drivenRun, useStore } from '../store.ts';
import { TermText } from '../TermText.tsx';
import { ContinueButton, useCheckpointStep } from './ContinueButton.tsx';

/** Of the driven run, which has ended. */
export function EndBanner() {
  const ended = useStore(drivenRun);
  const [isOpen, setOpen] = useState(true);
  const diagnosis = useMemo(() => ended && diagnose(endedOf(ended)), [ended]);
  if (!ended || !diagnosis || !isOpen) return null;
  const { failure } = ended;
  const { outcome, text, fix: remedy } = diagnosis;
  const moreEpochs = ended.status === 'finished' ? epochsBeyond(ended.experiment, remedy) : undefined;
  return (
    <section className={failure ? 'banner end wrong' : 'banner end'} aria-label="What came out of the run">
      <p role={failure ? 'alert' : 'status'}>
        {failure && <b>{failure.message} </b>}
        {!failure && outcome}{' '}
        <span>
          <TermText text={text} />
        </span>
      </p>
      <div className="banner-buttons">
        {ended.status !== 'finished' && <ContinueButton runId={ended.id} />}
        {remedy && moreEpochs === undefined && <TryButton remedy={remedy} />}
        {remedy && moreEpochs !== undefined && <MoreButton runId={ended.id} epochs={moreEpochs} remedy={remedy} />}
        <button type="button" className="button" onClick={() => setOpen(false)}>
          Close
        </button>
      </div>
    </section>
  );
}

function TryButton({ remedy }: { readonly remedy: Fix }) {
  const tryOut = () => {
    fix(remedy);
    run();
  };
  return (
    <button type="button" className="button" onClick={tryOut}>
      {fixLabel(remedy)}
    </button>
  );
}

/** More epochs: of this very run where it can go on, else of a new one. */
function MoreButton({
  runId,
  epochs,
  remedy,
}: {
  readonly runId: string;
  readonly epochs: number;
  readonly remedy: Fix;
}) {
  const step = useCheckpointStep(runId);
  if (step === undefined) return null;
  if (step === null) return <TryButton remedy={remedy} />;
  return (
    <button type="button" className="button" onClick={() => void continueRun(runId, { epochs })}>
      Continue to {grouped(epochs)} epochs
    </button>
  );
}

/** How many epochs a remedy asks for, where these are more than the run had. */
function epochsBeyond({ training }: Experiment, remedy: Fix | undefined): number | undefined {
  if (remedy?.kind !== 'set' || remedy.at.join('.') !== 'training.epochs') return undefined;
  const { value } = remedy;
  return typeof value === 'number' && value > training.epochs ? value : undefined;
}
