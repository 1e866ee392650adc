/**
 * DB-MTL, dual balancing (Lin B. et al. 2023): balances losses by their logarithm, gradients by their length.
 *
 *   B_i ← g_i' + β_t (B_i − g_i'),  g_i' = ∇log(L_i + 1e-8) = g_i/(L_i + 1e-8),  β_t = β/t^σ,  B_i = 0 at first
 *   d = Σ (max_j |B_j| / |B_i|) B_i
 *
 * As in LibMTL, without bias correction: with β = 0.9 the first update has a tenth of the length. It needs m·P numbers of
 * state. It is no combination of this step's rows unless β = 0; the weights reported are (max|B|/|B_i|)/(L_i + 1e-8).
 * Where it is undefined: a zero B_i adds nothing and has the weight 0; a loss below zero counts as zero.
 */
import { group, number } from '../fields.ts';
import { defineStrategy } from './strategy.ts';

/** The averaged gradients. */
export interface DbMtlState {
  /** One a loss; undefined before its first gradient. */
  readonly buffers: readonly (Float64Array | undefined)[];
  readonly steps: number;
}

/** d = Σ of the averaged log-loss gradients, all brought to the length of the longest. */
export const dbMtl = defineStrategy({
  kind: 'db-mtl',
  label: 'DB-MTL',
  family: 'gradients',
  needs: 'jacobian',
  reads: 'scale',
  needsPositive: true,
  options: group({
    beta: number({
      label: 'Averaging β',
      help: 'How much of the past stays in the averaged gradients.',
      default: 0.9,
      min: 0,
      max: 0.999,
    }),
    sigma: number({
      label: 'Fading σ',
      help: 'How fast β falls with the steps, as 1/t^σ; 0 keeps it.',
      default: 0,
      min: 0,
      max: 2,
    }),
  }),
  formula: String.raw`d=\sum_i\frac{\max_j\lVert B_j\rVert}{\lVert B_i\rVert}B_i,\quad B_i\leftarrow\beta_t B_i+(1-\beta_t)\nabla\log L_i`,
  help: 'Takes the logarithm of every loss, averages its gradient and makes all as long as the longest: neither units nor lengths matter any more. It misleads at the start: the average begins at zero, so the first updates are short.',
  sentence: () =>
    'DB-MTL averages the gradients of the logarithms and makes them all as long as the longest: in shared layers neither units nor faders count.',
  paper: {
    authors: 'B. Lin, W. Jiang, F. Ye, Y. Zhang, P. Chen, Y.-C. Chen, S. Liu, J. T. Kwok',
    year: 2023,
    title: 'Dual-Balancing for Multi-Task Learning',
    venue: 'arXiv',
    url: 'https://arxiv.org/abs/2308.12029',
  },
  init: (): DbMtlState => ({ buffers: [], steps: 0 }),
  regroup({ buffers, steps }, { rows, columns }) {
    const from = columns();
    const moved = (old: Float64Array) => Float64Array.from(from, (column) => (column < 0 ? 0 : old[column]!));
    const kept = rows.map((row) => (row === undefined ? undefined : buffers[row]));
    return { buffers: kept.map((old) => old && moved(old)), steps };
  },
  weigh({ jacobian, losses }, state: DbMtlState, { beta, sigma }) {
    if (!jacobian) throw new Error('DB-MTL needs the gradients and was not given them.');
    const steps = state.steps + 1;
    const keep = beta / steps ** sigma;
    const slopes = losses.map((loss) => 1 / (Math.max(loss, 0) + 1e-8));
    const size = jacobian[0]?.length ?? 0;
    const buffers = jacobian.map((row, i) => {
      const old = state.buffers[i];
      return Float64Array.from({ length: size }, (_, p) => (1 - keep) * row[p]! * slopes[i]! + keep * (old?.[p] ?? 0));
    });
    const lengths = buffers.map((buffer) => lengthOf(buffer));
    const longest = Math.max(...lengths);
    const factors = lengths.map((length) => (length > 0 ? longest / length : 0));
    const update = new Float64Array(size);
    for (const [i, buffer] of buffers.entries()) {
      for (let p = 0; p < size; p++) update[p] = update[p]! + factors[i]! * buffer[p]!;
    }
    return { weights: factors.map((factor, i) => factor * slopes[i]!), update, state: { buffers, steps } };
  },
});

function lengthOf(x: Float64Array): number {
  let squares = 0;
  for (const value of x) squares += value * value;
  return Math.sqrt(squares);
}
