/** From a box of numbers to a drawing of `side` × `side` units, and back. Up is up. */
import type { Box, Pair } from '../../../core/study/plane/planeProblem.ts';

export const side = 300;

export interface Frame {
  readonly to: (point: Pair) => Pair;
  readonly from: (place: Pair) => Pair;
}

export function frameOf({ low, high }: Box): Frame {
  const width = high[0] - low[0];
  const height = high[1] - low[1];
  return {
    to: ([x, y]) => [((x - low[0]) / width) * side, side - ((y - low[1]) / height) * side],
    from: ([u, v]) => [low[0] + (u / side) * width, low[1] + ((side - v) / side) * height],
  };
}

/** Within reach of the drawing, where a walk that ran away has left it; what is no number lies far below. */
export function withinReach(place: Pair): Pair {
  const kept = (value: number) => (Number.isNaN(value) ? -reach : Math.min(reach, Math.max(-reach, value)));
  return [kept(place[0]), kept(place[1])];
}

const reach = 30 * side;

/** Rounded to a tenth of a unit: paths stay short. */
export function placeText([u, v]: Pair): string {
  return `${Math.round(10 * u) / 10} ${Math.round(10 * v) / 10}`;
}

/** The d of a line through points. */
export function lineText(points: readonly Pair[], { to }: Frame): string {
  return points.map((point, i) => `${i === 0 ? 'M' : 'L'}${placeText(to(point))}`).join('');
}

/** The box with a margin around points. */
export function boxAround(points: readonly Pair[], share = 0.08): Box {
  const extent = (i: 0 | 1) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const point of points) {
      low = Math.min(low, point[i]);
      high = Math.max(high, point[i]);
    }
    const margin = share * (high - low) || 1;
    return [low - margin, high + margin] as const;
  };
  const [x, y] = [extent(0), extent(1)];
  return { low: [x[0], y[0]], high: [x[1], y[1]] };
}
