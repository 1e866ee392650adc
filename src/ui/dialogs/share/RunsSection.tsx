/** The chosen runs in one link, with or without their curves. */
import { useState } from 'react';
import { isRefusal } from '../../../core/edit/edited.ts';
import type { LinkedRun } from '../../../core/run/linkedRun.ts';
import { withMoves } from '../../../core/run/moves.ts';
import type { Run } from '../../../core/run/run.ts';
import { grouped } from '../../../core/words.ts';
import { CopyButton } from '../../forms/CopyButton.tsx';
import { encodeComparison, encodeWithCurves, linkedLimit } from '../../link/comparison.ts';
import type { State } from '../../store.ts';
import { addressOf } from './links.ts';
import { TextToCopy } from './TextToCopy.tsx';

/** The most characters of a link with curves: what most programs pass on whole. */
const longestLink = 8192;

/** Offered where at least two runs are chosen. */
export function RunsSection({ state }: { readonly state: State }) {
  const [wantsCurves, setWantsCurves] = useState(false);
  const [{ count, plain, drawn }] = useState(() => linksOf(state));
  if (count < 2) return null;
  const link = addressOf(wantsCurves && drawn ? drawn.link : plain);
  return (
    <section aria-label="Share the comparison">
      <p className="dialog-label">
        Link of the comparison of {count} runs, {grouped(link.length)} characters
      </p>
      <div className="dialog-line">
        <TextToCopy label="Link of the comparison" text={link} />
        <CopyButton label="Copy link" text={() => link} />
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
  const base = addressOf('#').length - 1;
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
