/** What came out of a race: who is first by mean rank, and whether it is ahead of the plain sum by more than the seeds differ. */
import { measureName } from '../../compare/measures.ts';
import { isHeard, isPenalty } from '../../losses/roles.ts';
import { counted, listText } from '../../words.ts';
import { axesOf, costsOn } from '../axes.ts';
import type { Results, SetupResult } from '../results.ts';
import { isWeightedSum, type Side, standpointOf } from '../sums.ts';
import { withMoreSeeds } from './action.ts';
import { areApart, begun, sampleText, toldMeasuresOf, valueText } from './candidates.ts';
import type { Found, StudyFinding } from './found.ts';

export function rankingFinding({ study, results }: Found): StudyFinding {
  const ranked = results.setups
    .filter(({ meanRank, final }) => meanRank !== undefined && final.size > 0)
    .sort((a, b) => (a.meanRank ?? 0) - (b.meanRank ?? 0));
  const [first, second] = ranked;
  if (!first) return { text: 'No measure is known of all that race yet.' };
  const place = `${begun(first.setup.label)} ranks first (mean rank ${(first.meanRank ?? 0).toFixed(1)} of ${ranked.length})`;
  const plain = ranked.find(isPlainSum);
  const front = frontText(results);
  const rival = plain && plain !== first ? plain : second;
  if (!rival) return { text: [`${place}.`, ...front].join(' ') };
  const rivalName = rival === plain ? 'the plain sum' : rival.setup.label;
  const { text, isClaimed } = against(first, rival, rivalName, results, study);
  const use = { kind: 'experiment', label: `Use ${first.setup.label}`, experiment: first.setup.experiment } as const;
  return { text: [`${place}${text}.`, ...front].join(' '), action: isClaimed ? use : (withMoreSeeds(study) ?? use) };
}

/** How many methods leave the front of the weighted sums, in all of their seeds; nothing where there are not two sums. */
function frontText(results: Results): string[] {
  const sums = results.setups.filter(isWeightedSum);
  const axes = axesOf(results, undefined);
  if (!axes) return [];
  const standing = results.setups.flatMap((one) => {
    const standpoint =
      one.alone === undefined && !isWeightedSum(one) ? standpointOf(one, sums, costsOn(axes)) : undefined;
    return standpoint ? [{ name: one.setup.label, side: standpoint.side }] : [];
  });
  if (standing.length === 0) return [];
  const of = (wanted: Side) => standing.filter(({ side }) => side === wanted).map(({ name }) => name);
  const [below, above] = [of('below'), of('above')];
  const plane = `the front of the weighted sums in ${listText(axes.map(measureName))}`;
  const better =
    below.length === 0
      ? `None of the ${counted(standing.length, 'method')} is better than ${plane} in all of its seeds`
      : `${shortList(below)} ${below.length === 1 ? 'is' : 'are'} better than ${plane} in all seeds`;
  return [`${better}; ${above.length} of ${standing.length} ${above.length === 1 ? 'is' : 'are'} worse in all.`];
}

/** At most three of them: "PCGrad, CAGrad and 4 more". */
function shortList(names: readonly string[]): string {
  const rest = names.length - 3;
  return rest > 1 ? listText([...names.slice(0, 3), `${rest} more`]) : listText(names);
}

/** Held against the rival, measure by measure. */
function against(
  first: SetupResult,
  rival: SetupResult,
  rivalName: string,
  results: Results,
  study: Found['study'],
): { readonly text: string; readonly isClaimed: boolean } {
  const told = toldMeasuresOf(results, study).flatMap((measure) => {
    const [one, other] = [first.final.get(measure.key), rival.final.get(measure.key)];
    if (!one || !other) return [];
    const isAhead = measure.isHigherBetter ? one.mean > other.mean : one.mean < other.mean;
    const values = `${valueText(measure, one, study)} against ${valueText(measure, other, study)}`;
    return [{ measure, one, isAhead, isApart: areApart(one, other, study), values }];
  });
  const [some] = told;
  if (!some) return { text: '', isClaimed: false };
  const sample = sampleText(some.one, study);
  const of = (list: typeof told) => listText(list.map(({ measure, values }) => `${measureName(measure)} (${values})`));
  if (told.some(({ isApart }) => isApart === undefined)) {
    const text = `; against ${rivalName} it has ${of(told)}, and with one seed each chance alone may have made the difference`;
    return { text, isClaimed: false };
  }
  const [ahead, behind] = [true, false].map((side) =>
    told.filter(({ isApart, isAhead }) => isApart && isAhead === side),
  );
  const sides = [
    ...(ahead && ahead.length > 0 ? [`ahead of ${rivalName} in ${of(ahead)}`] : []),
    ...(behind && behind.length > 0 ? [`behind ${ahead?.length ? 'it' : rivalName} in ${of(behind)}`] : []),
  ];
  if (sides.length > 0)
    return {
      text: `, by more than the ${sample} differ ${sides.join(' and ')}`,
      isClaimed: (behind ?? []).length === 0,
    };
  const what = `; its ${sample} overlap with those of ${rivalName}`;
  return { text: `${what}: no difference can be claimed from ${sample}`, isClaimed: false };
}

/** Whether it is a weighted sum with all faders alike. */
function isPlainSum(result: SetupResult): boolean {
  const heard = result.setup.experiment.losses.filter((loss) => isHeard(loss) && !isPenalty(loss));
  return isWeightedSum(result) && new Set(heard.map(({ fader }) => fader)).size === 1;
}
