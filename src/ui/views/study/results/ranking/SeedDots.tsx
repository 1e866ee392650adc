/** What each seed came to, on a scale that all rows of the column share. What is off the scale is hollow at its end. */
import type { Pair } from '../../../../../core/study/axes.ts';

const width = 72;
const radius = 2.6;

interface SeedDotsProps {
  readonly values: readonly number[];
  readonly scale: Pair;
}

export function SeedDots({ values, scale: [low, high] }: SeedDotsProps) {
  const place = (value: number) => {
    const share = high > low ? (value - low) / (high - low) : 0.5;
    return radius + 1 + Math.min(1, Math.max(0, share)) * (width - 2 * radius - 2);
  };
  return (
    <svg className="ranking-dots" viewBox={`0 0 ${width} 8`} aria-hidden="true">
      <path d={`M0 4h${width}`} />
      {values.map((value, i) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: seeds keep their order, and may have equal values
          key={i}
          className={value < low || value > high ? 'is-off' : undefined}
          cx={place(value)}
          cy={4}
          r={radius}
        />
      ))}
    </svg>
  );
}

/** The scale of a column: from the best value to the worst but for the worst tenth, which would press all others together. */
export function scaleOf(values: readonly number[], isHigherBetter: boolean): Pair {
  const sorted = values.toSorted((a, b) => a - b);
  const cut = Math.floor(sorted.length / 10);
  const kept = isHigherBetter ? sorted.slice(cut) : sorted.slice(0, sorted.length - cut);
  return [kept[0] ?? 0, kept.at(-1) ?? 1];
}
