/** The rows of the ranking, in order. Pure. */
import { isOfVector } from '../../../../../core/losses/roles.ts';
import type { SetupResult } from '../../../../../core/study/results.ts';
import { isWeightedSum } from '../../../../../core/study/sums.ts';
import type { ResultsView, SortColumn } from '../resultsState.ts';

export type RankingRow =
  /** A method, the plain sum, or one of the open sums. */
  | { readonly kind: 'method'; readonly result: SetupResult; readonly isMember: boolean }
  /** All sums with other weights; the best of them by mean rank stands for them. */
  | { readonly kind: 'sums'; readonly count: number; readonly result: SetupResult }
  /** A task by itself: what the others are measured against. */
  | { readonly kind: 'alone'; readonly result: SetupResult };

/** What a result is sorted by; nothing sorts it last. */
export type SortValue = (result: SetupResult, by: SortColumn) => number | string | undefined;

export function rankingRows(
  setups: readonly SetupResult[],
  sortValue: SortValue,
  { sorting, showsSums }: Pick<ResultsView, 'sorting' | 'showsSums'>,
): RankingRow[] {
  const order = (a: SetupResult, b: SetupResult) =>
    compare(sortValue(a, sorting.by), sortValue(b, sorting.by), sorting.isDescending);
  const alone = setups.filter((result) => result.alone !== undefined);
  const sums = setups.filter((result) => isWeightedSum(result) && !isPlain(result));
  const [best, second] = sums.toSorted((a, b) => (a.meanRank ?? Infinity) - (b.meanRank ?? Infinity));
  const isFolded = best !== undefined && second !== undefined;
  const single = setups.filter((result) => !alone.includes(result) && !(isFolded && sums.includes(result)));
  const heads = isFolded ? [...single, best] : single;
  return [
    ...heads.toSorted(order).flatMap((result): RankingRow[] => {
      if (!isFolded || result !== best) return [{ kind: 'method', result, isMember: false }];
      const members = showsSums ? sums.toSorted(order) : [];
      return [
        { kind: 'sums', count: sums.length, result },
        ...members.map((member): RankingRow => ({ kind: 'method', result: member, isMember: true })),
      ];
    }),
    ...alone.map((result): RankingRow => ({ kind: 'alone', result })),
  ];
}

/** Whether all losses that are traded have the same fader. */
function isPlain({ setup: { experiment } }: SetupResult): boolean {
  const faders = experiment.losses.filter((loss) => isOfVector(loss, experiment.strategy)).map(({ fader }) => fader);
  return faders.every((fader) => fader === faders[0]);
}

function compare(a: number | string | undefined, b: number | string | undefined, isDescending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');
  return isDescending ? -order : order;
}
