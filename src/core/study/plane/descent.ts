/**
 * The optimizers on two parameters, in float64: x' = x − step(g). The formulas are those of the table of optimizers, whose
 * kinds and parameters they take.
 */
import type { Optimizer } from '../../optimizers.ts';
import type { Pair } from './planeProblem.ts';

/** The optimizers of a plane. */
export type PlaneOptimizer = Extract<Optimizer, { readonly kind: 'sgd' | 'momentum' | 'adam' }>;

/** A function from the gradient at x to the update, x' − x. It keeps the moments of its walk. */
export function makeDescent(optimizer: PlaneOptimizer, learningRate: number): (gradient: Pair) => Pair {
  switch (optimizer.kind) {
    case 'sgd':
      return (g) => [-learningRate * g[0], -learningRate * g[1]];
    case 'momentum':
      return momentum(optimizer, learningRate);
    case 'adam':
      return adam(optimizer, learningRate);
    default:
      return optimizer satisfies never;
  }
}

/** v ← μv + g, x ← x − ηv; with Nesterov along g + μv. */
function momentum(
  { momentum: mu, nesterov }: Extract<PlaneOptimizer, { readonly kind: 'momentum' }>,
  learningRate: number,
): (gradient: Pair) => Pair {
  const velocity = [0, 0];
  const along = (i: 0 | 1, g: number) => {
    const v = mu * velocity[i]! + g;
    velocity[i] = v;
    return -learningRate * (nesterov ? g + mu * v : v);
  };
  return (g) => [along(0, g[0]), along(1, g[1])];
}

/** x ← x − η·m̂/(√v̂ + ε). */
function adam(
  { beta1, beta2, epsilon }: Extract<PlaneOptimizer, { readonly kind: 'adam' }>,
  learningRate: number,
): (gradient: Pair) => Pair {
  const [first, second] = [
    [0, 0],
    [0, 0],
  ];
  let steps = 0;
  let [c1, c2] = [1, 1];
  const along = (i: 0 | 1, g: number) => {
    const m = beta1 * first[i]! + (1 - beta1) * g;
    const v = beta2 * second[i]! + (1 - beta2) * g * g;
    first[i] = m;
    second[i] = v;
    return (-learningRate * (m / c1)) / (Math.sqrt(v / c2) + epsilon);
  };
  return (g) => {
    steps++;
    c1 = 1 - beta1 ** steps;
    c2 = 1 - beta2 ** steps;
    return [along(0, g[0]), along(1, g[1])];
  };
}
