/** The points of a front: of every setup the mean on both axes, with its seeds, and how it stands among the others. Pure. */

import { turned } from '../../../../../core/compare/measures.ts';
import { isOfVector } from '../../../../../core/losses/roles.ts';
import { strategies } from '../../../../../core/strategies/index.ts';
import { type Axes, meansOf, type Pair, turnedPair, valuesOf } from '../../../../../core/study/axes.ts';
import type { MeasuredBox } from '../../../../../core/study/frontBox.ts';
import { dominates, standings } from '../../../../../core/study/rating/front.ts';
import type { Results, SetupResult } from '../../../../../core/study/results.ts';
import { isWeightedSum } from '../../../../../core/study/sums.ts';

/** What a point's method looks at when it weighs: nothing, for a sum; the losses; or their gradients. */
export type Look = 'sum' | 'losses' | 'gradients';

export interface FrontPoint {
  /** Of its setup, in the plan. */
  readonly place: number;
  readonly result: SetupResult;
  readonly label: string;
  readonly look: Look;
  readonly mean: Pair;
  readonly seeds: readonly Pair[];
  readonly isDominated: boolean;
  /** Label of the first point that equals it. */
  readonly duplicateOf?: string;
  /** Of a weighted sum, the share of each loss that it trades, with its id; of another method none. */
  readonly shares: readonly { readonly lossId: string; readonly share: number }[];
}

/** Every setup with a mean on both axes, but the tasks alone. */
export function pointsOf({ setups }: Pick<Results, 'setups'>, axes: Axes): FrontPoint[] {
  const found = setups.flatMap((result, place) => {
    const mean = meansOf(result, axes);
    return mean && result.alone === undefined ? [{ result, place, mean }] : [];
  });
  const kinds = standings(found.map(({ mean }) => turnedPair(axes, mean)));
  return found.map(({ result, place, mean }, i) => {
    const { kind, duplicateOf } = kinds[i] ?? { kind: 'excluded' };
    const first = duplicateOf === undefined ? undefined : found[duplicateOf]?.result.setup.label;
    return {
      place,
      result,
      label: result.setup.label,
      look: lookOf(result),
      mean,
      seeds: result.runs.flatMap((run) => {
        const values = valuesOf(run, axes);
        return values ? [values] : [];
      }),
      isDominated: kind !== 'front',
      ...(first !== undefined && { duplicateOf: first }),
      shares: isWeightedSum(result) ? sharesOf(result) : [],
    };
  });
}

function lookOf(result: SetupResult): Look {
  if (isWeightedSum(result)) return 'sum';
  const { needs } = strategies[result.setup.experiment.strategy.kind];
  return needs === 'gramian' || needs === 'jacobian' ? 'gradients' : 'losses';
}

function sharesOf({ setup: { experiment } }: SetupResult): FrontPoint['shares'] {
  const traded = experiment.losses.filter((loss) => isOfVector(loss, experiment.strategy));
  const total = traded.reduce((sum, { fader }) => sum + fader, 0);
  return traded.map(({ id, fader }) => ({ lossId: id, share: total > 0 ? fader / total : 0 }));
}

/** How many of the points this one dominates, and how many dominate it. */
export function dominanceOf(
  { mean }: FrontPoint,
  points: readonly FrontPoint[],
  axes: Axes,
): { readonly below: number; readonly above: number } {
  const own = turnedPair(axes, mean);
  const others = points.map((point) => turnedPair(axes, point.mean));
  return {
    below: others.filter((other) => dominates(own, other)).length,
    above: others.filter((other) => dominates(other, own)).length,
  };
}

/** The points that nothing dominates, each once, from the left. */
export function frontOf(points: readonly FrontPoint[]): FrontPoint[] {
  return points
    .filter(({ isDominated, duplicateOf }) => !isDominated && duplicateOf === undefined)
    .toSorted((a, b) => a.mean[0] - b.mean[0]);
}

/** The front of the weighted sums among themselves, from the left: no other method takes a point from it. */
export function sumsFrontOf(points: readonly FrontPoint[], axes: Axes): FrontPoint[] {
  const sums = points.filter(({ look }) => look === 'sum');
  const kinds = standings(sums.map(({ mean }) => turnedPair(axes, mean)));
  return sums
    .filter((_, i) => kinds[i]?.kind === 'front' && kinds[i]?.duplicateOf === undefined)
    .toSorted((a, b) => a.mean[0] - b.mean[0]);
}

/** The corners of the region that a front dominates within its box, from its first point to its last, as values. */
export function staircaseOf(front: readonly Pair[], axes: Axes): Pair[] {
  const costs = front.map((point) => turnedPair(axes, point)).toSorted((a, b) => a[0] - b[0]);
  return costs
    .flatMap((point, i): Pair[] => {
      const before = costs[i - 1];
      return before ? [[point[0], before[1]], point] : [point];
    })
    .map((corner) => turnedPair(axes, corner));
}

/** How far the plane shows beyond the ideal, in sides of the box. */
const shownSides = 1.5;

/** Whether a point is so near the box that it is drawn on linear axes; one that ran away would press all others together. */
export function isNear(
  point: Pair,
  { ideal, reference }: Pick<MeasuredBox, 'ideal' | 'reference'>,
  axes: Axes,
): boolean {
  return ([0, 1] as const).every((i) => {
    const [low, high] = [ideal[i], reference[i]].map((value) => turned(axes[i], value ?? Number.NaN));
    return !(turned(axes[i], point[i]) > low! + shownSides * (high! - low!));
  });
}
