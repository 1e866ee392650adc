/** The glossary: ids are unique, links between entries lead somewhere, and formulas can be typeset. */
import katex from 'katex';
import { expect, test } from 'vitest';
import { entryOf, glossary } from './index.ts';

test('every entry has an id of its own', () => {
  expect(new Set(glossary.map(({ id }) => id)).size).toBe(glossary.length);
  expect(glossary.filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
});

test('what an entry leads to is an entry', () => {
  for (const { id, see = [] } of glossary) {
    expect(see.filter((next) => !entryOf(next) || next === id).map((next) => `${id} → ${next}`)).toEqual([]);
  }
});

test.each(glossary.filter(({ formula }) => formula).map(({ id, formula = '' }) => [id, formula]))(
  '%s has a formula that can be typeset',
  (_, formula) => {
    expect(() => katex.renderToString(formula, { strict: 'error' })).not.toThrow();
  },
);
