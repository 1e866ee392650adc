/**
 * UPGrad, unconflicting projection of gradients (Quinton & Rey 2024): projects each gradient onto the cone of directions
 * that hurt no loss, then adds them up.
 *
 *   v_i = argmin {vᵀG̃v : v ≥ p_i e_i},   w = Σ v_i,   G̃ = G / trace(G) + εI
 *
 * p is the preference (equal: 1/m each). Exact by an active-set method. d·g_i ≥ 0 up to the regularisation. Where it is
 * undefined (all gradients zero) the weights are p.
 */
import { group } from '../fields.ts';
import { projectOnDualCone, regularisationField, regularise } from './linalg/dualCone.ts';
import { fill, gramianOf, scatter } from './linalg/linalg.ts';
import { defineStrategy, type Projection } from './strategy.ts';

/** d = Σ of the gradients' projections onto the dual cone. */
export const upgrad = defineStrategy({
  kind: 'upgrad',
  label: 'UPGrad',
  family: 'gramian',
  needs: 'gramian',
  reads: 'preference',
  options: group({ regularisation: regularisationField() }),
  formula: String.raw`d=\sum_i p_i\,\pi_J(g_i),\quad \pi_J=\text{projection onto }\{d: Jd\ge 0\}`,
  help: 'Every gradient is bent only as far as needed to hurt no other, whatever their number; then they are summed. It misleads near a stationary point, where the regularisation decides what is left.',
  sentence: () =>
    'UPGrad bends each gradient only until it hurts no loss, then adds them up; the faders are its preference.',
  paper: {
    authors: 'P. Quinton, V. Rey',
    year: 2024,
    title: 'Jacobian Descent for Multi-Objective Optimization',
    venue: 'arXiv',
    url: 'https://arxiv.org/abs/2406.16232',
  },
  init: () => null,
  weigh(measured, _, { regularisation }) {
    const { preference } = measured;
    const gramian = regularise(gramianOf(measured), regularisation);
    if (!gramian) return { weights: [...preference], state: null };
    const weights = fill(preference.length, 0);
    const projections: Projection[] = [];
    for (const [i, share] of preference.entries()) {
      const from = scatter(preference.length, [i], [share]);
      const to = projectOnDualCone(gramian, from);
      for (let j = 0; j < weights.length; j++) weights[j] = weights[j]! + to[j]!;
      projections.push({ from, to });
    }
    return { weights, state: null, projections };
  },
});
