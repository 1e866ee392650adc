/**
 * What is drawn of a compared run in one chart. Runs that are over never change, so they are cut once (by the identity of
 * their tables): five runs of 20,000 steps cost five strings.
 */
import type { Table } from '../../../core/run/metrics.ts';
import type { Run } from '../../../core/run/run.ts';
import { type Extent, extentOf, joinExtents } from '../extent.ts';
import { type HorizontalKind, horizontalOf } from '../horizontal.ts';
import type { Line } from '../lines.ts';
import { rowsOf } from '../rows.ts';
import type { Cut } from '../units.ts';
import type { Entry } from './entries.ts';
import { highKey, lowKey, meanRows } from './meanRows.ts';
import { toned } from './runLook.ts';

export interface Overlay extends Cut {
  readonly entry: Entry;
  /** Whether the lines are means over several runs, with the spread in the same rows. */
  readonly isMean: boolean;
  /** Behind it: the members of a mean, or the raw line of what is smoothed. */
  readonly faint: readonly Cut[];
  readonly extent: Extent | undefined;
  readonly logExtent: Extent | undefined;
}

export interface CutOptions {
  /** Tells charts apart. */
  readonly name: string;
  readonly linesOf: (run: Run) => readonly Line[];
  readonly by: HorizontalKind;
  readonly smoothing: number;
}

/** Most rows of a run in a chart, and most points of the mean of a line. */
const rowLimit = 200;
const meanLimit = 160;

interface RunCut extends Cut {
  readonly extent: Extent | undefined;
  readonly logExtent: Extent | undefined;
}

const cache = new WeakMap<Table, Map<string, RunCut>>();

const overlays = new WeakMap<Entry, Map<string, Overlay>>();
/** The smoothing slider passes through many values; only the last few are worth keeping. */
const keptCuts = 32;

/** The entry cut for a chart, its lines in its look; the same object as long as nothing about it changes. */
export function overlayOf(entry: Entry, options: CutOptions): Overlay {
  const kept = overlays.get(entry) ?? new Map<string, Overlay>();
  overlays.set(entry, kept);
  const key = [options.name, options.by, options.smoothing].join(' ');
  const known = kept.get(key);
  if (known) return known;
  if (kept.size > keptCuts) kept.clear();
  const made = cutEntry(entry, options);
  kept.set(key, made);
  return made;
}

function cutEntry(entry: Entry, options: CutOptions): Overlay {
  const cuts = entry.runs.map((run) => cutRun(run, options));
  const [cut = emptyCut] = cuts;
  const named = cut.lines.filter(({ isRest }) => !isRest);
  const lines = named.map((line) => inLook(line, entry, named.length > 1));
  const isMean = cuts.length > 1;
  const rows = isMean
    ? named.flatMap((line) => meanRows(entry.runs, line, { ...options, limit: meanLimit }))
    : cut.rows;
  const edges = isMean ? named.flatMap(({ key }) => [lowKey(key), highKey(key)]) : [];
  const raw = !isMean && entry.isShown && options.smoothing > 0 ? entry.runs.map((run) => rawOf(run, options)) : [];
  return {
    entry,
    isMean,
    lines,
    rows: isMean ? [...rows].sort((a, b) => a.x - b.x) : rows,
    faint: isMean ? cuts.map((one) => ({ ...one, lines: one.lines.filter(({ isRest }) => !isRest) })) : raw,
    extent: joinExtents([extentOf(rows, edges, false), ...cuts.map(({ extent }) => extent)]),
    logExtent: joinExtents([extentOf(rows, edges, true), ...cuts.map(({ logExtent }) => logExtent)]),
  };
}

const emptyCut: RunCut = { lines: [], rows: [], extent: undefined, logExtent: undefined };

function cutRun(run: Run, options: CutOptions): RunCut {
  const { name, linesOf, by, smoothing } = options;
  const cuts = cache.get(run.train) ?? new Map<string, RunCut>();
  cache.set(run.train, cuts);
  const across = horizontalOf(by, run);
  const key = [name, smoothing, by, across.stepsPerEpoch, run.validation.length].join(' ');
  const known = cuts.get(key);
  if (known) return known;
  if (cuts.size > keptCuts) cuts.clear();
  const lines = linesOf(run);
  const rows = rowsOf(run, lines, { smoothing, across, limit: rowLimit });
  const keys = lines.map((line) => line.key);
  const cut = { lines, rows, extent: extentOf(rows, keys, false), logExtent: extentOf(rows, keys, true) };
  cuts.set(key, cut);
  return cut;
}

/** The lines of a run that are smoothed, as they were before. */
function rawOf(run: Run, options: CutOptions): Cut {
  const linesOf = (one: Run) => options.linesOf(one).filter(({ isSmoothed }) => isSmoothed);
  return cutRun(run, { ...options, name: `${options.name} raw`, smoothing: 0, linesOf });
}

/** The line in the tone and dash of its run. Where there are several pairs of losses, each has the colours of both. */
function inLook(line: Line, { look, endLabel }: Entry, isOneOfMany: boolean): Line {
  const color = toned((isOneOfMany && line.pairColor) || line.color, look);
  const textColor = toned((isOneOfMany && line.pairColor) || line.textColor, look);
  return { ...line, color, textColor, dash: look.dash, endLabel };
}
