/**
 * PCGrad, projecting conflicting gradients (Yu et al. 2020).
 *
 *   for each i: p = g_i; for the others j in random order: if p·g_j < 0 then p ← p − (p·g_j / |g_j|²) g_j;   d = Σ p_i
 *
 * On the Gramian: p is its coefficients c, p·g_j = (Gc)_j. Each row has its own order and is projected against the
 * original rows, never against itself (LibMTL's shuffled list contains i). The rows are summed as in the paper; LibMTL's
 * +1e-8 on |g_j|² is left out, as it changes gradients of length 1e-6 by a quarter. A zero gradient conflicts with none.
 */
import { group } from '../fields.ts';
import { dot, fill, gramianOf, scatter } from './linalg/linalg.ts';
import { defineStrategy, type Projection } from './strategy.ts';

/** d = Σ of the gradients, each projected off those that it conflicts with. */
export const pcgrad = defineStrategy({
  kind: 'pcgrad',
  label: 'PCGrad',
  family: 'gramian',
  needs: 'gramian',
  reads: 'scale',
  options: group({}),
  formula: String.raw`d=\sum_i p_i,\quad p_i\leftarrow p_i-\frac{p_i\cdot g_j}{\lVert g_j\rVert^2}\,g_j\ \text{ if } p_i\cdot g_j<0`,
  help: 'When two gradients point against each other, each drops the part that hurts the other; the rest is summed. It misleads with three losses or more: a later projection can bring an earlier conflict back, and without conflict it is just the sum.',
  sentence: () =>
    'PCGrad takes from each gradient what points against another and adds up the rest: without conflict it is the weighted sum.',
  paper: {
    authors: 'T. Yu, S. Kumar, A. Gupta, S. Levine, K. Hausman, C. Finn',
    year: 2020,
    title: 'Gradient Surgery for Multi-Task Learning',
    venue: 'NeurIPS',
    url: 'https://arxiv.org/abs/2001.06782',
  },
  init: () => null,
  weigh(measured) {
    const gramian = gramianOf(measured);
    const m = gramian.length;
    const weights = fill(m, 0);
    const projections: Projection[] = [];
    for (let i = 0; i < m; i++) {
      const c = scatter(m, [i], [1]);
      for (const j of measured.random.permutation(m)) {
        const own = gramian[j]![j]!;
        if (j === i || !(own > 0)) continue;
        const inner = dot(gramian[j]!, c);
        if (inner < 0) c[j] = c[j]! - inner / own;
      }
      for (let j = 0; j < m; j++) weights[j] = weights[j]! + c[j]!;
      projections.push({ from: scatter(m, [i], [1]), to: c });
    }
    return { weights, state: null, projections };
  },
});
