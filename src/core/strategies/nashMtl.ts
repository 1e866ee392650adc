/**
 * Nash-MTL (Navon et al. 2022): the Nash bargaining solution, the update that maximises the product of what each loss gains.
 *
 *   Gα = 1/α elementwise, α > 0,   d = Jᵀα,   then |d| is clipped to maxNorm
 *
 * Between two measurements α stays and |d| is clipped at every step, as in the authors' code.
 *
 * Solved by Newton's method to rounding (see balance.ts), where the authors' code, LibMTL and TorchJD iterate a convex
 * approximation that starts at the previous α (at first 1). That approximation is unbounded below if the start would make
 * some loss rise and a recession direction lowers its cost; all three then keep the previous α. So does this, as their
 * published runs contain it; `Always solve` turns it off. |Jᵀα| is √m by itself. Where it is undefined: zero gradients get
 * the weight zero; at a Pareto-stationary point (no solution) α is bounded and d is nearly zero.
 */
import { flag, group, number } from '../fields.ts';
import { minimiseQuadratic } from './linalg/activeSet.ts';
import { solveBalance } from './linalg/balance.ts';
import { cosinesOf, dot, fill, gramianOf, submatrix, times } from './linalg/linalg.ts';
import { defineStrategy, type Matrix } from './strategy.ts';

/** d = Jᵀα with Gα = 1/α. */
export const nashMtl = defineStrategy({
  kind: 'nash-mtl',
  label: 'Nash-MTL',
  family: 'gramian',
  needs: 'gramian',
  reads: 'scale',
  options: group({
    maxNorm: number({
      label: 'Longest update',
      help: 'The update is cut to this length; 0 leaves it as it is.',
      default: 1,
      min: 0,
      max: 100,
    }),
    alwaysSolve: flag({
      label: 'Always solve',
      help: 'Solves anew even where the published code keeps the previous weights.',
      default: false,
    }),
  }),
  formula: String.raw`d=J^\top\alpha,\quad JJ^\top\alpha=1/\alpha`,
  help: 'Treats the losses as players who bargain: every loss gains the same in proportion to its weight, and units cancel. It misleads through its length: the update is as long far from the optimum as near it, so the learning rate has to fall.',
  sentence: () =>
    'Nash-MTL maximises the product of what each loss gains, so in shared layers the units of a loss do not count.',
  paper: {
    authors: 'A. Navon, A. Shamsian, I. Achituve, H. Maron, K. Kawaguchi, G. Chechik, E. Fetaya',
    year: 2022,
    title: 'Multi-Task Learning as a Bargaining Game',
    venue: 'ICML',
    url: 'https://arxiv.org/abs/2202.01017',
  },
  longest: ({ maxNorm }) => maxNorm,
  init: (count): readonly number[] => fill(count, 1),
  regroup: (state, { rows }) => rows.map((row) => (row === undefined ? 1 : state[row]!)),
  weigh(measured, previous: readonly number[], { maxNorm, alwaysSolve }) {
    const split = cosinesOf(gramianOf(measured));
    const { norms, cosines, alive } = split;
    if (alive.length === 0) return { weights: fill(norms.length, 0), state: previous };
    const lengths = alive.map((i) => norms[i]!);
    const before = alive.map((i) => previous[i]! * norms[i]!);
    const keeps = !alwaysSolve && isUnbounded(submatrix(cosines, alive), lengths, before);
    const alpha = keeps ? previous : solveBalance(split, 1, measured.precision);
    const y = alpha.map((value, i) => value * norms[i]!);
    const length = Math.sqrt(Math.max(dot(y, times(cosines, y)), 0));
    const cut = maxNorm > 0 && length > maxNorm ? maxNorm / length : 1;
    const weights = alpha.map((value, i) => (norms[i] === 0 ? 0 : value * cut));
    // A gradient that is zero now starts afresh when it comes back.
    const kept = alpha.map((value, i) => (norms[i] === 0 ? 0 : value));
    return { weights, kept, state: alpha.map((value) => value || 1) };
  },
});

/**
 * Whether the convex approximation at y (cosine-scaled α) has no minimum: its cost c = G1 + 1/α + G(1/Gα) is not of the
 * form λ + Gμ with λ, μ ≥ 0, the dual of the feasible set's recession cone {r ≥ 0, Gr ≥ 0}.
 */
function isUnbounded(C: Matrix, lengths: readonly number[], y: readonly number[]): boolean {
  const gains = times(C, y);
  if (gains.every((gain) => gain > 0)) return false;
  if (gains.some((gain) => gain === 0)) return true;
  const pulled = times(
    C,
    gains.map((gain, i) => lengths[i]! + 1 / gain),
  );
  const cost = pulled.map((value, i) => value + 1 / y[i]!);
  if (cost.length === 2) {
    // The cone then lies between (−cos, 1) and (1, −cos): the cosine is negative where a gain is.
    const cosine = C[0]![1]!;
    const [first, second] = [cost[1]! - cosine * cost[0]!, cost[0]! - cosine * cost[1]!];
    return Math.min(first, second) < -1e-8 * Math.hypot(1, cosine) * Math.hypot(cost[0]!, cost[1]!);
  }
  const columns = [...C.map((row, i) => row.map((_, j) => (i === j ? 1 : 0))), ...C];
  const Q = columns.map((u) => columns.map((v) => dot(u, v)));
  const x = minimiseQuadratic(
    Q,
    columns.map((u) => -dot(u, cost)),
  );
  const rest = cost.map((value, i) => value - columns.reduce((total, u, k) => total + x[k]! * u[i]!, 0));
  return dot(rest, rest) > 1e-16 * dot(cost, cost);
}
