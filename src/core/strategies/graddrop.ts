/**
 * GradDrop, gradient sign dropout (Chen Z. et al. 2020): every coordinate of the update keeps the gradients of one sign,
 * drawn with the probability of that sign.
 *
 *   P = ½(1 + Σg/Σ|g|) per coordinate, U ~ uniform[0, 1): the positives stay if P > U, the negatives if P < U
 *   d = Σ_i (ℓ_i + (1−ℓ_i) mask_i) ∘ g_i with the leak ℓ_i
 *
 * On the gradients of the shared parameters, as in TorchJD (LibMTL: on features, with their signs). One draw a coordinate.
 * It is no combination of rows: the weights reported are the kept part of each gradient, (kept_i·g_i)/|g_i|². A coordinate
 * where all are zero stays zero.
 */
import { group, numberList } from '../fields.ts';
import { oneEach } from './ideal.ts';
import { defineStrategy } from './strategy.ts';

/** d = Σ of the gradients with one sign kept in each coordinate. */
export const graddrop = defineStrategy({
  kind: 'graddrop',
  label: 'GradDrop',
  family: 'gradients',
  needs: 'jacobian',
  reads: 'scale',
  options: group({
    leak: numberList({
      label: 'Leak',
      help: 'How much of each gradient always passes, from 0 to 1: one for all, or one each; empty means 0.',
      default: [],
      min: 0,
      max: 1,
      maxLength: 64,
    }),
  }),
  formula: String.raw`d=\sum_i\bigl(\ell_i+(1-\ell_i)M_i\bigr)\odot g_i,\quad P=\tfrac12\Bigl(1+\tfrac{\sum_i g_i}{\sum_i|g_i|}\Bigr)`,
  help: 'In every coordinate all gradients that disagree with a drawn sign are dropped, so the update is never a compromise. It misleads as the only random one here that is not unbiased: compare several seeds.',
  sentence: () =>
    'GradDrop draws one sign for each single parameter and drops the gradients of the other sign, so no update is a compromise.',
  paper: {
    authors: 'Z. Chen, J. Ngiam, Y. Huang, T. Luong, H. Kretzschmar, Y. Chai, D. Anguelov',
    year: 2020,
    title: 'Just Pick a Sign: Optimizing Deep Multitask Models with Gradient Sign Dropout',
    venue: 'NeurIPS',
    url: 'https://arxiv.org/abs/2010.06808',
  },
  init: () => null,
  weigh(measured, _, { leak }) {
    const { jacobian, random } = measured;
    if (!jacobian) throw new Error('GradDrop needs the gradients and was not given them.');
    const size = jacobian[0]?.length ?? 0;
    const leaks = oneEach(leak, measured);
    const update = new Float64Array(size);
    const kept = jacobian.map(() => 0);
    const whole = jacobian.map(() => 0);
    for (let p = 0; p < size; p++) {
      let sum = 0;
      let absolute = 0;
      for (const row of jacobian) {
        sum += row[p]!;
        absolute += Math.abs(row[p]!);
      }
      const purity = absolute > 0 ? 0.5 * (1 + sum / absolute) : 0.5;
      const draw = random.next();
      for (const [i, row] of jacobian.entries()) {
        const g = row[p]!;
        const passes = (g > 0 && purity > draw) || (g < 0 && purity < draw);
        const part = passes ? g : leaks[i]! * g;
        update[p] = update[p]! + part;
        kept[i] = kept[i]! + part * g;
        whole[i] = whole[i]! + g * g;
      }
    }
    return { weights: kept.map((value, i) => (whole[i]! > 0 ? value / whole[i]! : 1)), update, state: null };
  },
});
