/** What needs attention: a failure with its remedy, what is missing for a run, what was wrong with a link, notices. */
import { useState } from 'react';
import { graphOf } from '../../core/graphOf.ts';
import { error, type Problem } from '../../core/problem.ts';
import type { Failure, Notice } from '../../core/run/protocol.ts';
import { isAlive, stepsTaken } from '../../core/run/run.ts';
import { grouped } from '../../core/words.ts';
import { complain, dismissProblems } from '../actions/open.ts';
import { keepWaiting, run, setBackend, startOver } from '../actions/run.ts';
import { type Repair, smallerBatch } from '../actions/smallerBatch.ts';
import { ProblemItems } from '../forms/ProblemItems.tsx';
import { drivenRun, type State, store, useStore } from '../store.ts';
import { later, useLater } from '../useLater.ts';
import './bar.css';

const nothing: readonly Problem[] = [];

/** The driven run, once it has come to an end that says something. */
const selectEnded = (state: State) => {
  const one = drivenRun(state);
  if (!one || isAlive(one.status) || stepsTaken(one) === 0) return undefined;
  return one.failure && one.failure.code !== 'diverged' ? undefined : one.id;
};

export function Banner() {
  const failure = useStore((state) => drivenRun(state)?.failure);
  const endedId = useStore(selectEnded);
  const silence = useStore(({ silences, drivenRunId }) => silences[drivenRunId ?? '']);
  const opened = useStore((state) => state.openProblems);
  const missing = useStore((state) => (state.isRefused ? graphOf(state.experiment).problems : nothing));
  const notices = useStore((state) => drivenRun(state)?.notices);
  const errors = missing.filter(({ severity }) => severity === 'error');
  return (
    <div className="banners">
      {failure && failure.code !== 'diverged' && <FailureBanner key={failure.message} failure={failure} />}
      <RunEnd endedId={endedId} />
      <OfLink />
      <OfLibrary />
      <OfOffer />
      {silence !== undefined && <SilenceBanner seconds={silence} />}
      {errors.length > 0 && <ProblemBanner title="It cannot run yet" problems={errors} />}
      {opened.length > 0 && <ProblemBanner title={titleOf(opened)} problems={opened} hasPlaces />}
      {notices && notices.length > 0 && <Notices key={notices.length} notices={notices} />}
    </div>
  );
}

/** What says how a run ended. */
export const runEnds = later(async () => (await import('./EndBanner.tsx')).EndBanner);

function RunEnd({ endedId }: { readonly endedId: string | undefined }) {
  const EndBanner = useLater(runEnds, endedId !== undefined, () =>
    complain([
      error(
        [],
        'What came out of the run could not be said: a script is missing.',
        'Check the connection and run again.',
      ),
    ]),
  );
  return endedId !== undefined && EndBanner ? <EndBanner key={endedId} /> : null;
}

/** What says how the library is. */
export const libraryNotices = later(async () => (await import('./LibraryNotices.tsx')).LibraryNotices);

function OfLibrary() {
  const isWanted = useStore(({ library }) => library.isOpen || library.troubles.length > 0);
  const LibraryNotices = useLater(libraryNotices, isWanted, () =>
    complain([
      error(
        [],
        'What the library says cannot be shown: a script is missing.',
        'Load the page again when there is a connection.',
      ),
    ]),
  );
  return LibraryNotices ? <LibraryNotices /> : null;
}

const linkedRuns = later(async () => (await import('./LinkedRuns.tsx')).LinkedRuns);

function OfLink() {
  const isWanted = useStore(({ linked }) => linked !== null);
  const LinkedRuns = useLater(linkedRuns, isWanted, () =>
    complain([error([], 'What the link holds cannot be shown: a script is missing.', 'Load the page again.')]),
  );
  return LinkedRuns && isWanted ? <LinkedRuns /> : null;
}

const offerNotice = later(async () => (await import('./OfferNotice.tsx')).OfferNotice);

function OfOffer() {
  const isWanted = useStore(({ offer }) => offer !== null);
  // Without it nothing is lost: it is offered again at the next visit.
  const OfferNotice = useLater(offerNotice, isWanted, () => {});
  return OfferNotice && isWanted ? <OfferNotice /> : null;
}

const largeSteps = later(async () => (await import('./largeStep.ts')).largeStepOf);

/** Told aloud once, not every second. */
function SilenceBanner({ seconds }: { seconds: number }) {
  // Where it is lost, the banner says less.
  const large = useLater(largeSteps, true, () => {})?.(drivenRun(store.getState()));
  return (
    <section className="banner warn" aria-label="The engine keeps silent">
      <p className="visually-hidden" role="alert">
        The engine does not answer.
      </p>
      <p>
        <b>The engine has not answered for {grouped(seconds)} s.</b> {large?.why ?? 'It may be busy with a large step.'}{' '}
        Starting over replaces the engine, and the run begins again at its first step.
      </p>
      <div className="banner-buttons">
        <ContinueDriven />
        {large && (
          <button type="button" className="button" onClick={large.act}>
            {large.label}
          </button>
        )}
        <button type="button" className="button" onClick={() => keepWaiting()}>
          Wait
        </button>
        <button type="button" className="button" onClick={run}>
          Start over
        </button>
      </div>
    </section>
  );
}

/** Goes on with a run that cannot go on by itself. */
const continueButtons = later(async () => (await import('./ContinueButton.tsx')).ContinueButton);

function ContinueDriven() {
  const runId = useStore((state) => state.drivenRunId);
  // Where it is lost, the other button is still there.
  const ContinueButton = useLater(continueButtons, true, () => {});
  return runId !== null && ContinueButton ? <ContinueButton runId={runId} /> : null;
}

function FailureBanner({ failure }: { failure: Failure }) {
  const repair = repairOf(failure);
  return (
    <section className="banner wrong" role="alert" aria-label="The run failed">
      <p>
        <b>{failure.message}</b> {failure.remedy}
      </p>
      {failure.detail && (
        <details>
          <summary>Details</summary>
          <code>{failure.detail}</code>
        </details>
      )}
      <div className="banner-buttons">
        <ContinueDriven />
        <button type="button" className="button" onClick={repair.act}>
          {repair.label}
        </button>
      </div>
    </section>
  );
}

function repairOf(failure: Failure): Repair {
  switch (failure.code) {
    case 'out-of-memory':
      return smallerBatch();
    case 'no-backend':
    case 'device-lost':
      return {
        label: 'Run on another backend',
        act: () => {
          setBackend('auto');
          run();
        },
      };
    case 'bug':
    case 'not-runnable':
    case 'diverged':
      return { label: 'Run again', act: run };
    default:
      return failure.code satisfies never;
  }
}

interface ProblemBannerProps {
  readonly title: string | undefined;
  readonly problems: readonly Problem[];
  /** Says where each is: what was read from a file speaks of fields, and many layers have the same. */
  readonly hasPlaces?: boolean;
}

/** Problems with places are those of an experiment; others say themselves what they are about. */
function titleOf(problems: readonly Problem[]): string | undefined {
  return problems.some(({ at }) => at.length > 0) ? 'What was opened had problems' : undefined;
}

function ProblemBanner({ title, problems, hasPlaces = false }: ProblemBannerProps) {
  return (
    <section className="banner warn" role="alert" aria-label={title ?? 'Problems'}>
      {title && (
        <p>
          <b>{title}.</b>
        </p>
      )}
      <ProblemItems problems={problems} hasPlaces={hasPlaces} />
      <div className="banner-buttons">
        <button type="button" className="button" onClick={dismissProblems}>
          Close
        </button>
      </div>
    </section>
  );
}

function Notices({ notices }: { notices: readonly Notice[] }) {
  const [isOpen, setOpen] = useState(true);
  if (!isOpen) return null;
  return (
    <section className="banner" aria-label="Notices">
      <ul role="status">
        {notices.map(({ message }) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
      <div className="banner-buttons">
        {notices.some(({ canRetry }) => canRetry) && (
          <button type="button" className="button" onClick={startOver}>
            Try again
          </button>
        )}
        <button type="button" className="button" onClick={() => setOpen(false)}>
          Close
        </button>
      </div>
    </section>
  );
}
