/**
 * Aligned-MTL (Senushkin et al. 2023): stretches the gradients until they are orthogonal and of equal length, so that the
 * system of gradients is perfectly conditioned.
 *
 *   G = VΛVᵀ,   w = √s · V Λ^(−1/2) Vᵀ p,   s = the smallest (min), median or mean (rmse) of the kept λ
 *
 * p is the preference (equal: 1/m each, TorchJD's mean; LibMTL sums, m times as long). Eigenvalues up to λ_max·m·ε are
 * rounding and dropped. The lower of two medians is taken, as in TorchJD. Where it is undefined: all gradients zero gives p.
 */
import { choice, group } from '../fields.ts';
import { dot, fill, gramianOf, significantEigen, sum } from './linalg/linalg.ts';
import { defineStrategy } from './strategy.ts';

/** d = Jᵀ √s V Λ^(−1/2) Vᵀ p. */
export const alignedMtl = defineStrategy({
  kind: 'aligned-mtl',
  label: 'Aligned-MTL',
  family: 'gramian',
  needs: 'gramian',
  reads: 'preference',
  options: group({
    scale: choice({
      label: 'Scale',
      help: 'Which singular value of the gradients all of them are brought to.',
      default: 'min',
      choices: [
        { value: 'min', label: 'smallest' },
        { value: 'median', label: 'median' },
        { value: 'rmse', label: 'root mean square' },
      ],
    }),
  }),
  formula: String.raw`d=J^\top\sqrt{s}\,V\Lambda^{-1/2}V^\top p,\quad JJ^\top=V\Lambda V^\top`,
  help: 'Removes conflict and dominance at once by making the gradients orthogonal and equally long. It misleads when the losses agree: then the smallest singular value, and with it the whole update, is tiny.',
  sentence: () =>
    'Aligned-MTL makes the gradients orthogonal and equally long, then adds them up; the faders are its preference.',
  paper: {
    authors: 'D. Senushkin, N. Patakin, A. Kuznetsov, A. Konushin',
    year: 2023,
    title: 'Independent Component Alignment for Multi-Task Learning',
    venue: 'CVPR',
    url: 'https://arxiv.org/abs/2305.19000',
  },
  init: () => null,
  weigh(measured, _, { scale }) {
    const { preference } = measured;
    const { values, vectors } = significantEigen(gramianOf(measured), measured.precision);
    if (values.length === 0) return { weights: [...preference], state: null };
    const smallest = values[values.length - 1]!;
    const median = values[Math.floor(values.length / 2)]!;
    const s = scale === 'min' ? smallest : scale === 'median' ? median : sum(values) / values.length;
    const weights = fill(preference.length, 0);
    for (const [k, vector] of vectors.entries()) {
      const along = Math.sqrt(s / values[k]!) * dot(vector, preference);
      for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! + along * vector[i]!;
    }
    return { weights, state: null };
  },
});
