/** The walks as lines: their looks, and what is reached at the step that is shown. */
import { type StrategyKind, strategies } from '../../../core/strategies/index.ts';
import type { Outing } from '../../../core/study/plane/outing.ts';
import type { Leg } from '../../../core/study/plane/tour.ts';
import { type RunLook, runLooks } from '../../charts/overlay/runLook.ts';

export interface Line {
  readonly key: string;
  readonly strategy: StrategyKind;
  /** Beside the line; empty where its look alone tells it. */
  readonly label: string;
  readonly look: RunLook;
  readonly outing: Outing;
  /** The row of the path that is shown. */
  readonly row: number;
  /** Behind the others. */
  readonly isFaint: boolean;
}

/** A line for each walk, at a step. */
export function linesOf(outings: readonly Outing[], step: number): Line[] {
  const lookOf = looksOf(outings.map(({ strategy }) => strategy));
  return outings.map((outing) => ({
    key: outing.strategy,
    strategy: outing.strategy,
    label: strategies[outing.strategy].label,
    look: lookOf(outing.strategy),
    outing,
    row: rowAt(outing.path.steps, step),
    isFaint: false,
  }));
}

/** A line for each leg of a tour, at a step; those of one strategy look alike, and may stand before the others. */
export function tourLines(
  legs: readonly Leg[],
  kinds: readonly StrategyKind[],
  step: number,
  emphasised: StrategyKind | undefined,
): Line[] {
  const lookOf = looksOf(kinds);
  return legs.map((leg) => ({
    key: `${leg.strategy}-${leg.start}`,
    strategy: leg.strategy,
    label: '',
    look: lookOf(leg.strategy),
    outing: leg,
    row: rowAt(leg.path.steps, step),
    isFaint: emphasised !== undefined && emphasised !== leg.strategy,
  }));
}

/** The look of each strategy among those that walk. */
export function looksOf(kinds: readonly StrategyKind[]): (kind: StrategyKind) => RunLook {
  const looks = runLooks(kinds.map((_, i) => ({ isShown: i === 0, isBaseline: i === 1 })));
  return (kind) => looks[kinds.indexOf(kind)]!;
}

/** The last row at or before a step; 0 before the first. */
export function rowAt(steps: Int32Array, step: number): number {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (steps[middle]! <= step) low = middle;
    else high = middle - 1;
  }
  return low;
}
