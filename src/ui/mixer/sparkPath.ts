/** A line of means in a small box: enough to see where a loss goes. */

import { meanOf } from '../charts/rows.ts';

const points = 48;

/** SVG path through the means of at most 48 equal stretches of the finite values, from the top (largest) to the bottom. */
export function sparkPath(values: Float32Array, width: number, height: number): string {
  const count = Math.min(points, values.length);
  const means: number[] = [];
  for (let p = 0; p < count; p++) {
    const mean = meanOf(values, Math.floor((p * values.length) / count), Math.floor(((p + 1) * values.length) / count));
    if (mean !== undefined) means.push(mean);
  }
  if (means.length < 2) return '';
  const low = Math.min(...means);
  const span = Math.max(...means) - low || 1;
  return means
    .map((mean, i) => {
      const x = (i / (means.length - 1)) * width;
      const y = 1 + (1 - (mean - low) / span) * (height - 2);
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
