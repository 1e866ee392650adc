/**
 * GradVac, gradient vaccine (Wang et al. 2021): PCGrad with a target for every angle, learned as a moving average.
 *
 *   for each i: p = g_i; for the others j in random order: φ = cos(p, g_j);
 *     if φ < φ̂_ij:  p ← p + |p| (φ̂√(1−φ²) − φ√(1−φ̂²)) / (|g_j| √(1−φ̂²)) · g_j      (now cos(p, g_j) = φ̂)
 *     φ̂_ij ← (1−β) φ̂_ij + βφ                                                          d = Σ p_i
 *
 * φ̂ starts at 0, so the first step is PCGrad. β is the paper's 1e-2 (LibMTL, TorchJD: 0.5); one group, all shared
 * parameters. Their ε of 1e-8 is left out: everything is done on cosines. Where it is undefined: a zero gradient, or a p
 * that projections have cancelled, has no angle and is passed over; |φ̂| is kept below 1 − 1e-12.
 */
import { group, number } from '../fields.ts';
import { cosinesOf, dot, fill, gramianOf, scatter, times } from './linalg/linalg.ts';
import { defineStrategy, type Matrix, type Projection } from './strategy.ts';

/** d = Σ of the gradients, each turned until its angles to the others reach their targets. */
export const gradvac = defineStrategy({
  kind: 'gradvac',
  label: 'GradVac',
  family: 'gramian',
  needs: 'gramian',
  reads: 'scale',
  options: group({
    beta: number({
      label: 'Averaging rate β',
      help: 'How fast the target cosines follow the observed ones; 0 keeps them at zero, which is PCGrad.',
      default: 0.01,
      min: 0,
      max: 1,
    }),
  }),
  formula: String.raw`p_i\leftarrow p_i+\frac{\lVert p_i\rVert\bigl(\hat\varphi\sqrt{1-\varphi^2}-\varphi\sqrt{1-\hat\varphi^2}\bigr)}{\lVert g_j\rVert\sqrt{1-\hat\varphi^2}}\,g_j\ \text{ if }\varphi<\hat\varphi_{ij}`,
  help: 'Like PCGrad, but also aligns gradients that agree less than they usually do. It misleads when the usual angle is obtuse: then it keeps the conflict where PCGrad would remove it.',
  sentence: () =>
    'GradVac turns gradients towards each other where they agree less than they usually do; PCGrad only removes conflict.',
  paper: {
    authors: 'Z. Wang, Y. Tsvetkov, O. Firat, Y. Cao',
    year: 2021,
    title: 'Gradient Vaccine: Investigating and Improving Multi-task Optimization in Massively Multilingual Models',
    venue: 'ICLR',
    url: 'https://arxiv.org/abs/2010.05874',
  },
  init: (count): Matrix => Array.from({ length: count }, () => fill(count, 0)),
  regroup: (state, { rows }) =>
    rows.map((i) => rows.map((j) => (i === undefined || j === undefined ? 0 : state[i]![j]!))),
  weigh(measured, state: Matrix, { beta }) {
    const { norms, cosines } = cosinesOf(gramianOf(measured));
    const m = norms.length;
    const targets = state.map((row) => [...row]);
    const total = fill(m, 0);
    const projections: Projection[] = [];
    for (let i = 0; i < m; i++) {
      // Coefficients of p on the unit gradients.
      const c = scatter(m, [i], [1]);
      for (const j of measured.random.permutation(m)) {
        if (j === i || norms[j] === 0 || norms[i] === 0) continue;
        const squared = dot(c, times(cosines, c));
        const size = c.reduce((sum, value) => sum + Math.abs(value), 0);
        if (squared <= 1e-14 * size * size) continue;
        const length = Math.sqrt(squared);
        const phi = Math.max(-1, Math.min(1, dot(cosines[j]!, c) / length));
        const target = Math.max(-1 + 1e-12, Math.min(1 - 1e-12, targets[i]![j]!));
        if (phi < target) {
          const sine = Math.sqrt(1 - target * target);
          c[j] = c[j]! + length * ((target * Math.sqrt(1 - phi * phi)) / sine - phi);
        }
        targets[i]![j] = (1 - beta) * targets[i]![j]! + beta * phi;
      }
      const from = scatter(m, [i], [1]);
      const to = norms[i] === 0 ? from : c.map((value, j) => (value === 0 ? 0 : (value * norms[i]!) / norms[j]!));
      for (let j = 0; j < m; j++) total[j] = total[j]! + to[j]!;
      projections.push({ from, to });
    }
    return { weights: total, state: targets, projections };
  },
});
