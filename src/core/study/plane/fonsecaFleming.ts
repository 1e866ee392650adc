/**
 * Fonseca–Fleming with n = 2: L_i = 1 − exp(−|x ∓ c|²), c = (1, 1)/√2. With s = √2·x₁ on the diagonal, the Pareto set is
 * s ∈ [−1, 1] and its front (1 − e^{−(1−s)²}, 1 − e^{−(1+s)²}), concave for |s| < 1/√2. No weights have their optimum at
 * |s| < 0.957504, where atanh s = 2s.
 */
import { group } from '../../fields.ts';
import { definePlane, type Pair, spaced } from './planeProblem.ts';

const c = Math.SQRT1_2;

/** exp(−|x − (a, a)|²). */
function bump([x, y]: Pair, a: number): number {
  return Math.exp(-((x - a) ** 2 + (y - a) ** 2));
}

/** x₁ at the optimum of equal weights: s = tanh 2s > 0, by bisection; every other weight has its own farther out. */
function reachable(): number {
  let [low, high] = [0.5, 1];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (Math.tanh(2 * middle) > middle) low = middle;
    else high = middle;
  }
  return low * c;
}

const edge = reachable();

/** The smooth front whose middle no weighted sum can reach. */
export const fonsecaFleming = definePlane({
  kind: 'fonseca-fleming',
  label: 'Fonseca–Fleming',
  help: 'The front bends outward, so that every weighted sum ends near one of its two ends. Methods that look at directions, or at the larger loss, can stop in between.',
  citation: 'Fonseca & Fleming 1995, Multiobjective genetic algorithms made easy; VLMOP2 in LibMOON',
  options: group({}),
  formulas: [
    String.raw`1-\exp\bigl(-\sum_i(x_i-\tfrac1{\sqrt2})^2\bigr)`,
    String.raw`1-\exp\bigl(-\sum_i(x_i+\tfrac1{\sqrt2})^2\bigr)`,
  ],
  view: { low: [-1.5, -1.5], high: [1.5, 1.5] },
  // From the last one the sum meets the saddle between its two optima.
  starts: [
    [0.5, -0.2],
    [-0.2, 0.6],
    [-0.6, 0.1],
    [0.6, 0.6],
    [0.3, -0.3],
  ],
  usual: { optimizer: 'sgd', learningRate: 0.05, steps: 2000 },
  lowest: () => [0, 0],
  at: (x) => {
    const [p, q] = [bump(x, c), bump(x, -c)];
    return {
      losses: [1 - p, 1 - q],
      gradients: [
        [2 * p * (x[0] - c), 2 * p * (x[1] - c)],
        [2 * q * (x[0] + c), 2 * q * (x[1] + c)],
      ],
    };
  },
  paretoSet: (count) => [spaced(c, -c, count).map((t): Pair => [t, t])],
  beyondWeights: [
    [edge, edge],
    [-edge, -edge],
  ],
});
