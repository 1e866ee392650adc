/** The first visit: the one on which the page says what it is. */
import * as z from 'zod/mini';
import { readStored, writeStored } from '../storage.ts';
import { store } from '../store.ts';

/** Holds true once the page has greeted. */
export const greetedKey = 'loss-mixer/greeted';

/** Shows the welcome on the first visit of this browser; none where the address or the person has other plans. */
export function greet({ location }: { readonly location: Pick<Location, 'hash'> }): void {
  const isLed = location.hash.length > 1;
  const { learning, dialog, guide } = store.getState();
  if (isLed || learning || dialog || guide || readStored(greetedKey, z.boolean())) return;
  writeStored(greetedKey, true);
  store.setState({ guide: 'welcome' });
}
