/**
 * Projection onto the dual cone {d : g_i·d ≥ 0 for all i}, the core of UPGrad and DualProj.
 *
 * The projection of Jᵀu is Jᵀv with v = argmin {vᵀGv : v ≥ u}. G is divided by its trace and gets `regularisation` on its
 * diagonal, which makes v unique and the result independent of the gradients' units (TorchJD in addition sets G to zero
 * when its trace is below 1e-4, which turns late training into the plain mean: left out).
 */
import { number } from '../../fields.ts';
import type { Matrix } from '../strategy.ts';
import { minimiseQuadratic } from './activeSet.ts';
import { sum, times } from './linalg.ts';

/** The field that both methods share. */
export function regularisationField() {
  return number({
    label: 'Regularisation',
    help: 'Added to the diagonal of the Gramian, relative to its trace; conflicts up to this size may remain.',
    default: 1e-4,
    min: 1e-8,
    max: 1,
    scale: 'log',
  });
}

/** G / trace(G) + regularisation·I; undefined where all gradients are zero. */
export function regularise(gramian: Matrix, regularisation: number): Matrix | undefined {
  const trace = sum(gramian.map((row, i) => row[i]!));
  if (!(trace > 0)) return undefined;
  return gramian.map((row, i) => row.map((value, j) => value / trace + (i === j ? regularisation : 0)));
}

/** v = argmin {vᵀGv : v ≥ lower}. */
export function projectOnDualCone(gramian: Matrix, lower: readonly number[]): number[] {
  const above = minimiseQuadratic(gramian, times(gramian, lower));
  return above.map((value, i) => value + lower[i]!);
}
