/** What the stage of a step lights on the canvas. */
import type { State } from '../store.ts';

export type Lit = 'lit' | 'dim' | undefined;

/** Whether one of these nodes is lit; where nothing is, none is dim. */
export function spotlit(spotlight: State['spotlight'], ids: readonly string[]): Lit {
  if (!spotlight) return undefined;
  return ids.some((id) => spotlight.has(id)) ? 'lit' : 'dim';
}
