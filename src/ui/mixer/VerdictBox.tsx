/** What the experiment is in the terms of the field, in a sentence or two; with the numbers of its run where it has one. */

import { useMemo } from 'react';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { columnName } from '../../core/run/columns.ts';
import type { Run } from '../../core/run/run.ts';
import { strategies } from '../../core/strategies/index.ts';
import type { Strategy } from '../../core/strategies/strategy.ts';
import type { Latest } from '../../core/verdict/tradeOff.ts';
import { verdict } from '../../core/verdict/verdict.ts';
import { useLiveRuns } from '../runs/liveRun.ts';
import { shownRun, useStore } from '../store.ts';
import { TermText } from '../TermText.tsx';

/** The verdict on the experiment as it is edited. */
export function VerdictBox() {
  const experiment = useStore((state) => state.experiment);
  const latest = useLatest(experiment);
  const { title, text } = useMemo(() => verdict(experiment, graphOf(experiment), latest), [experiment, latest]);
  return (
    <p className="verdict" data-testid="verdict">
      <b>
        <TermText text={title} />
      </b>{' '}
      <TermText text={text} />
    </p>
  );
}

/** Steps between two numbers: a sentence that changes at every step cannot be read. */
const every = 20;

/** The losses of the run on the charts at its last twentieth step, if it is one of that strategy. */
function useLatest({ strategy }: Experiment): Latest | undefined {
  const row: Strategy = strategies[strategy.kind];
  // As text, so that the sentence is only drawn anew where a number has changed.
  const text = useLiveRuns((state) => {
    const run = row.quotesLosses ? shownRun(state) : undefined;
    return run?.experiment.strategy.kind === strategy.kind ? JSON.stringify(latestOf(run)) : undefined;
  });
  return useMemo(() => (text === undefined ? undefined : (JSON.parse(text) as Latest)), [text]);
}

function latestOf({ train, experiment }: Run): Latest | undefined {
  if (train.length === 0) return undefined;
  const row = train.length - 1 - ((train.length - 1) % every);
  const losses = experiment.losses.flatMap(({ id }) => {
    const value = train.buffers[columnName('loss', id)]?.[row];
    return value === undefined || Number.isNaN(value) ? [] : [[id, value] as const];
  });
  return { step: train.buffers.step?.[row] ?? 0, losses: Object.fromEntries(losses) };
}
