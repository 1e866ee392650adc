/** The two measures on the axes of a front, and the numbers of a setup on them. */
import { type Measure, measureName, turned } from '../compare/measures.ts';
import type { RunSummary } from '../run/runSummary.ts';
import { lastValue, type Results, type SetupResult } from './results.ts';

export type Axes = readonly [Measure, Measure];
export type Pair = readonly [number, number];

/** The measures of those keys, or two losses of different heads; nothing where there are not two measures. */
export function axesOf(
  { measures }: Pick<Results, 'measures'>,
  keys: readonly [string, string] | undefined,
): Axes | undefined {
  const [x, y] = (keys ?? []).map((key) => measures.find((measure) => measure.key === key));
  if (x && y) return [x, y];
  const ordered = measures.toSorted((a, b) => Number(a.metric !== undefined) - Number(b.metric !== undefined));
  const [first] = ordered;
  const second = ordered.find((one) => one.lossId !== first?.lossId) ?? ordered[1];
  return first && second ? [first, second] : undefined;
}

/** The same point as costs, the lower the better; of costs the values. */
export function turnedPair(axes: Axes, [x, y]: Pair): Pair {
  return [turned(axes[0], x), turned(axes[1], y)];
}

/** What a run measured on both axes. */
export function valuesOf(run: RunSummary, axes: Axes): Pair | undefined {
  const [x, y] = axes.map((measure) => lastValue(run, measure));
  return x === undefined || y === undefined ? undefined : [x, y];
}

/** The same as costs. */
export function costsOn(axes: Axes): (run: RunSummary) => Pair | undefined {
  return (run) => {
    const values = valuesOf(run, axes);
    return values && turnedPair(axes, values);
  };
}

/** The means of a setup over its runs. */
export function meansOf({ final }: Pick<SetupResult, 'final'>, axes: Axes): Pair | undefined {
  const [x, y] = axes.map(({ key }) => final.get(key)?.mean);
  return x === undefined || y === undefined ? undefined : [x, y];
}

/** "cross-entropy of colour ↓": what is measured, and which way is better. */
export function axisText(measure: Measure): string {
  return `${measureName(measure)} ${measure.isHigherBetter ? '↑' : '↓'}`;
}
