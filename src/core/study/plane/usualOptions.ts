/**
 * The options of a strategy on a plane: the papers' own, where the code that trains networks has others. Nash-MTL does not
 * clip its update there (Navon et al. 2022, algorithm 1), and FAMO does not decay its logits (FAMO, experiments/toy).
 */
import { defaultsOf, type Values } from '../../fields.ts';
import { type StrategyKind, strategies } from '../../strategies/index.ts';
import type { Strategy } from '../../strategies/strategy.ts';

const others: Readonly<Partial<Record<StrategyKind, Readonly<Record<string, unknown>>>>> = {
  'nash-mtl': { maxNorm: 0 },
  famo: { weightDecay: 0 },
};

/** Every option of the strategy as it is usual on a plane. */
export function usualOptions(kind: StrategyKind): Values<Strategy['options']> {
  return { ...defaultsOf(strategies[kind].options), ...others[kind] };
}
