/** The walks as lines: their looks, what is reached at the step that is shown, and where their labels stand. */

import { strategies } from '../../../core/strategies/index.ts';
import { pairAt } from '../../../core/study/plane/ending.ts';
import type { Outing } from '../../../core/study/plane/outing.ts';
import type { Pair } from '../../../core/study/plane/planeProblem.ts';
import { type RunLook, runLooks } from '../../charts/overlay/runLook.ts';

export interface Line {
  readonly key: Outing['strategy'];
  readonly label: string;
  readonly look: RunLook;
  readonly outing: Outing;
  /** The row of the path that is shown. */
  readonly row: number;
}

/** A line for each walk, at a step. */
export function linesOf(outings: readonly Outing[], step: number): Line[] {
  const looks = runLooks(outings.map((_, i) => ({ isShown: i === 0, isBaseline: i === 1 })));
  return outings.map((outing, i) => ({
    key: outing.strategy,
    label: strategies[outing.strategy].label,
    look: looks[i]!,
    outing,
    row: rowAt(outing.path.steps, step),
  }));
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

/** The points of a path in the plane or among the losses. */
export function pointsOf({ path }: Outing, of: 'x' | 'losses'): Pair[] {
  return Array.from({ length: path.steps.length }, (_, i) => pairAt(path[of], i));
}
