import { expect, test } from 'vitest';
import { findEntries } from './find.ts';
import { glossary } from './index.ts';

test('nothing sought finds all, in their order', () => {
  expect(findEntries('')).toEqual(glossary);
  expect(findEntries(' -')).toEqual(glossary);
});

test('all words must be there; an entry that begins with them comes first', () => {
  expect(findEntries('gram')[0]?.id).toBe('gramian');
  expect(findEntries('PARETO-front')[0]?.id).toBe('pareto-front');
  expect(findEntries('tchebycheff').map(({ id }) => id)).toContain('smooth-tchebycheff');
  expect(findEntries('front beats')[0]?.id).toBe('pareto-front');
  expect(findEntries('gramian zzz')).toEqual([]);
});

test('every entry is found by its own term', () => {
  for (const { id, term } of glossary) expect(findEntries(term).map((one) => one.id)).toContain(id);
});
