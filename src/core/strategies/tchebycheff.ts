/**
 * Tchebycheff scalarisation (Bowman 1976): total = max_i p_i (L_i − z_i), with the preference p and the ideal point z.
 *
 * Its minimisers reach every point of the Pareto front, also where the front is concave and a weighted sum cannot. The
 * weight is p_i at the largest term and zero elsewhere (the first of equal ones: a subgradient, so training flips between
 * terms). LibMOON's gradient is 1 instead of p_i there; ∂total/∂L_i = p_i is taken.
 */
import { group } from '../fields.ts';
import { idealField, oneEach } from './ideal.ts';
import { scatter } from './linalg/linalg.ts';
import { defineStrategy } from './strategy.ts';

/** total = max_i p_i (L_i − z_i). */
export const tchebycheff = defineStrategy({
  kind: 'tchebycheff',
  label: 'Tchebycheff',
  family: 'losses',
  needs: 'losses',
  reads: 'preference',
  options: group({ ideal: idealField() }),
  formula: String.raw`L=\max_i p_i\,(L_i-z_i)`,
  help: 'Trains only the loss that is worst by your preference, so at the end they balance exactly, also where a weighted sum cannot reach. It misleads on the way: the update jumps from one loss to the other.',
  sentence: () =>
    'Tchebycheff trains only the loss with the largest pᵢ(Lᵢ − zᵢ), where the faders are the preference p: so it also reaches points of the front that no weighted sum can.',
  paper: {
    authors: 'V. J. Bowman',
    year: 1976,
    title: 'On the Relationship of the Tchebycheff Norm and the Efficient Frontier of Multiple-Criteria Objectives',
    venue: 'Multiple Criteria Decision Making, Springer',
    url: 'https://doi.org/10.1007/978-3-642-87563-2_5',
  },
  init: () => null,
  weigh(measured, _, { ideal }) {
    const { losses, preference } = measured;
    const z = oneEach(ideal, measured);
    const terms = losses.map((loss, i) => preference[i]! * (loss - z[i]!));
    const total = Math.max(...terms);
    const worst = terms.indexOf(total);
    return { weights: scatter(losses.length, [worst], [preference[worst]!]), total, state: null };
  },
});
