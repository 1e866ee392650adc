/** Where a method stands to the front of the weighted sums, in words. */

import type { Axes } from './axes.ts';
import type { Side, Standpoint } from './sums.ts';

const better: Readonly<Record<Side, string>> = {
  below: 'better than it',
  on: 'on it',
  above: 'worse than it',
  beyond: 'beyond its end',
};

/** Where both measures are to be low, better lies below. */
const low: Readonly<Record<Side, string>> = { ...better, below: 'below it, better', above: 'above it, worse' };

/** "above it, worse: all 3 seeds", "on it: below in 1, above in 2". */
export function sideText({ side, seeds }: Standpoint, axes: Axes): string {
  const isLow = axes.every(({ isHigherBetter }) => !isHigherBetter);
  const words = isLow ? low : better;
  const first = seeds[0];
  if (first === undefined || seeds.every((one) => one === side)) {
    const all = seeds.length === 2 ? 'both seeds' : `all ${seeds.length} seeds`;
    return seeds.length > 1 ? `${words[side]}: ${all}` : words[side];
  }
  const counts = (['below', 'beyond', 'above', 'on'] as const).flatMap((one) => {
    const count = seeds.filter((seed) => seed === one).length;
    return count > 0 ? [`${words[one].split(',')[0]?.replace(/( than)? it$/, '') ?? ''} in ${count}`] : [];
  });
  return `${words.on}: ${counts.join(', ')}`;
}
