/** The experiment as a link, as a file, as text. */

import { useState } from 'react';
import { isRefusal } from '../../core/edit/edited.ts';
import type { LinkedRun } from '../../core/run/linkedRun.ts';
import { withMoves } from '../../core/run/moves.ts';
import type { Run } from '../../core/run/run.ts';
import { isBlank, studyOf } from '../../core/study/draft.ts';
import { grouped } from '../../core/words.ts';
import { encodeComparison, encodeWithCurves, linkedLimit } from '../link/comparison.ts';
import { saveShared, toText } from '../link/files.ts';
import { encodeDesk } from '../link/studyAddress.ts';
import { type State, store, useStore } from '../store.ts';
import { Frame } from './Frame.tsx';

export function ShareDialog() {
  const experiment = useStore((state) => state.experiment);
  const draft = useStore((state) => state.draft);
  const isStudy = !isBlank(draft);
  const shared = isStudy ? studyOf(experiment, draft) : experiment;
  const link = new URL(encodeDesk({ experiment, draft }), location.href).href;
  return (
    <Frame
      title={isStudy ? 'Share this study' : 'Share this experiment'}
      about={
        isStudy
          ? 'The link holds the whole experiment and what is varied of it: whoever opens it can start the same study. Nothing is uploaded.'
          : 'The link holds the whole experiment: whoever opens it trains the same network on the same images. Nothing is uploaded.'
      }
    >
      <label className="dialog-label" htmlFor="share-link">
        Link, {grouped(link.length)} characters
      </label>
      <div className="dialog-line">
        <input
          id="share-link"
          className="text-input"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={link} label="Copy link" isPrimary />
      </div>
      <div className="dialog-buttons">
        <CopyButton text={toText(shared)} label="Copy as text (JSON)" />
        <button type="button" className="button" onClick={() => saveShared(shared)}>
          Save as a file
        </button>
      </div>
      <ShareComparison />
    </Frame>
  );
}

/** The most characters of a link with curves: what most programs pass on whole. */
const longestLink = 8192;

/** Offered where at least two runs are chosen. */
function ShareComparison() {
  const [wantsCurves, setWantsCurves] = useState(false);
  // As they are when the dialog is opened: one may train.
  const [{ count, plain, drawn }] = useState(() => linksOf(store.getState()));
  if (count < 2) return null;
  const link = new URL(wantsCurves && drawn ? drawn.link : plain, location.href).href;
  return (
    <section aria-label="Share the comparison">
      <p className="dialog-label">
        Link of the comparison of {count} runs, {grouped(link.length)} characters
      </p>
      <div className="dialog-line">
        <input
          className="text-input"
          aria-label="Link of the comparison"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={link} label="Copy link" />
      </div>
      <label className="dialog-choice">
        <input
          type="checkbox"
          checked={wantsCurves && drawn !== undefined}
          disabled={!drawn}
          onChange={(event) => setWantsCurves(event.target.checked)}
        />
        {drawn ? `with their curves, ${drawn.points} points each` : 'their curves do not fit into a link'}
      </label>
      <p className="dialog-about">
        Whoever opens it is told what it holds and can run the experiments one after the other.
      </p>
    </section>
  );
}

function linksOf(state: State) {
  const runs = chosenRuns(state).map((run) => toLink(run, run.id === state.baselineRunId));
  const base = new URL('#', location.href).href.length - 1;
  return {
    count: runs.length,
    plain: encodeComparison(runs),
    drawn: encodeWithCurves(runs, longestLink - base),
  };
}

function chosenRuns({ runs, shownRunId, comparedRunIds, baselineRunId }: State): readonly Run[] {
  const ids = [...new Set([shownRunId, ...comparedRunIds, baselineRunId])].slice(0, linkedLimit);
  return ids.flatMap((id) => runs.find((run) => run.id === id) ?? []);
}

/** What was moved by hand in a run goes along as courses, where a course can hold it. */
function toLink(run: Run, isBaseline: boolean): LinkedRun {
  const taken = run.changes.length > 0 ? withMoves(run) : run.experiment;
  const { title, train, validation } = run;
  const experiment = isRefusal(taken) ? run.experiment : taken;
  return { title, experiment, isBaseline, curves: { train, validation } };
}

function CopyButton({ text, label, isPrimary = false }: { text: string; label: string; isPrimary?: boolean }) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const words = { ready: label, copied: 'Copied', refused: 'Not allowed: copy by hand' };
  return (
    <button
      type="button"
      className={isPrimary ? 'button primary' : 'button'}
      onClick={() => {
        const { clipboard } = navigator;
        // Without a secure context there is no clipboard.
        if (!clipboard) return setState('refused');
        clipboard.writeText(text).then(
          () => setState('copied'),
          () => setState('refused'),
        );
      }}
    >
      <span aria-live="polite">{words[state]}</span>
    </button>
  );
}
