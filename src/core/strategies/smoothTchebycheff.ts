/**
 * Smooth Tchebycheff scalarisation (Lin et al. 2024): the maximum of the Tchebycheff total, softened by μ.
 *
 *   total = μ log Σ exp(p_i (L_i − z_i) / μ),   weight_i = p_i σ_i with σ = softmax(p ∘ (L − z) / μ)
 *
 * The largest term is taken out of the exponential, so any μ is safe; μ → 0 is the Tchebycheff maximum. This is the
 * paper's and TorchJD's objective; LibMTL's STCH (logarithms, an estimated nadir, a warm-up) is another one.
 */
import { group, number } from '../fields.ts';
import { idealField, oneEach } from './ideal.ts';
import { softmax, sum } from './linalg/linalg.ts';
import { defineStrategy } from './strategy.ts';

/** total = μ log Σ exp(p_i (L_i − z_i) / μ). */
export const smoothTchebycheff = defineStrategy({
  kind: 'smooth-tchebycheff',
  label: 'Smooth Tchebycheff',
  family: 'losses',
  needs: 'losses',
  reads: 'preference',
  options: group({
    mu: number({
      label: 'Smoothing μ',
      help: 'Small: only the worst loss is trained; large: all by their preference.',
      default: 0.1,
      min: 0.001,
      max: 100,
      scale: 'log',
    }),
    ideal: idealField(),
  }),
  formula: String.raw`L=\mu\log\sum_i\exp\frac{p_i\,(L_i-z_i)}{\mu}`,
  help: 'A soft maximum: mostly trains the loss that is worst by your preference, without jumping. It misleads when μ does not fit the units: then it is either the plain maximum or nearly a weighted sum.',
  sentence: () =>
    'Smooth Tchebycheff mostly trains the loss with the largest pᵢ(Lᵢ − zᵢ), where the faders are the preference p: a soft maximum.',
  paper: {
    authors: 'X. Lin, X. Zhang, Z. Yang, F. Liu, Z. Wang, Q. Zhang',
    year: 2024,
    title: 'Smooth Tchebycheff Scalarization for Multi-Objective Optimization',
    venue: 'ICML',
    url: 'https://arxiv.org/abs/2402.19078',
  },
  init: () => null,
  weigh(measured, _, { mu, ideal }) {
    const { losses, preference } = measured;
    const z = oneEach(ideal, measured);
    const terms = losses.map((loss, i) => preference[i]! * (loss - z[i]!));
    const top = Math.max(...terms);
    const total = top + mu * Math.log(sum(terms.map((term) => Math.exp((term - top) / mu))));
    const shares = softmax(terms.map((term) => (term - top) / mu));
    return { weights: shares.map((share, i) => share * preference[i]!), total, state: null };
  },
});
