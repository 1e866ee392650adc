/** The keys of the page: Space at once, the others, and terms, when the page is drawn and their script is there. */
import { useEffect, useState } from 'react';
import { error } from '../../core/problem.ts';
import { complain } from '../actions/open.ts';
import { inTurn } from '../turns.ts';
import { later, useLater } from '../useLater.ts';
import { listenToSpace } from './spaceKey.ts';

const listeners = later(async () => (await import('./Listeners.tsx')).Listeners);

/** Listens to all keys of the page; `rank` is the turn of those that can wait. */
export function LaterKeys({ rank }: { readonly rank: number }) {
  const [isTheirTurn, setTheirTurn] = useState(false);
  useEffect(listenToSpace, []);
  useEffect(() => void inTurn(rank, () => setTheirTurn(true)), [rank]);
  const Listeners = useLater(listeners, isTheirTurn, sayLost);
  return Listeners ? <Listeners /> : null;
}

function sayLost(): void {
  const message = 'The script for the keys of the page could not be loaded: only Space works.';
  complain([error([], message, 'Load the page again when there is a connection.')]);
}
