import { expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { blankDraft, type Learning } from '../store.ts';
import { lessonLink, lessonOfLink, termOfLink } from './lessonLink.ts';

const desk = { experiment: defaultExperiment, draft: blankDraft };
const list: Learning = { lesson: null, page: '', since: 0, answers: {} };

test('a page of a lesson has an address that leads back to it', () => {
  for (const place of [
    { lesson: 'one-loss', page: 'hinge' },
    { lesson: 'your-own', page: '' },
  ])
    expect(lessonOfLink(lessonLink({ ...desk, learning: { ...list, ...place }, term: null }) ?? '')).toEqual(place);
  expect(lessonLink({ ...desk, learning: null, term: null })).toBeUndefined();
  expect(lessonLink({ ...desk, learning: list, term: null })).toBeUndefined();
});

test('an entry of the glossary has an address that leads back to it', () => {
  for (const term of ['', 'gramian', 'l2', 'metric-mean-iou'])
    for (const parts of ['', '&view=jeyJ0Ij', '&class=jeyJ0Ij'])
      expect(termOfLink(`${lessonLink({ ...desk, learning: list, term })}${parts}`)).toBe(term);
});

test('an entry is not in the address where a lesson or what was edited would be lost by it', () => {
  const lesson = { ...list, lesson: 'one-loss', page: 'hinge' };
  expect(lessonLink({ ...desk, learning: lesson, term: 'gramian' })).toBe('#learn/one-loss/hinge');
  const edited = { ...defaultExperiment, title: 'Mine' };
  expect(lessonLink({ ...desk, experiment: edited, learning: list, term: 'gramian' })).toBeUndefined();
  const varied = { ...blankDraft, seeds: [1, 2] };
  expect(lessonLink({ ...desk, draft: varied, learning: list, term: 'gramian' })).toBeUndefined();
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
    '#term/',
    '#term/<b>',
    '#terms',
    `#term/${'a'.repeat(81)}`,
  ]) {
    expect(lessonOfLink(link), link).toBeUndefined();
    expect(termOfLink(link), link).toBeUndefined();
  }
});
