/** How well a command fits what is typed. */
import { defaultFilter } from 'cmdk';

/** Below it letters only happen to stand in that order. */
const leastFit = 0.03;
/** Words in another order than they stand fit a little less. */
const anyOrderFit = 0.9;
/** What is found by its note alone comes last. */
const noteFit = 0.001;

/** From 0, no fit, to 1: its name and other words may be typed loosely; its note, the first of the `keywords`, word by word. */
export function score(name: string, search: string, [note = '', ...words]: readonly string[] = []): number {
  const sought = search.trim();
  const fitOf = (part: string) => defaultFilter(name, part, [...words]);
  const inAnyOrder = Math.min(...sought.split(/\s+/).map(fitOf));
  const fit = Math.max(fitOf(sought), anyOrderFit * inAnyOrder);
  if (fit >= leastFit) return fit;
  return note.toLowerCase().includes(sought.toLowerCase()) ? noteFit : 0;
}
