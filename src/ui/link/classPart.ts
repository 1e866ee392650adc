/** The part of a link that carries a class: `…&class=<code>`. */
import { partOf } from './parts.ts';

/** The part with that code; empty where there is none. */
export function classPart(code = ''): string {
  return code && `&class=${code}`;
}

/** The code that a fragment carries; nothing where it is of no class. */
export function classOfLink(fragment: string): string | undefined {
  return partOf(fragment, 'class');
}
