/**
 * What came out when runs are compared, in a few sentences that claim no more than the seeds allow.
 *
 * A difference of means is claimed where it is larger than the difference between two runs that chance alone makes, whose
 * standard deviation is √(s₁² + s₂²) with s the deviation over the seeds of each. With a single seed nothing is claimed.
 */
import { isAlive } from '../run/run.ts';
import { capitalised, counted, grouped, listText, lowered } from '../words.ts';
import { causes, groupNames } from './groupNames.ts';
import { judgementsOf, type Measure, measureName, measuresOf, measureText } from './measures.ts';
import { type GroupOutcome, outcomeOf, type SeedGroup, type Spread, spreadOf } from './seeds.ts';
import { dataOf, setupOf } from './setup.ts';

/** At most that many measures are told. */
const toldMeasures = 3;

/** What came out of these groups of seeds; empty where there is nothing to say. Differences are to the baseline's group. */
export function findingOf(groups: readonly SeedGroup[], baselineRunId: string | null): string {
  if (groups.length === 0) return '';
  if (groups.length === 1) return ofOneGroup(groups[0] as SeedGroup);
  if (new Set(groups.map(({ members: [run] }) => run && dataOf(run))).size > 1) {
    return 'These runs were judged on different images, so their values do not compare.';
  }
  const names = groupNames(groups);
  const named = groups.map((group, i) => ({ group, name: names[i] ?? '' }));
  const measures = commonMeasures(groups);
  if (measures.length === 0) return 'These runs have no metric in common, or were not evaluated yet.';
  const told = measures.slice(0, toldMeasures).flatMap((measure) => rivalryOf(measure, named, baselineRunId) ?? []);
  return [...sentences(told), ...cautions(named, measures[0] as Measure)].join(' ');
}

interface Named {
  readonly group: SeedGroup;
  readonly name: string;
}

/** Seeds of one experiment: how far they lie apart. */
function ofOneGroup(group: SeedGroup): string {
  const told = commonMeasures([group]).flatMap((measure) => {
    const { final } = outcomeOf(group, measure) ?? {};
    return final?.sd === undefined ? [] : [`${meanText(measure, final)} in ${measureName(measure)}`];
  });
  if (told.length === 0) return '';
  return `These runs differ in nothing but the seed. They end at ${listText(told.slice(0, toldMeasures))}.`;
}

type Judged = Named & { readonly outcome: GroupOutcome };

/** By one measure, who is held against whom; the first ends better, if they do not end alike. */
interface Rivalry {
  readonly measure: Measure;
  readonly first: Judged;
  readonly rival: Judged;
  readonly isAlike: boolean;
}

/** The best against the baseline, without one or where it is the best against the next. */
function rivalryOf(measure: Measure, groups: readonly Named[], baselineRunId: string | null): Rivalry | undefined {
  const sign = measure.isHigherBetter ? -1 : 1;
  const ranked = groups
    .flatMap((one) => {
      const outcome = outcomeOf(one.group, measure);
      return outcome ? [{ ...one, outcome }] : [];
    })
    .sort((a, b) => sign * (a.outcome.final.mean - b.outcome.final.mean));
  const [first, second] = ranked;
  const baseline = ranked.find(({ group }) => group.members.some(({ id }) => id === baselineRunId));
  const rival = baseline && baseline !== first ? baseline : second;
  if (!first || !rival) return undefined;
  const [a, b] = [first, rival].map(({ outcome }) => measureText(measure, outcome.final.mean));
  return { measure, first, rival, isAlike: a === b };
}

/** One sentence a measure; one for all in which the same two end alike. */
function sentences(told: readonly Rivalry[]): string[] {
  const names = ({ first, rival }: Rivalry) => [first.name, rival.name].sort().join('\n');
  return told.flatMap((one) => {
    if (!one.isAlike) return [sentence(one)];
    const alike = told.filter((other) => other.isAlike && names(other) === names(one));
    return alike[0] === one
      ? [
          alikeSentence(
            one,
            alike.map(({ measure }) => measure),
          ),
        ]
      : [];
  });
}

function alikeSentence({ first, rival }: Rivalry, measures: readonly Measure[]): string {
  return `${capitalised(first.name)} and ${rival.name} end alike in ${listText(measures.map(measureName))}.`;
}

/** By how much the first is ahead, and whether that says anything. */
function sentence({ measure, first, rival }: Rivalry): string {
  const [a, b] = [first.outcome.final, rival.outcome.final];
  const gap = Math.abs(a.mean - b.mean);
  const what = measureName(measure);
  const side = measure.isHigherBetter ? 'above' : 'below';
  const values = `${meanText(measure, a)} against ${meanText(measure, b)}`;
  return `${capitalised(first.name)} ends ${measureText(measure, gap)} ${side} ${rival.name} in ${what} (${values}): ${claim(gap, first, rival)}.`;
}

function claim(gap: number, first: Judged, rival: Judged): string {
  const [a, b] = [first.outcome.final, rival.outcome.final];
  if (a.sd !== undefined && b.sd !== undefined) {
    const isMore = gap > Math.hypot(a.sd, b.sd);
    return isMore ? 'more than the seeds differ' : 'less than the seeds differ, so no difference can be claimed';
  }
  const [known, single] = a.sd === undefined ? [rival, first] : [first, rival];
  const sd = known.outcome.final.sd;
  if (sd === undefined) return 'with one seed each, chance alone may have made it';
  const isMore = gap > Math.hypot(sd, sd);
  return isMore
    ? `more than the seeds of ${known.name} differ, but ${single.name} has one seed`
    : `less than the seeds of ${known.name} differ, so no difference can be claimed`;
}

/** What else has to be known before one is preferred: who is not done, and what it costs. */
function cautions(groups: readonly Named[], measure: Measure): string[] {
  const going = groups.filter(({ group }) => group.members.some(({ status }) => isAlive(status)));
  const outcomes = groups.flatMap((one) => outcomeOf(one.group, measure) ?? []);
  const steps = [...new Set(outcomes.map(({ step }) => step))].sort((a, b) => a - b);
  const count = (kind: 'left' | 'failed') => outcomes.reduce((sum, one) => sum + one[kind], 0);
  const [left, failed] = [count('left'), count('failed')];
  const differing = causes(groups.flatMap(({ group: { members } }) => members.slice(0, 1).map(setupOf)));
  const labels = differing.map(({ label }) => lowered(label));
  return [
    ...(labels.length > 1
      ? [`More than one thing differs (${shortList(labels)}), so they cannot tell which did it.`]
      : []),
    ...(steps.length > 1 ? [`They were judged after ${listText(steps.map(grouped))} steps.`] : []),
    ...(failed > 0 ? [`${counted(failed, 'seed')} failed and ${failed === 1 ? 'is' : 'are'} not counted.`] : []),
    ...(left > 0 ? [`${counted(left, 'seed')} did not come as far and ${left === 1 ? 'is' : 'are'} not counted.`] : []),
    ...going.map(({ name }) => `${capitalised(name)} is still going on.`),
    ...costs(groups),
  ];
}

/** At most three of them: "strategy, learning rate, seed and 4 more". */
function shortList(words: readonly string[]): string {
  const rest = words.length - 3;
  return rest > 1 ? listText([...words.slice(0, 3), `${rest} more`]) : listText(words);
}

/** Costs that differ by less are not worth a word. */
const tellingRatio = 1.25;

/** After fewer steps the time of a step is that of warming up. */
const timedSteps = 100;

/** The time of a step, where all were run on one backend for long enough. */
function costs(groups: readonly Named[]): string[] {
  const runs = groups.flatMap(({ group }) => group.members);
  if (new Set(runs.map(({ backend }) => backend)).size > 1 || runs.some(({ steps }) => steps < timedSteps)) return [];
  const timed = groups
    .flatMap(({ group, name }) => {
      const times = group.members.flatMap(({ stepMs }) => stepMs ?? []);
      return times.length > 0 ? [{ name, stepMs: spreadOf(times).mean }] : [];
    })
    .sort((a, b) => a.stepMs - b.stepMs);
  const [least, most] = [timed[0], timed.at(-1)];
  if (!least || !most || timed.length < groups.length || most.stepMs < tellingRatio * least.stepMs) return [];
  const ratio = (most.stepMs / least.stepMs).toFixed(1);
  return [`A step of ${most.name} takes ${ratio} times the time of one of ${least.name}.`];
}

/** Main metrics that all groups have; where there is none, losses. */
function commonMeasures(groups: readonly SeedGroup[]): Measure[] {
  const isCommon = ({ key }: Measure) =>
    groups.every(({ members }) => members.some((run) => judgementsOf(run).has(key)));
  const common = measuresOf(groups.flatMap(({ members }) => members)).filter(isCommon);
  const main = common.filter(({ isMain }) => isMain);
  return main.length > 0 ? main : common;
}

function meanText(measure: Measure, { mean, sd, n }: Spread): string {
  return sd === undefined
    ? measureText(measure, mean)
    : `${measureText(measure, mean)} ± ${measureText(measure, sd)} over ${n} seeds`;
}
