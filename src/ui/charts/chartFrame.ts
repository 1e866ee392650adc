/** What all charts of the current run share: its tables, axis, smoothing, changes and the runs it is compared with. */
import { useDeferredValue, useMemo } from 'react';
import type { Run } from '../../core/run/run.ts';
import { makeRun } from '../../core/run/run.ts';
import { useLiveRun } from '../runs/liveRun.ts';
import { useStore } from '../store.ts';
import type { ScaleChoice } from './axis.ts';
import { useComparison } from './comparison.ts';
import { type Horizontal, type HorizontalKind, horizontalOf, lastX, xOfStep } from './horizontal.ts';
import type { Line } from './lines.ts';
import { marksOf } from './marks.ts';
import type { Overlay } from './overlay/cut.ts';
import type { Entry } from './overlay/entries.ts';
import { overlayScript } from './overlayScript.ts';
import type { Tables } from './rows.ts';

export interface ChartFrame {
  readonly run: Run;
  readonly tables: Tables;
  /** Like all of x in what the axis counts. */
  readonly changes: readonly number[];
  readonly across: Horizontal;
  readonly xEnd: number;
  readonly smoothing: number;
  readonly scale: ScaleChoice;
  readonly showsWeighted: boolean;
  /** What a chart says that waits for the first steps. */
  readonly waiting: string;
  /** Whether the run is compared with others. */
  readonly isCompared: boolean;
  /** The compared runs, cut for one chart; `name` tells charts apart. None where the run stands alone. */
  overlays(name: string, linesOf: (run: Run) => readonly Line[]): readonly Overlay[];
}

/** The fewest steps on an axis: a shorter one would move with every step at first. */
const leastSteps = 40;

const none: readonly Overlay[] = [];
const unchanged: readonly number[] = [];

/** The frame of the run on the charts; before the first, of a run of the experiment as it is. */
export function useChartFrame(): ChartFrame | undefined {
  const live = useLiveRun();
  const experiment = useStore((state) => (live ? null : state.experiment));
  const coming = useMemo(() => experiment && makeRun('', '', experiment), [experiment]);
  const run = live ?? coming;
  const { entries } = useComparison();
  const { smoothing: wanted, scale, showsWeighted, xAxis } = useStore((state) => state.view);
  // Many long runs take a while to be smoothed anew; the slider does not wait for them.
  const smoothing = useDeferredValue(wanted);
  const train = run?.train;
  const validation = run?.validation;
  const tables = useMemo(() => (train && validation ? { train, validation } : undefined), [train, validation]);
  // What has no times is drawn by its steps.
  const by = xAxis === 'time' && train && train.length > 0 && !train.buffers.time ? 'step' : xAxis;
  const { stepsPerEpoch } = horizontalOf(by, run ?? {});
  const across = useMemo((): Horizontal => ({ by, stepsPerEpoch }), [by, stepsPerEpoch]);
  const changed = run?.changes;
  const changes = useMemo(
    () => (changed?.length && train ? marksOf(changed).map((step) => xOfStep(across, train, step)) : unchanged),
    [changed, across, train],
  );
  const overlaysOf = useMemo(() => overlaysIn(entries, by, smoothing), [entries, by, smoothing]);
  if (!run || !tables) return undefined;
  const runs = [run, ...entries.flatMap((entry) => entry.runs)];
  return {
    run,
    tables,
    changes,
    across,
    xEnd: Math.max(least(across), ...runs.map((one) => lastX(horizontalOf(by, one), one))),
    smoothing,
    scale,
    showsWeighted,
    waiting: live ? 'The first steps are on their way.' : 'Nothing has run yet.',
    isCompared: entries.length > 0,
    overlays: overlaysOf,
  };
}

function least({ by, stepsPerEpoch }: Horizontal): number {
  if (by === 'time') return 1;
  return leastSteps / (by === 'epoch' ? stepsPerEpoch : 1);
}

/** The same array for the same chart, so that a chart in which nothing changed is not drawn again. */
function overlaysIn(entries: readonly Entry[], by: HorizontalKind, smoothing: number): ChartFrame['overlays'] {
  const cuts = new Map<string, readonly Overlay[]>();
  return (name, linesOf) => {
    const script = overlayScript.known();
    if (entries.length === 0 || !script) return none;
    const options = { name, linesOf, by, smoothing };
    const known = cuts.get(name) ?? entries.map((entry) => script.overlayOf(entry, options));
    cuts.set(name, known);
    return known;
  };
}
