/**
 * Charts that come onto the page together are drawn one after the other, and with every report of the engine again: the
 * page answers in between, and the first of them is seen before the last is ready.
 */
import { type ReactNode, useState } from 'react';
import { useTurn } from '../useTurn.ts';
import { type Turn, TurnContext } from './liveRun.ts';

/** Keeps the place free until it is the turn of what stands in it; `height` is that of the place in pixels. */
export function InTurn({ height, children }: { readonly height: number; readonly children: ReactNode }) {
  const [turn] = useState<Turn>(() => new Set());
  const isDue = useTurn(rank, nothingToLoad);
  return <TurnContext value={turn}>{isDue ? children : <div style={{ height }} />}</TurnContext>;
}

/** Before the parts of the page: the first points are waited for. */
const rank = 0;
const nothingToLoad = () => true;
