import { expect, test } from 'vitest';
import { lessonLink, lessonOfLink } from './lessonLink.ts';

test('a page of a lesson has an address that leads back to it', () => {
  const at = { since: 0, answers: {} };
  for (const place of [
    { lesson: 'one-loss', page: 'hinge' },
    { lesson: 'your-own', page: '' },
  ])
    expect(lessonOfLink(lessonLink({ ...place, ...at }) ?? '')).toEqual(place);
  expect(lessonLink(null)).toBeUndefined();
  expect(lessonLink({ lesson: null, page: '', ...at })).toBeUndefined();
});

test('other links are none', () => {
  for (const link of [
    '',
    '#',
    '#learn',
    '#learn/',
    '#1/colour-size',
    '#learn/a/b/c',
    '#learn/<b>/x',
    `#learn/${'a'.repeat(81)}`,
  ])
    expect(lessonOfLink(link), link).toBeUndefined();
});
