/**
 * Several runs in a link: `#1/compare/<runs>`, packed as the link of one experiment is. Each has its title, its experiment
 * as what differs from a preset, and, where there is room, its curves in few points. Links come from anybody: sizes are
 * bounded before and after decompression, every experiment is parsed like any other, and what cannot be read is a Problem.
 */
import { experimentVersion } from '../../core/experiment.ts';
import { own } from '../../core/fields.ts';
import { migrateLink } from '../../core/migrate.ts';
import { parseExperiment } from '../../core/parse.ts';
import { oneLine } from '../../core/plainText.ts';
import { baseOf } from '../../core/presets.ts';
import { error, type Problem, show, warning } from '../../core/problem.ts';
import type { LinkedRun } from '../../core/run/linkedRun.ts';
import { tablesOf, thinned } from './curves.ts';
import { copyAgain, linkText, whyNotUnpacked } from './linkText.ts';
import { pack, unpack } from './pack.ts';
import { applyPatch } from './patch.ts';
import { leastPatch } from './url.ts';

const prefix = `${experimentVersion}/compare/`;
/** The shown run and those it is compared with. */
export const linkedLimit = 9;
const titleLimit = 200;

/** The fragment of the runs, with its `#`, without their curves. */
export function encodeComparison(runs: readonly LinkedRun[]): string {
  return encode(runs, 0);
}

/** Points of a curve, the most first. */
const pointCounts = [64, 48, 32, 24, 16, 12, 8];

/** The same with their curves, in as many points as fit into so many characters; nothing where eight do not. */
export function encodeWithCurves(
  runs: readonly LinkedRun[],
  room: number,
): { readonly link: string; readonly points: number } | undefined {
  for (const points of pointCounts) {
    const link = encode(runs, points);
    if (link.length <= room) return { link, points };
  }
  return undefined;
}

function encode(runs: readonly LinkedRun[], points: number): string {
  const listed = runs.map(({ title, experiment, isBaseline, curves }) => {
    const { preset, json } = leastPatch(experiment);
    return {
      title,
      preset,
      ...(json !== '' && { patch: JSON.parse(json) as unknown }),
      ...(isBaseline && { baseline: true }),
      ...(points > 0 && curves && { curves: thinned(curves, points) }),
    };
  });
  return `#${prefix}${pack(JSON.stringify({ runs: listed }))}`;
}

export interface OpenedComparison {
  /** None where the link cannot be read. */
  readonly runs: readonly LinkedRun[];
  readonly problems: readonly Problem[];
}

/** Whether a fragment is of several runs, of whatever version. */
export function isComparison(fragment: string): boolean {
  return /^#?\d+\/compare(\/|$)/.test(fragment);
}

/** What a fragment of several runs says. Never throws: what cannot be read is left out and said. */
export function decodeComparison(fragment: string): OpenedComparison {
  const text = linkText(fragment);
  const wrong = whyNotUnpacked(text, 'Share fewer runs.');
  if (wrong) return { runs: [], problems: [wrong] };
  const broken = (message: string): OpenedComparison => ({ runs: [], problems: [error([], message, copyAgain)] });
  const unpacked = unpack(text.slice(prefix.length));
  if (!unpacked) return broken('The link is damaged: its end cannot be read.');
  const listed = own(unpacked.value, 'runs');
  if (!Array.isArray(listed) || listed.length === 0) return broken('The link holds no runs.');
  const read = listed.slice(0, linkedLimit).map((raw: unknown, i) => readRun(raw, i));
  const tooMany =
    listed.length > linkedLimit
      ? [warning([], `The link holds ${listed.length} runs; the first ${linkedLimit} are read.`, 'Share fewer runs.')]
      : [];
  return {
    runs: read.flatMap(({ run }) => run ?? []),
    problems: [...tooMany, ...read.flatMap(({ problems }) => problems)],
  };
}

interface ReadRun {
  readonly run?: LinkedRun;
  readonly problems: readonly Problem[];
}

function readRun(raw: unknown, index: number): ReadRun {
  const name = `Run ${index + 1} of the link`;
  const given = own(raw, 'title');
  const preset = own(raw, 'preset');
  const base = typeof preset === 'string' ? baseOf(preset) : undefined;
  if (!base) {
    const message = `${name} starts from ${show(preset)}, which is no preset here.`;
    return { problems: [error([], message, 'Copy the whole link again.')] };
  }
  const patch = own(raw, 'patch');
  const { experiment, problems } =
    patch === undefined
      ? { experiment: base, problems: [] }
      : parseExperiment(applyPatch(base, migrateLink(patch)), base);
  const named = problems.map((problem) => ({ ...problem, message: `${name}: ${problem.message}` }));
  if (problems.some(({ severity }) => severity === 'error')) return { problems: named };
  const title = (typeof given === 'string' && oneLine(given.slice(0, titleLimit))) || experiment.title;
  const rawCurves = own(raw, 'curves');
  const curves = rawCurves === undefined ? undefined : tablesOf(rawCurves);
  const lost =
    rawCurves !== undefined && !curves
      ? [warning([], `${name}: its curves cannot be read.`, 'Run it to see them.')]
      : [];
  return {
    run: { title, experiment, isBaseline: own(raw, 'baseline') === true, ...(curves && { curves }) },
    problems: [...named, ...lost],
  };
}
