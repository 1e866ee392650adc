/** What came out of varying numbers: which value is best by which measure, and whether one is good for all. */
import type { Measure } from '../../compare/measures.ts';
import { counted, listText } from '../../words.ts';
import { distinctNumbers, numberOf, type VariedNumber } from '../curve/variedNumber.ts';
import type { SetupResult } from '../results.ts';
import { beyondEnd, takeOf, withMoreSeeds } from './action.ts';
import {
  areApart,
  begun,
  type Judged,
  judgedBy,
  measuredText,
  nameOf,
  sampleText,
  toldMeasuresOf,
} from './candidates.ts';
import type { Found, StudyFinding } from './found.ts';

/** By one measure: the best, and all that do not differ from it by more than chance makes them, itself among them. */
interface Told {
  readonly measure: Measure;
  readonly best: Judged;
  readonly alike: readonly SetupResult[];
}

export function sweepFinding(found: Found, numbers: readonly VariedNumber[]): StudyFinding {
  const { study, results } = found;
  const told = toldMeasuresOf(results, study).flatMap((measure): Told[] => {
    const ranked = judgedBy(measure, results.setups);
    const [best] = ranked;
    if (!best) return [];
    const alike = ranked.filter(({ spread }) => areApart(best.spread, spread, study) !== true);
    return [{ measure, best, alike: alike.map(({ result }) => result) }];
  });
  const [first] = told;
  if (!first) return { text: '' };
  const name = (result: SetupResult) => nameOf(result, study, numbers);
  const bests = bestsText(told, found, name);
  const sample = sampleText(first.best.spread, study);
  if (told.some(({ best }) => best.spread.n === 1)) {
    const more = withMoreSeeds(study);
    const text = `${bests}: with ${sample} each, chance alone may have made the difference.`;
    return { text, ...(more && { action: more }) };
  }
  const inAll = first.alike.filter((result) => told.every(({ alike }) => alike.includes(result)));
  if (inAll.length === results.setups.length) {
    const text = `${bests}, but all differ by less than the ${sample} do: no difference can be claimed.`;
    return { text, action: withMoreSeeds(study) ?? takeOf(study, first.best.result.setup, name(first.best.result)) };
  }
  const isOneBest = told.every(({ best }) => best.result === first.best.result);
  if (isOneBest) return oneBest(found, numbers, first.best.result, inAll, name, { bests, sample });
  const [shared] = byRank(inAll);
  if (shared) {
    const text = `${bests}, but ${name(shared)} is behind none of them by more than the ${sample} differ: one choice is good for all.`;
    return { text, action: takeOf(study, shared.setup, name(shared)) };
  }
  const [middle] = byRank(results.setups);
  const text = `${bests}, by more than the ${sample} differ: there is a trade-off.`;
  return { text, ...(middle && { action: takeOf(study, middle.setup, name(middle)) }) };
}

type Name = (result: SetupResult) => string;

/** "a = 0.35 is best for accuracy of colour (0.9 ± 0.01), a = 0.65 for accuracy of size (0.8 ± 0.02)". */
function bestsText(told: readonly Told[], { study }: Found, name: Name): string {
  const winners = [...new Set(told.map(({ best }) => best.result))];
  const texts = winners.map((winner, i) => {
    const measures = told.filter(({ best }) => best.result === winner);
    const values = measures.map(({ measure, best }) => measuredText(measure, best.spread, study));
    return `${name(winner)} ${i === 0 ? 'is best for' : 'for'} ${listText(values)}`;
  });
  return begun(texts.join(', '));
}

/** One value that is best by all measures: whether it is so by more than chance, and whether it stands at an end. */
function oneBest(
  { study, plan }: Found,
  numbers: readonly VariedNumber[],
  best: SetupResult,
  inAll: readonly SetupResult[],
  name: Name,
  { bests, sample }: { readonly bests: string; readonly sample: string },
): StudyFinding {
  const others = inAll.filter((result) => result !== best);
  const use = takeOf(study, best.setup, name(best));
  const names = others.length > 3 ? counted(others.length, 'other') : listText(others.map(name));
  const claim =
    others.length === 0
      ? `by more than the ${sample} differ`
      : `though ${names} ${others.length === 1 ? 'differs' : 'differ'} from it by less than the ${sample} do`;
  const [varied, ...more] = numbers;
  const value = varied && more.length === 0 ? numberOf(best.setup, varied) : undefined;
  const beyond = varied && value !== undefined ? beyondEnd(study, plan, varied, value) : undefined;
  if (!beyond || !varied) return { text: `${bests}, ${claim}.`, action: use };
  const side = value === distinctNumbers(plan.setups, varied)[0] ? 'smallest' : 'largest';
  return { text: `${bests}, ${claim}. It is the ${side} that was tried: a better one may lie beyond.`, action: beyond };
}

/** The best mean rank first. */
function byRank(results: readonly SetupResult[]): SetupResult[] {
  const rank = ({ meanRank = Number.POSITIVE_INFINITY }: SetupResult) => meanRank;
  return [...results].sort((a, b) => rank(a) - rank(b));
}
