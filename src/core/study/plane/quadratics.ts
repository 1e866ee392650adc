/**
 * Three pairs of quadratics L_i = (x − u_i)ᵀA_i(x − u_i), on which it is seen whether a method lets a loss rise
 * (TorchJD, tests/trajectories). ∇L_i = 2A_i(x − u_i); the Pareto set is the x with (Σw_iA_i)x = Σw_iA_iu_i, w on the simplex.
 */
import { group } from '../../fields.ts';
import { definePlane, type Pair, type PlaneProblem, spaced } from './planeProblem.ts';

/** A symmetric 2×2 matrix: a₁₁, a₁₂, a₂₂. */
type Symmetric = readonly [number, number, number];

interface Quadratic {
  readonly matrix: Symmetric;
  readonly centre: Pair;
}

const citation = 'Quinton & Rey 2024, Jacobian Descent for Multi-Objective Optimization; TorchJD, tests/trajectories';

function times([a, b, d]: Symmetric, [x, y]: Pair): Pair {
  return [a * x + b * y, b * x + d * y];
}

function pair([first, second]: readonly [Quadratic, Quadratic]): Pick<PlaneProblem, 'options' | 'lowest' | 'at'> {
  return {
    options: group({}),
    lowest: () => [0, 0],
    at: (x) => {
      const [one, two] = [evaluate(first, x), evaluate(second, x)];
      return { losses: [one.loss, two.loss], gradients: [one.gradient, two.gradient] };
    },
  };
}

function evaluate({ matrix, centre }: Quadratic, x: Pair): { readonly loss: number; readonly gradient: Pair } {
  const away: Pair = [x[0] - centre[0], x[1] - centre[1]];
  const [p, q] = times(matrix, away);
  return { loss: away[0] * p + away[1] * q, gradient: [2 * p, 2 * q] };
}

/** The minimum of (1 − t)·L₁ + t·L₂ for t from 0 to 1. */
function minima([first, second]: readonly [Quadratic, Quadratic], count: number): Pair[] {
  return spaced(0, 1, count).map((t): Pair => {
    const mix = (a: number, b: number) => (1 - t) * a + t * b;
    const [p, q] = [times(first.matrix, first.centre), times(second.matrix, second.centre)];
    const [a, b, d] = first.matrix.map((value, i) => mix(value, second.matrix[i]!)) as [number, number, number];
    const [u, v] = [mix(p[0], q[0]), mix(p[1], q[1])];
    const determinant = a * d - b * b;
    return [(d * u - b * v) / determinant, (a * v - b * u) / determinant];
  });
}

const elementWise: [Quadratic, Quadratic] = [
  { matrix: [1, 0, 0], centre: [0, 0] },
  { matrix: [0, 0, 1], centre: [0, 0] },
];

/** L = (x₁², x₂²). */
export const elementWiseQuadratic = definePlane({
  ...pair(elementWise),
  kind: 'element-wise-quadratic',
  label: 'Two separate quadratics',
  help: 'Each loss has a parameter of its own, so nothing conflicts and one point is best for both. It shows how far methods slow down although nothing forces them to.',
  citation,
  formulas: ['x_1^2', 'x_2^2'],
  view: { low: [-5, -5], high: [5, 5] },
  starts: [
    [3, -2],
    [0, -3],
    [-4, 4],
    [-3, 4],
    [-3.5, -0.75],
  ],
  usual: { optimizer: 'sgd', learningRate: 0.075, steps: 50 },
  paretoSet: () => [[[0, 0]]],
});

const convex: [Quadratic, Quadratic] = [
  { matrix: [1, 0.2, 0.05], centre: [1, 0] },
  { matrix: [3, -0.6, 0.2], centre: [-1, 0] },
];

/** Two valleys that cross. */
export const convexQuadratic = definePlane({
  ...pair(convex),
  kind: 'convex-quadratic',
  label: 'Two valleys that cross',
  help: 'Two narrow valleys: most steps that lower one loss raise the other. It shows which methods keep both falling, and that this is slow.',
  citation,
  formulas: [
    String.raw`(x-u_1)^\top\begin{pmatrix}1&.2\\.2&.05\end{pmatrix}(x-u_1),\ u_1=(1,0)`,
    String.raw`(x-u_2)^\top\begin{pmatrix}3&-.6\\-.6&.2\end{pmatrix}(x-u_2),\ u_2=(-1,0)`,
  ],
  view: { low: [-4, -2], high: [4, 8] },
  starts: [
    [0.5, 0.5],
    [-0.3, 7],
    [0, 0],
  ],
  usual: { optimizer: 'sgd', learningRate: 0.125, steps: 200 },
  paretoSet: (count) => [minima(convex, count)],
});

const homogeneous: [Quadratic, Quadratic] = [
  { matrix: [2, -1, 2], centre: [1, 0] },
  { matrix: [20, -10, 20], centre: [-10, 0] },
];

/** One shape, ten times as steep around another point. */
export const homogeneousQuadratic = definePlane({
  ...pair(homogeneous),
  kind: 'homogeneous-quadratic',
  label: 'One shape, ten times as steep',
  help: 'Both losses have the same shape, but the second counts ten times as much. It shows which methods follow the larger gradient and which look at directions alone.',
  citation,
  formulas: [
    String.raw`(x-u_1)^\top\begin{pmatrix}2&-1\\-1&2\end{pmatrix}(x-u_1),\ u_1=(1,0)`,
    String.raw`10\,(x-u_2)^\top\begin{pmatrix}2&-1\\-1&2\end{pmatrix}(x-u_2),\ u_2=(-10,0)`,
  ],
  view: { low: [-12, -7], high: [5, 7] },
  starts: [
    [-6, 4],
    [-3, -1.5],
    [1.5, 2],
    [2.5, 5.5],
  ],
  usual: { optimizer: 'sgd', learningRate: 0.005, steps: 100 },
  paretoSet: (count) => [minima(homogeneous, count)],
});
