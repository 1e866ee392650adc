/** How much the images of each class count in a loss: what its class weights amount to for the data at hand. */
import { type Problem, warning } from '../problem.ts';
import { counted } from '../words.ts';
import type { Loss } from './index.ts';

/** A loss with class weights: it reads one class an image. */
export type ClassWeighted = Extract<Loss, { readonly classWeights: unknown }>;

/** Whether the kind of a loss has class weights, set or not. */
export function hasClassWeights(loss: Loss): loss is ClassWeighted {
  return 'classWeights' in loss;
}

/**
 * The weight of each class, [K]; nothing where all count alike. `counts` are the known training labels of each class: inverse
 * frequency is N / (K·Nₖ), so that their mean over the images is 1 ("balanced" in scikit-learn), and 0 for a class without any.
 */
export function weightsOfClasses(
  { classWeights, handWeights }: Pick<ClassWeighted, 'classWeights' | 'handWeights'>,
  counts: readonly number[],
): readonly number[] | undefined {
  switch (classWeights) {
    case 'none':
      return undefined;
    case 'inverse': {
      const all = counts.reduce((sum, count) => sum + count, 0);
      return counts.map((count) => (count > 0 ? all / (counts.length * count) : 0));
    }
    case 'manual':
      return counts.map((_, k) => handWeights[k] ?? 1);
    default:
      return classWeights satisfies never;
  }
}

/** What is wrong with weights by hand for a target of that many classes. */
export function classWeightProblems(loss: Loss, classes: number): Problem[] {
  if (!hasClassWeights(loss) || loss.classWeights !== 'manual' || classes === 0) return [];
  const at = ['losses', loss.id, 'handWeights'];
  const { length } = loss.handWeights;
  if (length > classes) {
    const remedy = `Remove the last ${length - classes}.`;
    return [warning(at, `There are ${counted(length, 'weight')} by hand; the target has ${classes} classes.`, remedy)];
  }
  const weights = weightsOfClasses(loss, Array<number>(classes).fill(0)) ?? [];
  if (weights.some((weight) => weight > 0)) return [];
  return [warning(at, 'The weight of every class is 0: the loss is 0 and teaches nothing.', 'Raise one above 0.')];
}
