/**
 * What a loss kind is, apart from computing it: what it reads, which outputs and targets it fits, its parameters.
 * The engine's `losses.ts` holds one kernel per row.
 */
import type { Target } from '../datasets/dataset.ts';
import type { Fields } from '../fields.ts';

/** 'target': an output against a target; 'output': an output alone; 'weights': the parameters of a scope. */
export type LossReads = 'target' | 'output' | 'weights';

export interface LossKind<F extends Fields = Fields> {
  readonly kind: string;
  readonly label: string;
  readonly family: 'category' | 'binary' | 'number' | 'mask' | 'image' | 'penalty';
  readonly reads: LossReads;
  /** The kinds of target it makes sense for; empty where it reads none. */
  readonly targets: readonly Target['kind'][];
  readonly params: F;
  /** TeX; z are the outputs (logits), y the target, θ the parameters. */
  readonly formula: string;
  readonly help: string;
  /** Where it was published, in one line. */
  readonly citation: string;
}

/** Keeps the parameter type of a loss kind together while it is declared. */
export function defineLoss<const F extends Fields, const K extends string, const R extends LossReads>(
  loss: LossKind<F> & { readonly kind: K; readonly reads: R },
): LossKind<F> & { readonly kind: K; readonly reads: R } {
  return loss;
}
