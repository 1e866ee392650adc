/**
 * DualProj: the preferred mean gradient, projected onto the cone of directions that hurt no loss. The projection of
 * gradient episodic memory (Lopez-Paz & Ranzato 2017) with all losses treated alike, as in TorchJD.
 *
 *   w = argmin {vᵀG̃v : v ≥ p},   G̃ = G / trace(G) + εI
 *
 * p is the preference (equal: 1/m each). Exact by an active-set method. d·g_i ≥ 0 up to the regularisation. Where it is
 * undefined (all gradients zero) the weights are p.
 */
import { group } from '../fields.ts';
import { projectOnDualCone, regularisationField, regularise } from './linalg/dualCone.ts';
import { gramianOf } from './linalg/linalg.ts';
import { defineStrategy } from './strategy.ts';

/** d = the projection of Jᵀp onto the dual cone. */
export const dualproj = defineStrategy({
  kind: 'dualproj',
  label: 'DualProj',
  family: 'gramian',
  needs: 'gramian',
  reads: 'preference',
  options: group({ regularisation: regularisationField() }),
  formula: String.raw`d=\pi_J\Bigl(\sum_i p_i g_i\Bigr),\quad \pi_J=\text{projection onto }\{d: Jd\ge 0\}`,
  help: 'Takes the mean gradient and, only if it would hurt some loss, the nearest direction that does not. It misleads when one gradient is much longer: it already fills the mean, and the others are merely not hurt.',
  sentence: () =>
    'DualProj takes the mean gradient, with the faders as preference, or the nearest direction that hurts no loss.',
  paper: {
    authors: 'D. Lopez-Paz, M. Ranzato',
    year: 2017,
    title: 'Gradient Episodic Memory for Continual Learning',
    venue: 'NeurIPS',
    url: 'https://arxiv.org/abs/1706.08840',
  },
  init: () => null,
  weigh(measured, _, { regularisation }) {
    const gramian = regularise(gramianOf(measured), regularisation);
    if (!gramian) return { weights: [...measured.preference], state: null };
    const weights = projectOnDualCone(gramian, measured.preference);
    return { weights, state: null, projections: [{ from: measured.preference, to: weights }] };
  },
});
