/** What the signs of the plane mean; only those that are there. */

import { outlines } from './PointMark.tsx';
import type { FrontPoint, Look } from './points.ts';

const meanings: readonly (readonly [Look, string])[] = [
  ['sum', 'weighted sum, its weights as sectors'],
  ['gradients', 'weighs by gradients'],
  ['losses', 'weighs by losses'],
];

export function Legend({ points }: { readonly points: readonly FrontPoint[] }) {
  const has = (look: Look) => points.some((point) => point.look === look);
  const hasSeeds = points.some(({ seeds }) => seeds.length > 1);
  return (
    <ul className="front-legend">
      {meanings
        .filter(([look]) => has(look))
        .map(([look, meaning]) => (
          <li key={look}>
            <svg viewBox="-8 -8 16 16" aria-hidden="true">
              {look === 'sum' ? (
                <circle className="front-sign" r={6} />
              ) : (
                <path className="front-sign" d={outlines[look]} />
              )}
            </svg>
            {meaning}
          </li>
        ))}
      {points.filter(({ look }) => look === 'sum').length > 1 && (
        <li>
          <svg viewBox="-8 -8 16 16" aria-hidden="true">
            <path className="front-sums" d="M-8 -5L8 5" />
          </svg>
          front of the sums
        </li>
      )}
      <li>
        <svg viewBox="-8 -8 16 16" aria-hidden="true">
          <path className="front-stairs" d="M-8 -5H0V5H8" />
        </svg>
        front of all
      </li>
      <li>grey: dominated</li>
      {hasSeeds && <li>small dots: the seeds</li>}
    </ul>
  );
}
