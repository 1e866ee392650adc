/** The glossary: short entries with ids of their own, links that lead somewhere, formulas that can be typeset. */
import katex from 'katex';
import { expect, test } from 'vitest';
import { entryOf, glossary } from './index.ts';

test('every entry has an id of its own', () => {
  expect(new Set(glossary.map(({ id }) => id)).size).toBe(glossary.length);
  expect(glossary.filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
});

test('no two entries have the same name in one group', () => {
  const names = glossary.map(({ group, term }) => `${group}: ${term}`);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test('what an entry leads to is an entry', () => {
  for (const { id, see = [] } of glossary) {
    expect(see.filter((next) => !entryOf(next) || next === id).map((next) => `${id} → ${next}`)).toEqual([]);
  }
});

test('every entry says in sentences, in fewer than 70 words, what it is', () => {
  expect(glossary.filter(({ text }) => !/^\S.{14,}[.!?)…]$/.test(text)).map(({ id }) => id)).toEqual([]);
  expect(glossary.filter(({ text }) => text.split(/\s+/).length >= 70).map(({ id }) => id)).toEqual([]);
});

test('every entry is reached from another, or stands in a table', () => {
  const reached = new Set(glossary.flatMap(({ see = [] }) => see));
  const ideas = glossary.filter(({ group }) => group === 'concept' || group === 'training');
  expect(ideas.filter(({ id }) => !reached.has(id)).map(({ id }) => id)).toEqual([]);
});

test.each(glossary.filter(({ formula }) => formula).map(({ id, formula = '' }) => [id, formula]))(
  '%s has a formula that can be typeset',
  (_, formula) => {
    expect(() => katex.renderToString(formula, { strict: 'error' })).not.toThrow();
  },
);
