/** What the library has to say: runs that were interrupted, deleted or are too many, and what is not kept. */
import { useState } from 'react';
import type { RunSummary } from '../../core/run/runSummary.ts';
import type { KeptStudy } from '../../core/study/keptStudy.ts';
import { counted, grouped } from '../../core/words.ts';
import { deleteRuns, dismissDeleted, dismissInterrupted, dismissTroubles, undoDelete } from '../actions/keep.ts';
import { showRun } from '../actions/look.ts';
import { bytesText, keptLimit, surplusRuns, usedBytes } from '../runs/room.ts';
import { useStore } from '../store.ts';
import { ContinueButton } from './ContinueButton.tsx';

export function LibraryNotices() {
  const kept = useStore((state) => state.kept);
  const library = useStore((state) => state.library);
  const interrupted = kept.filter(({ id }) => library.interruptedIds.includes(id));
  const surplus = surplusRuns({ kept, library });
  return (
    <>
      {interrupted.length > 0 && <Interrupted runs={interrupted} />}
      {library.troubles.length > 0 && <Troubles />}
      {surplus.length > 0 && <Surplus runs={surplus} />}
      {(library.deleted.length > 0 || library.deletedStudy) && (
        <Deleted runs={library.deleted} study={library.deletedStudy} />
      )}
    </>
  );
}

/** How many interrupted runs are told one by one. */
const toldLimit = 3;

function Interrupted({ runs }: { readonly runs: readonly RunSummary[] }) {
  const told = runs.slice(-toldLimit).reverse();
  const untold = runs.length - told.length;
  return (
    <section className="banner banner-rows" aria-label="Interrupted runs" role="status">
      {told.map((run, i) => (
        <div key={run.id} className="banner-row">
          <p>
            <b>
              <bdi>{run.title}</bdi>
            </b>{' '}
            stopped at step {grouped(run.steps)}
            {run.totalSteps !== undefined && <> of {grouped(run.totalSteps)}</>} when the page was closed.
            {i === told.length - 1 && untold > 0 && <> So did {counted(untold, 'older run')}.</>}
          </p>
          <div className="banner-buttons">
            <ContinueButton runId={run.id} />
            <button
              type="button"
              className="button"
              onClick={() => {
                dismissInterrupted();
                void showRun(run.id);
              }}
            >
              Open it
            </button>
            {i === told.length - 1 && (
              <button type="button" className="button" onClick={dismissInterrupted}>
                Close
              </button>
            )}
          </div>
        </div>
      ))}
    </section>
  );
}

function Troubles() {
  const troubles = useStore((state) => state.library.troubles);
  return (
    <section className="banner warn" role="alert" aria-label="What is not kept">
      {troubles.map(({ kind, message, remedy }) => (
        <p key={kind}>
          <b>{message}</b> {remedy}
        </p>
      ))}
      <div className="banner-buttons">
        <button type="button" className="button" onClick={dismissTroubles}>
          Close
        </button>
      </div>
    </section>
  );
}

function Surplus({ runs }: { readonly runs: readonly RunSummary[] }) {
  const count = useStore((state) => state.kept.length);
  const isMany = count > keptLimit;
  const [isOpen, setOpen] = useState(true);
  if (!isOpen) return null;
  const bytes = bytesText(usedBytes(runs));
  return (
    <section className="banner end" aria-label="The library is full">
      <p role="status">
        {isMany
          ? `The library holds ${counted(count, 'run')}; it is made for ${keptLimit}.`
          : 'The runs take more than half of the storage that the browser grants.'}{' '}
        Pin what should stay.
      </p>
      <div className="banner-buttons">
        <button type="button" className="button" onClick={() => void deleteRuns(runs.map(({ id }) => id))}>
          {runs.length === 1 ? 'Delete the oldest run' : `Delete the ${runs.length} oldest runs`} ({bytes})
        </button>
        <button type="button" className="button" onClick={() => setOpen(false)}>
          Not now
        </button>
      </div>
    </section>
  );
}

interface DeletedProps {
  readonly runs: readonly RunSummary[];
  readonly study: KeptStudy | undefined;
}

function Deleted({ runs, study }: DeletedProps) {
  const [first] = runs;
  return (
    <section className="banner end" aria-label="Deleted runs">
      <p role="status">
        {study ? (
          <>
            Deleted the study "<bdi>{study.study.title}</bdi>"
            {runs.length > 0 && <> with {counted(runs.length, 'run')}</>}.
          </>
        ) : runs.length === 1 ? (
          <>
            Deleted the run "<bdi>{first?.title}</bdi>".
          </>
        ) : (
          <>Deleted {counted(runs.length, 'run')}.</>
        )}
      </p>
      <div className="banner-buttons">
        <button type="button" className="button" onClick={undoDelete}>
          Undo
        </button>
        <button type="button" className="button" onClick={dismissDeleted}>
          Close
        </button>
      </div>
    </section>
  );
}
