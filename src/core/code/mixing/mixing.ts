/**
 * How a strategy is written, in three ways: as a total with a gradient of its own; as weights of a Gramian, G → w; or as an
 * update from the rows of the gradients. The tables are one a framework; a strategy without a row is a type error.
 */
import type { StrategySection } from '../../experiment.ts';
import { type StrategyKind, strategies } from '../../strategies/index.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import type { Draft } from '../draft.ts';

/** Which way each strategy goes. */
const ways = {
  sum: 'sum',
  'trainable-weight': 'total',
  'softmax-weights': 'total',
  uncertainty: 'total',
  dwa: 'total',
  rlw: 'total',
  gls: 'total',
  'imtl-l': 'total',
  famo: 'total',
  tchebycheff: 'total',
  'smooth-tchebycheff': 'total',
  pbi: 'total',
  mgda: 'gramian',
  pcgrad: 'gramian',
  gradvac: 'gramian',
  cagrad: 'gramian',
  'imtl-g': 'gramian',
  'nash-mtl': 'gramian',
  'aligned-mtl': 'gramian',
  upgrad: 'gramian',
  dualproj: 'gramian',
  fairgrad: 'gramian',
  gradnorm: 'gramian',
  config: 'gramian',
  graddrop: 'rows',
  'db-mtl': 'rows',
} as const satisfies Record<StrategyKind, 'sum' | 'total' | 'gramian' | 'rows'>;

type Going<W> = { [K in StrategyKind]: (typeof ways)[K] extends W ? K : never }[StrategyKind];
type TotalKind = Going<'total'>;
type GramianKind = Going<'gramian'>;
type RowsKind = Going<'rows'>;
export type SectionOf<K extends StrategyKind> = Extract<StrategySection, { readonly kind: K }>;

export function isTotal(strategy: StrategySection): strategy is SectionOf<TotalKind> {
  return ways[strategy.kind] === 'total';
}

export function isOnGradients(strategy: StrategySection): strategy is SectionOf<GramianKind | RowsKind> {
  return ways[strategy.kind] === 'gramian' || ways[strategy.kind] === 'rows';
}

/** What a strategy is asked about. */
export interface Asked {
  /** How many losses it weighs. */
  readonly m: number;
  /** [m] the losses as expressions, times their faders unless these are a preference. */
  readonly terms: readonly string[];
  /** [m] the faders over their sum. */
  readonly preference: readonly number[];
  /** [m] values of an option with one value a loss. */
  readonly each: (values: readonly number[]) => readonly number[];
  readonly stepsPerEpoch: number;
  readonly draft: Draft;
}

/** What a strategy trains itself. */
export interface Own {
  readonly name: string;
  /** A number, or one a trained weight. */
  readonly initial: number | readonly number[];
  readonly optimizer: 'sgd' | 'adam';
  readonly learningRate: number;
  readonly ascends?: boolean;
}

/** A total: lines in which `losses` [m] is known and that end with `loss`, as they stand in the forward pass. */
export interface Total {
  readonly own?: Own;
  readonly lines: readonly string[];
  /** After the step of the optimizer. */
  readonly after?: readonly string[];
  /** Needs the vector `losses`, not the single terms alone. */
  readonly readsVector: boolean;
  /** Needs the losses of the same batch after the step: a function of the data, `losses_of`. */
  readonly looksAgain?: true;
}

/** Weights, or an update, from gradients: lines in which `G` [m, m], `rows` and `losses` are known. */
export interface FromGradients {
  readonly lines: readonly string[];
}

export type TotalTable = { readonly [K in TotalKind]: (options: SectionOf<K>, asked: Asked) => Total };
export type GramianTable = { readonly [K in GramianKind]: (options: SectionOf<K>, asked: Asked) => FromGradients };
export type RowsTable = { readonly [K in RowsKind]: (options: SectionOf<K>, asked: Asked) => FromGradients };

/** The row of a table for a strategy. */
export function rowOf<T>(
  table: { readonly [K in StrategyKind]?: (options: never, asked: Asked) => T },
  strategy: StrategySection,
  asked: Asked,
): T | undefined {
  const write = table[strategy.kind] as ((options: StrategySection, asked: Asked) => T) | undefined;
  return write?.(strategy, asked);
}

/** "Sener, Koltun 2018, Multi-Task Learning as Multi-Objective Optimization", where a paper has it. */
function paperOf(strategy: StrategySection): string | undefined {
  const { paper }: Strategy = strategies[strategy.kind];
  if (!paper) return undefined;
  const [first = '', ...more] = paper.authors.split(', ');
  return `${first.split(' ').at(-1)}${more.length > 0 ? ' et al.' : ''} ${paper.year}, ${paper.title}`;
}

/** What the lines leave out of what every strategy can have. */
export function commonNotes(strategy: StrategySection, isOfGradients: boolean): string[] {
  const { length, refreshEvery, heads } = strategy;
  const giveOwn = heads === 'own' || (heads === 'auto' && isOfGradients);
  const paper = paperOf(strategy);
  return [
    ...(paper ? [`${strategies[strategy.kind].label}: ${paper}.`] : []),
    ...(length === 'sum'
      ? ['Here the update has the length that the method gives it, not that of the plain sum.']
      : []),
    ...(refreshEvery > 1
      ? [`Here the weights are made anew at every step; on this page they stay for ${refreshEvery}.`]
      : []),
    ...(giveOwn && !isOfGradients
      ? ['Here the heads take the weighted gradient too; on this page each has that of its own loss.']
      : []),
    ...(!giveOwn && isOfGradients
      ? ['Here each head takes the gradient of its own loss; on this page it is weighted too.']
      : []),
  ];
}
