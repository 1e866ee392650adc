/** What all charts of the current run share: its tables, axis, smoothing, changes and the runs behind it. */
import { useDeferredValue, useMemo } from 'react';
import type { Run } from '../../core/run/run.ts';
import { makeRun } from '../../core/run/run.ts';
import { useComparedRuns, useLiveRun } from '../runs/liveRun.ts';
import { useStore } from '../store.ts';
import type { ScaleChoice } from './axis.ts';
import type { Line } from './lines.ts';
import { marksOf } from './marks.ts';
import { cutPastRun, type PastRun } from './PastLines.tsx';
import type { Tables } from './rows.ts';

export interface ChartFrame {
  readonly run: Run;
  readonly tables: Tables;
  readonly changes: readonly number[];
  readonly stepsPerX: number;
  /** In steps. */
  readonly xEnd: number;
  readonly smoothing: number;
  readonly scale: ScaleChoice;
  readonly showsWeighted: boolean;
  /** What a chart says that waits for the first steps. */
  readonly waiting: string;
  /** The compared runs, cut for one chart. */
  past(name: string, linesOf: (run: Run) => readonly Line[]): readonly PastRun[];
}

/** The fewest steps on an axis: a shorter one would move with every step at first. */
const leastSteps = 40;

const none: readonly PastRun[] = [];
const unchanged: readonly number[] = [];

/** The frame of the run on the charts; before the first, of a run of the experiment as it is. */
export function useChartFrame(): ChartFrame | undefined {
  const live = useLiveRun();
  const experiment = useStore((state) => (live ? null : state.experiment));
  const coming = useMemo(() => experiment && makeRun('', '', experiment), [experiment]);
  const run = live ?? coming;
  const compared = useComparedRuns();
  const { smoothing: wanted, scale, showsWeighted, xAxis } = useStore((state) => state.view);
  // Many long runs take a while to be smoothed anew; the slider does not wait for them.
  const smoothing = useDeferredValue(wanted);
  const train = run?.train;
  const validation = run?.validation;
  const tables = useMemo(() => (train && validation ? { train, validation } : undefined), [train, validation]);
  const changed = run?.changes;
  const changes = useMemo(() => (changed?.length ? marksOf(changed) : unchanged), [changed]);
  const pastOf = useMemo(() => pastCuts(compared, smoothing), [compared, smoothing]);
  if (!run || !tables) return undefined;
  const xEnd = Math.max(lastStep(tables), ...compared.map(lastStep));
  return {
    run,
    tables,
    changes,
    stepsPerX: xAxis === 'epoch' ? Math.max(1, run.dataset?.stepsPerEpoch ?? 1) : 1,
    xEnd,
    smoothing,
    scale,
    showsWeighted,
    waiting: live ? 'The first steps are on their way.' : 'Nothing has run yet.',
    past: pastOf,
  };
}

/** The same array for the same chart, so that a chart whose past did not change is not drawn again for it. */
function pastCuts(compared: readonly Run[], smoothing: number): ChartFrame['past'] {
  const cuts = new Map<string, readonly PastRun[]>();
  return (name, linesOf) => {
    if (compared.length === 0) return none;
    const known = cuts.get(name) ?? compared.map((run) => cutPastRun(run, name, linesOf, smoothing));
    cuts.set(name, known);
    return known;
  };
}

function lastStep({ train, validation }: Tables): number {
  const end = (table: Tables['train']) => table.buffers.step?.[table.length - 1] ?? 0;
  return Math.max(end(train), end(validation), leastSteps);
}
