/** What a step of a method costs, as a multiple of a step of the plain sum. */
import type { SetupResult } from './results.ts';

/**
 * The median of the method's milliseconds a step over that of all weighted sums, whose steps are the same work: one run
 * beside which the machine was busy with other things moves neither. Nothing where no sum or no run of it was timed.
 */
export function stepCost(
  result: Pick<SetupResult, 'runs'>,
  sums: readonly Pick<SetupResult, 'runs'>[],
): number | undefined {
  const [own, sum] = [median(timesOf(result)), median(sums.flatMap(timesOf))];
  return own !== undefined && sum !== undefined && sum > 0 ? own / sum : undefined;
}

function timesOf({ runs }: Pick<SetupResult, 'runs'>): number[] {
  return runs.flatMap(({ stepMs }) => stepMs ?? []);
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
