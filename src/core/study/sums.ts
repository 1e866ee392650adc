/**
 * The weighted sums of a study, and where other methods stand to their front. Runs of one seed have the same start and the
 * same batches: a run is measured against the sums of its own seed, and seeds that disagree are said to.
 */
import type { RunSummary } from '../run/runSummary.ts';
import { sideOfFront, standings } from './rating/front.ts';
import type { SetupResult } from './results.ts';

/** Two numbers of a run, both to be minimised; nothing where one of them was not measured. */
export type CostsOf = (run: RunSummary) => readonly [number, number] | undefined;

/** Beyond an end of the front is better than all sums in one measure, and worse than that end in the other. */
export type Side = 'below' | 'on' | 'above' | 'beyond';

/** Where the seeds of a method stand: each by itself, and all of them; they are on the front where they disagree. */
export interface Standpoint {
  readonly seeds: readonly Side[];
  readonly side: Side;
}

/** Whether it is the sum of all losses with fixed weights, on one optimizer. */
export function isWeightedSum({ setup: { experiment }, alone }: SetupResult): boolean {
  return experiment.strategy.kind === 'sum' && experiment.schedule.kind === 'joint' && alone === undefined;
}

/** Where a method stands to the front of the sums; nothing before a seed of it and of all sums has ended. */
export function standpointOf(
  { runs }: Pick<SetupResult, 'runs'>,
  sums: readonly Pick<SetupResult, 'runs'>[],
  costsOf: CostsOf,
): Standpoint | undefined {
  const seeds = runs.flatMap((run): Side[] => {
    const costs = costsOf(run);
    const rivals = sums.map((sum) => sum.runs.find((one) => isPaired(one, run)));
    if (!costs || sums.length < 2 || rivals.includes(undefined)) return [];
    const front = rivals.flatMap((rival) => (rival && costsOf(rival) ? [costsOf(rival)!] : []));
    const side = sideOf(costs, front);
    return side ? [side] : [];
  });
  const [first] = seeds;
  if (first === undefined) return undefined;
  return { seeds, side: seeds.every((side) => side === first) ? first : 'on' };
}

/** The side of one point. */
function sideOf(costs: readonly [number, number], sums: readonly (readonly [number, number])[]): Side | undefined {
  const kinds = standings(sums);
  const front = sums.filter((_, i) => kinds[i]?.kind === 'front');
  const least = ([0, 1] as const).map((i) => Math.min(...front.map((point) => point[i])));
  const isBeyond = ([0, 1] as const).some((i) => {
    const other = i === 0 ? 1 : 0;
    const end = Math.min(...front.filter((point) => point[i] === least[i]).map((point) => point[other]));
    return costs[i] < least[i]! && costs[other] > end;
  });
  return isBeyond ? 'beyond' : sideOfFront(costs, sums);
}

/** Whether two runs have the same seed and the same fold. */
function isPaired(a: RunSummary, b: RunSummary): boolean {
  return a.experiment.training.seed === b.experiment.training.seed && foldOf(a) === foldOf(b);
}

/** 0 where there are no folds. */
function foldOf({ experiment: { training } }: RunSummary): number {
  return training.validateOn.kind === 'fold' ? training.validateOn.fold : 0;
}
