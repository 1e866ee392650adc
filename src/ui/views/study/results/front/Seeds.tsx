import type { FrontFrame } from './frame.ts';
import type { FrontPoint } from './points.ts';

interface SeedsProps {
  readonly points: readonly FrontPoint[];
  readonly frame: FrontFrame;
  readonly lit: number | undefined;
}

/** Every run as a small dot; those of the point that is looked at hang on it. */
export function Seeds({ points, frame, lit }: SeedsProps) {
  return (
    <g className="front-seeds">
      {points.map(({ place, seeds, mean }) => {
        if (seeds.length < 2) return null;
        const [mx, my] = frame.to(mean);
        return (
          <g key={place} className={place === lit ? 'is-lit' : undefined}>
            {seeds.map(frame.to).map(([x, y], i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: seeds keep their order
              <g key={i}>
                {place === lit && <path d={`M${mx} ${my}L${x} ${y}`} />}
                <circle cx={x} cy={y} r={1.8} />
              </g>
            ))}
          </g>
        );
      })}
    </g>
  );
}
