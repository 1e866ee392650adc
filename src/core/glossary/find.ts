/** Finding entries by words. */
import type { Entry } from './entry.ts';
import { glossary } from './index.ts';

/** The entries that have all words of a search, in the order of the glossary; those whose term begins with it come first. */
export function findEntries(search: string): readonly Entry[] {
  const sought = plain(search);
  const words = sought.split(' ').filter(Boolean);
  const found = glossary.filter(({ id, term, text }) => {
    const all = plain(`${term} ${id} ${text}`);
    return words.every((word) => all.includes(word));
  });
  const rank = ({ term }: Entry) => (plain(term).startsWith(sought) ? 0 : plain(term).includes(sought) ? 1 : 2);
  return words.length === 0 ? found : found.toSorted((a, b) => rank(a) - rank(b));
}

/** Without capitals, accents and signs: "Pareto-Front" is found as "pareto front". */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
