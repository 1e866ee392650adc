/** What came out of a race: who is first by mean rank, and whether it is ahead of the plain sum by more than the seeds differ. */
import { measureName } from '../../compare/measures.ts';
import { isHeard, isPenalty } from '../../losses/roles.ts';
import { listText } from '../../words.ts';
import type { Results, SetupResult } from '../results.ts';
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
  const rival = plain && plain !== first ? plain : second;
  if (!rival) return { text: `${place}.` };
  const rivalName = rival === plain ? 'the plain sum' : rival.setup.label;
  const { text, isClaimed } = against(first, rival, rivalName, results, study);
  const use = { kind: 'experiment', label: `Use ${first.setup.label}`, experiment: first.setup.experiment } as const;
  return { text: `${place}${text}.`, action: isClaimed ? use : (withMoreSeeds(study) ?? use) };
}

/** Held against the rival, measure by measure. */
function against(
  first: SetupResult,
  rival: SetupResult,
  rivalName: string,
  results: Results,
  study: Found['study'],
): { readonly text: string; readonly isClaimed: boolean } {
  const told = toldMeasuresOf(results).flatMap((measure) => {
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

/** Whether it is the sum of all losses, all faders alike. */
export function isPlainSum({ setup: { experiment }, alone }: SetupResult): boolean {
  const { strategy, schedule, losses } = experiment;
  const faders = losses.filter((loss) => isHeard(loss) && !isPenalty(loss)).map(({ fader }) => fader);
  const isSum = strategy.kind === 'sum' && schedule.kind === 'joint' && alone === undefined;
  return isSum && new Set(faders).size === 1;
}
