/** The table of strategies: one row a file, the key is the `kind`. Adding a method is adding a file and a row. */
import { mgda } from './mgda.ts';
import { pcgrad } from './pcgrad.ts';
import type { Strategy } from './strategy.ts';
import { sum } from './sum.ts';
import { uncertainty } from './uncertainty.ts';

export const strategies = {
  sum,
  uncertainty,
  mgda,
  pcgrad,
} satisfies Record<string, Strategy>;

export type StrategyKind = keyof typeof strategies;

/** Every kind, in the order of the table. */
export const strategyKinds = Object.keys(strategies) as StrategyKind[];

/** The strategy of that kind; undefined where there is none. */
export function findStrategy(kind: string): Strategy | undefined {
  return Object.hasOwn(strategies, kind) ? strategies[kind as StrategyKind] : undefined;
}
