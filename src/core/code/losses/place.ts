/** Where a loss stands in a program, and the tables that write it: a kind without a row is a type error. */
import { hasClassWeights } from '../../losses/classWeights.ts';
import type { Loss, LossKindName, LossOf } from '../../losses/index.ts';
import type { Term } from '../desk.ts';
import type { Draft } from '../draft.ts';

export interface Place {
  /** Names of the output and of the target; '' where it reads none. */
  readonly z: string;
  readonly y: string;
  /** The target is one of so many classes; 0 where it is no category. */
  readonly classes: number;
  /** Shape of the output without the batch. */
  readonly shape: readonly number[];
  /** Name of the list of kernels; '' where it is over none. */
  readonly kernels: string;
  readonly draft: Draft;
}

/** The value of a loss as an expression. What it calls is declared in the draft. */
export type LossTable = { readonly [K in LossKindName]: (loss: LossOf<K>, place: Place) => string };

/** The expression of a loss, by its row. */
export function expressionOf(table: LossTable, loss: Loss, place: Place): string {
  const write: (loss: never, place: Place) => string = table[loss.kind];
  return write(loss as never, place);
}

/** The place of a term, with the names as the language writes them; `column` makes [B, 1] of the numbers [B]. */
export function placeOf(
  term: Term,
  draft: Draft,
  kernels: string,
  { name = (text: string) => text, column }: { name?: (text: string) => string; column: string },
): Place {
  const y = name(term.target?.y ?? '');
  return {
    z: name(term.output?.z ?? ''),
    y: term.target?.kind === 'number' ? `${y}${column}` : y,
    classes: term.target?.classes ?? 0,
    shape: term.output?.shape ?? [],
    kernels,
    draft,
  };
}

/** How a language counts the labels of the training images, and writes a list. */
interface CountedIn {
  readonly list: (numbers: readonly number[]) => string;
  readonly inverse: (labels: string, classes: number) => string;
  readonly declare: (name: string, value: string) => string;
  readonly name: (text: string) => string;
}

/** The name of the weights of the classes [K], declared in the draft; nothing where all count alike. */
export function classWeightsOf(loss: Loss, { y, classes, draft }: Place, language: CountedIn): string | undefined {
  if (!hasClassWeights(loss) || loss.classWeights === 'none') return undefined;
  const { list, inverse, declare, name } = language;
  const target = y.replace(/^y_?/, '');
  const value =
    loss.classWeights === 'manual'
      ? list(Array.from({ length: classes }, (_, k) => loss.handWeights[k] ?? 1))
      : inverse(name(`train_${target}`), classes);
  return draft.constant(name('class_weights'), value, declare);
}

/** The sides of a window of SSIM: it shrinks to a smaller image. */
export function windowOf(window: number, [height = window, width = window]: readonly number[]): number {
  return Math.min(window, height, width);
}
