/**
 * Three of the problems of Zitzler, Deb & Thiele with n = 2: L₁ = x₁, L₂ = g·h(x₁/g, x₁) with g = 1 + 9x₂, x ∈ [0, 1]².
 * The front lies at x₂ = 0: convex (ZDT1), concave (ZDT2), in five pieces (ZDT3).
 *
 * The slope of √x₁ is infinite at 0: gradients take x₁ for 1e-9 at least.
 */
import { group } from '../../fields.ts';
import { definePlane, type Pair, type PlaneProblem, spaced } from './planeProblem.ts';

const leastX1 = 1e-9;

/** g·h and its slopes in x₁ and g. */
type Second = (x1: number, g: number) => { readonly value: number; readonly byX1: number; readonly byG: number };

const root: Second = (x1, g) => {
  const value = Math.sqrt(g * x1);
  return { value: g - value, byX1: -0.5 * Math.sqrt(g / Math.max(x1, leastX1)), byG: 1 - 0.5 * Math.sqrt(x1 / g) };
};

const square: Second = (x1, g) => ({
  value: g - (x1 * x1) / g,
  byX1: (-2 * x1) / g,
  byG: 1 + (x1 / g) ** 2,
});

const waves: Second = (x1, g) => {
  const { value, byX1, byG } = root(x1, g);
  const angle = 10 * Math.PI * x1;
  return {
    value: value - x1 * Math.sin(angle),
    byX1: byX1 - Math.sin(angle) - angle * Math.cos(angle),
    byG,
  };
};

function boxed(second: Second): Pick<PlaneProblem, 'options' | 'view' | 'starts' | 'usual' | 'box' | 'lowest' | 'at'> {
  return {
    options: group({}),
    view: { low: [-0.05, -0.05], high: [1.05, 1.05] },
    starts: [
      [0.2, 0.8],
      [0.5, 0.5],
      [0.8, 0.9],
      [0.05, 0.3],
      [0.95, 0.4],
    ],
    usual: { optimizer: 'sgd', learningRate: 0.002, steps: 2000 },
    box: { low: [0, 0], high: [1, 1] },
    // sin ≥ −1 and √ ≤ √g: L₂ > −1 in the box.
    lowest: () => [0, second === waves ? -1 : 0],
    at: (x) => {
      const { value, byX1, byG } = second(x[0], 1 + 9 * x[1]);
      return {
        losses: [x[0], value],
        gradients: [
          [1, 0],
          [byX1, 9 * byG],
        ],
      };
    },
  };
}

const citation = 'Zitzler, Deb & Thiele 2000, Comparison of Multiobjective Evolutionary Algorithms; pymoo, zdt.py';

const edge = (from: number, to: number, count: number) => spaced(from, to, count).map((x1): Pair => [x1, 0]);

/** The convex front. */
export const zdt1 = definePlane({
  ...boxed(root),
  kind: 'zdt1',
  label: 'ZDT1: a convex front',
  help: 'The front is convex, so every point of it is the optimum of some weights. x is kept in the unit square.',
  citation,
  formulas: ['x_1', String.raw`g\,\bigl(1-\sqrt{x_1/g}\bigr),\ g=1+9x_2`],
  paretoSet: (count) => [edge(0, 1, count)],
});

/** The concave front. */
export const zdt2 = definePlane({
  ...boxed(square),
  kind: 'zdt2',
  label: 'ZDT2: a concave front',
  help: 'The front is concave, so the optimum of any weights is one of its two ends. x is kept in the unit square.',
  citation,
  formulas: ['x_1', String.raw`g\,\bigl(1-(x_1/g)^2\bigr),\ g=1+9x_2`],
  paretoSet: (count) => [edge(0, 1, count)],
  beyondWeights: [
    [0, 0],
    [1, 0],
  ],
});

/** The pieces of the front at x₂ = 0: where L₂ is lower than at every smaller x₁. Found on a grid of 1e-5. */
function pieces(): readonly Pair[] {
  const found: [number, number][] = [];
  let lowest = Number.POSITIVE_INFINITY;
  let isInside = false;
  for (const x1 of spaced(0, 1, 100_001)) {
    const { value } = waves(x1, 1);
    const isBest = value < lowest;
    if (isBest) lowest = value;
    if (isBest && !isInside) found.push([x1, x1]);
    if (isBest) found.at(-1)![1] = x1;
    isInside = isBest;
  }
  return found;
}

/** The front in five pieces. */
export const zdt3 = definePlane({
  ...boxed(waves),
  kind: 'zdt3',
  label: 'ZDT3: a front in pieces',
  help: 'A wave cuts the front into five pieces, with local optima between them. x is kept in the unit square.',
  citation,
  formulas: ['x_1', String.raw`g\,\bigl(1-\sqrt{x_1/g}-\tfrac{x_1}g\sin10\pi x_1\bigr),\ g=1+9x_2`],
  paretoSet: (count) => {
    const parts = pieces();
    return parts.map(([from, to]) => edge(from, to, Math.ceil(count / parts.length)));
  },
});
