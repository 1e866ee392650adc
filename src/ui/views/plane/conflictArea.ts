/** Where the gradients of two losses point against each other, as the d of an area of cells. */
import type { Box, Pair } from '../../../core/study/plane/planeProblem.ts';
import { type Frame, placeText } from './frame.ts';

/** Cells along a side. */
const cells = 100;

/** Runs of cells whose middles have g·h < 0, a row after the other. */
export function conflictArea(
  gradientsAt: (x: Pair) => readonly [Pair, Pair],
  { low, high }: Box,
  { to }: Frame,
): string {
  const corner = (i: number, j: number): Pair => [
    low[0] + ((high[0] - low[0]) * i) / cells,
    low[1] + ((high[1] - low[1]) * j) / cells,
  ];
  const conflicts = (i: number, j: number) => {
    const [g, h] = gradientsAt(corner(i + 0.5, j + 0.5));
    return g[0] * h[0] + g[1] * h[1] < 0;
  };
  let text = '';
  for (let j = 0; j < cells; j++) {
    let from: number | undefined;
    for (let i = 0; i <= cells; i++) {
      const isIn = i < cells && conflicts(i, j);
      if (isIn) from ??= i;
      else if (from !== undefined) {
        const corners = [corner(from, j), corner(i, j), corner(i, j + 1), corner(from, j + 1)];
        text += `M${corners.map((one) => placeText(to(one))).join('L')}Z`;
        from = undefined;
      }
    }
  }
  return text;
}
