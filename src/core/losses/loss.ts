/**
 * What a loss kind is, apart from computing it: what it reads ('target': an output against a target; 'output': an output
 * alone; 'weights': the parameters of a scope), which outputs and targets it fits, how it is written, its parameters.
 * `engine/losses` holds one kernel a row.
 */
import type { Target } from '../datasets/dataset.ts';
import type { Fields } from '../fields.ts';
import type { Shape } from '../layers/layer.ts';

/** A parameter that makes a loss pointless, and why. */
export interface Trivial {
  readonly field: string;
  /** "… asks for no lead: any constant output has the least loss." */
  readonly why: string;
}

interface Row<F extends Fields> {
  readonly kind: string;
  readonly label: string;
  readonly family: 'category' | 'binary' | 'number' | 'mask' | 'image' | 'penalty';
  /** The kinds of target it makes sense for; empty where it reads none. */
  readonly targets: readonly Target['kind'][];
  /** The fader it is added with: one at which it neither vanishes nor rules. */
  readonly fader: number;
  readonly params: F;
  /** It can be below 0, where some strategies are undefined. */
  readonly canBeNegative?: true;
  /** A parameter at which a constant output has the least loss there is, and why; nothing where there is none such. */
  readonly trivial?: (params: Readonly<Record<string, unknown>>) => Trivial | undefined;
  /** TeX; z are the outputs (logits), y the target, θ the parameters. */
  readonly formula: string;
  readonly help: string;
  /** Where it was published, in one line. */
  readonly citation: string;
}

/** A loss of a target. Its symbol is numbered: L₁, L₂ … */
interface OfTarget<F extends Fields> extends Row<F> {
  readonly reads: 'target';
  /** What it takes the output for: logits, which may be any numbers, or values as they are. A mask begins at logit 0, or at the value ½. */
  readonly takes: 'logits' | 'values';
}

/** A penalty on an output. */
interface OfOutput<F extends Fields> extends Row<F> {
  readonly reads: 'output';
  readonly takes: 'logits' | 'values';
  /** TeX of the term in an equation. */
  readonly symbol: string;
  /** What the output must be, in words ("one logit a class"), where it is not of that shape; nothing where it fits. */
  readonly misfit: (shape: Shape) => string | undefined;
}

/** A penalty on the parameters of a scope. */
interface OfWeights<F extends Fields> extends Row<F> {
  readonly reads: 'weights';
  /** TeX of the term in an equation, over parameters that are called `theta` in it. */
  readonly symbol: (theta: string) => string;
}

export type LossKind<F extends Fields = Fields> = OfTarget<F> | OfOutput<F> | OfWeights<F>;

/** Keeps the types of a loss kind together while it is declared. */
export function defineLoss<const L extends LossKind>(loss: L): L {
  return loss;
}
