/**
 * The toy of CAGrad (toy.py), which Nash-MTL and FAMO took over with L₁ ten times smaller (experiments/toy/problem.py).
 * Above x₂ = 0 two logarithmic valleys, below it two bowls, blended by tanh.
 *
 * The Pareto set is where the gradients oppose each other, below the kink with |x₁| ≤ 7; it bows from x₂ = −8.3551 at
 * x₁ = 0 to −8.4345 at ±7, where the papers draw a straight line. `max` passes the gradient on both sides of the kink, as
 * torch.clamp does.
 */
import { group, number } from '../../fields.ts';
import { definePlane, type Pair, spaced } from './planeProblem.ts';

/** What the argument of the logarithms is at least. */
const least = 5e-6;

interface Part {
  readonly value: number;
  readonly gradient: Pair;
}

/** ln max(|a|, least) + 6. */
function valley(a: number, gradient: Pair): Part {
  const size = Math.abs(a);
  if (size < least) return { value: Math.log(least) + 6, gradient: [0, 0] };
  return { value: Math.log(size) + 6, gradient: [gradient[0] / a, gradient[1] / a] };
}

/** ((x₁ − centre)² + 0.1(x₂ + 8)²)/10 − 20. */
function bowl([x, y]: Pair, centre: number): Part {
  return {
    value: ((x - centre) ** 2 + 0.1 * (y + 8) ** 2) / 10 - 20,
    gradient: [(x - centre) / 5, (y + 8) / 50],
  };
}

/** max(t, 0) with t = ±tanh(x₂/2): how much of the upper or the lower half counts, and its slope in x₂. */
function blend(t: number, sign: 1 | -1): { readonly share: number; readonly slope: number } {
  return t >= 0 ? { share: t, slope: 0.5 * sign * (1 - t * t) } : { share: 0, slope: 0 };
}

/** Both losses at scale 1. */
function parts(x: Pair): readonly [Part, Part] {
  const [x1, x2] = x;
  const bend = Math.tanh(x2);
  const slope = 1 - bend * bend;
  const upper = [
    valley(0.5 * (-x1 - 7) + bend, [-0.5, slope]),
    valley(0.5 * (-x1 + 3) - bend + 2, [-0.5, -slope]),
  ] as const;
  const lower = [bowl(x, 7), bowl(x, -7)] as const;
  const half = Math.tanh(0.5 * x2);
  const c1 = blend(half, 1);
  const c2 = blend(-half, -1);
  const mixed = (l: Part, q: Part): Part => ({
    value: l.value * c1.share + q.value * c2.share,
    gradient: [
      l.gradient[0] * c1.share + q.gradient[0] * c2.share,
      l.gradient[1] * c1.share + l.value * c1.slope + q.gradient[1] * c2.share + q.value * c2.slope,
    ],
  });
  return [mixed(upper[0], lower[0]), mixed(upper[1], lower[1])];
}

/** det(∇L₁, ∇L₂): zero where they are parallel. */
function turn(x: Pair): number {
  const [{ gradient: g }, { gradient: h }] = parts(x);
  return g[0] * h[1] - g[1] * h[0];
}

/** The x₂ between −9 and −8 at which the gradients are parallel, by bisection. */
function opposedAt(x1: number): number {
  let [low, high] = [-9, -8];
  const side = Math.sign(turn([x1, low]));
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (Math.sign(turn([x1, middle])) === side) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** CAGrad's toy, at the scale of L₁ that is set: 1 in CAGrad, 0.1 in Nash-MTL and FAMO. */
export const cagradToy = definePlane({
  kind: 'cagrad-toy',
  label: "CAGrad's toy",
  help: 'Two deep valleys lead to a curved front. With the published rate the plain sum is stuck in a valley from some starts; at a rate ten times larger it arrives from all of them.',
  citation: 'Liu et al. 2021, CAGrad, toy.py; Navon et al. 2022 and Liu et al. 2023, experiments/toy',
  options: group({
    scale: number({
      label: 'Scale of L₁',
      help: '1 in CAGrad, 0.1 in Nash-MTL and FAMO. It moves no Pareto point, but the point that the sum prefers.',
      default: 1,
      min: 0.01,
      max: 10,
      scale: 'log',
    }),
  }),
  formulas: [
    String.raw`s\,\bigl(\ell_1\max(\tanh\tfrac{x_2}2,0)+q_1\max(\tanh\tfrac{-x_2}2,0)\bigr)`,
    String.raw`\ell_2\max(\tanh\tfrac{x_2}2,0)+q_2\max(\tanh\tfrac{-x_2}2,0)`,
  ],
  view: { low: [-11, -11], high: [11, 11] },
  starts: [
    [-8.5, 7.5],
    [0, 0],
    [9, 9],
    [-7.5, -0.5],
    [9, -1],
  ],
  usual: { optimizer: 'adam', learningRate: 1e-3, steps: 50_000 },
  lowest: ({ scale }) => [-21 * scale, -21],
  at: (x, { scale }) => {
    const [first, second] = parts(x);
    return {
      losses: [scale * first.value, second.value],
      gradients: [[scale * first.gradient[0], scale * first.gradient[1]], second.gradient],
    };
  },
  paretoSet: (count) => [spaced(7, -7, count).map((x1): Pair => [x1, opposedAt(x1)])],
});
