/** What every lesson keeps: it can be read in minutes, its links lead somewhere, its experiments run, its answers are right. */
import { expect, test } from 'vitest';
import { entryOf } from '../glossary/index.ts';
import { graphOf } from '../graphOf.ts';
import { strategies } from '../strategies/index.ts';
import { planOf } from '../study/plan.ts';
import { endingOf } from '../study/plane/ending.ts';
import { outings } from '../study/plane/outing.ts';
import { walksOf } from '../study/plane/setting.ts';
import { verdict } from '../verdict/verdict.ts';
import { concave, valley } from './conflict.ts';
import { lessons } from './index.ts';
import type { LessonPage } from './lesson.ts';
import { answerAt, outcomeOf } from './prediction.ts';
import { pagesWithTerm, textsOf } from './termPages.ts';

const pages = lessons.flatMap((lesson) => lesson.pages.map((page) => [`${lesson.id}/${page.id}`, page] as const));
const ids = lessons.map(({ id }) => id);

/** Words that are read: a formula counts as one. */
function wordsOf({ text }: LessonPage): number {
  return text
    .replaceAll(/\$[^$]*\$/g, 'formula')
    .replaceAll(/\]\([^)]*\)/g, '')
    .split(/\s+/)
    .filter(Boolean).length;
}

test('there are ten, each with an id of its own', () => {
  expect(lessons).toHaveLength(10);
  expect(new Set(ids).size).toBe(10);
  expect(ids.every((id) => /^[a-z]+(-[a-z]+)*$/.test(id))).toBe(true);
});

test.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
  '%s is short, asks first and says what was caused last',
  (_, lesson) => {
    expect(lesson.question).toMatch(/\?$/);
    expect(lesson.pages.length).toBeGreaterThanOrEqual(3);
    expect(lesson.pages.length).toBeLessThanOrEqual(6);
    expect(new Set(lesson.pages.map(({ id }) => id)).size).toBe(lesson.pages.length);
    expect(lesson.pages.at(-1)?.id).toBe('caused');
    expect(lesson.next.every((id) => ids.includes(id) && id !== lesson.id)).toBe(true);
  },
);

test.each(pages)('%s has fewer than 120 words, and its links lead to lessons and terms', (_, page) => {
  expect(wordsOf(page)).toBeLessThan(120);
  for (const text of textsOf(page)) {
    for (const [, id] of text.matchAll(/\]\(lesson:([^)]*)\)/g)) expect(ids).toContain(id);
    for (const [, id = ''] of text.matchAll(/\]\(term:([^)]*)\)/g)) expect(entryOf(id), id).toBeDefined();
  }
});

test.each(pages.filter(([, { stage }]) => stage))('%s sets up what can run', (_, { stage }) => {
  if (stage?.kind === 'experiment') expect(graphOf(stage.experiment).isRunnable).toBe(true);
  if (stage?.kind === 'study') {
    const plan = planOf(stage.study);
    expect(plan.problems).toEqual([]);
    expect(plan.runs.length).toBeGreaterThan(1);
  }
});

test.each(pages.filter(([, { prediction }]) => prediction))(
  '%s asks with an answer that can come out',
  (_, { prediction, stage }) => {
    if (!prediction) return;
    const { answers, right } = prediction;
    expect(answers[right]).toBeDefined();
    if ('cuts' in prediction) {
      expect(prediction.cuts).toHaveLength(answers.length - 1);
      expect([...prediction.cuts].sort((a, b) => a - b)).toEqual(prediction.cuts);
    } else if (stage?.kind === 'experiment') {
      expect(verdict(stage.experiment, graphOf(stage.experiment)).kind).toBe(prediction.kinds[right]);
      const plane = { setting: concave };
      const seen = { experiment: stage.experiment, runs: [], studies: [], tab: 'curves', plane };
      expect(outcomeOf(prediction, { ...seen, predicted: undefined })).toBeUndefined();
      expect(outcomeOf(prediction, { ...seen, predicted: 0 })).toBe(right);
    }
  },
);

/** All that a page says. */
function wholeText({ title, text, task, prediction }: LessonPage): string {
  const asked = prediction && [prediction.question, ...prediction.answers, prediction.why];
  return [title, text, task, ...(asked ?? [])].join(' ');
}

const published = Object.values(strategies).flatMap(({ kind, label, ...row }) =>
  'paper' in row && row.paper ? [{ kind, label }] : [],
);

test.each(pages)('%s cites every published method that it names', (_, page) => {
  const words = wholeText(page);
  for (const { kind, label } of published) {
    const isNamed = new RegExp(`(?<![\\w-])${label}(?![\\w-])`, 'i').test(words.replaceAll(/\]\([^)]*\)/g, ']'));
    if (!isNamed) continue;
    expect(page.text, label).toContain(`](term:${kind})`);
    expect(entryOf(kind)?.citation, label).toMatch(/\d{4}/);
  }
});

test('on the plane of the by-step page the sum gets stuck, and a ten times larger rate mends it; on the other it slides to an end', () => {
  const [stuck] = [...outings(walksOf({ ...valley, strategies: ['sum'] }))];
  expect(stuck && endingOf(stuck.path, valley).kind).not.toBe('arrived');
  expect(stuck?.arrivesFaster).toBe(true);
  const ends = [...outings(walksOf(concave))].map(({ path }) => endingOf(path, concave));
  expect(ends.map(({ kind }) => kind)).toEqual(['arrived', 'arrived']);
  expect(ends.map(({ isBeyondWeights }) => isBeyondWeights)).toEqual([false, true]);
});

test('the answer is the interval in which the number lies', () => {
  expect([-1, 0, 0.5, 1, 9].map((value) => answerAt([0, 1], value))).toEqual([0, 1, 1, 2, 2]);
  expect(answerAt([0], Number.NaN)).toBeUndefined();
});

test('a term knows the pages that speak of it, also in what is said after a prediction', () => {
  const pagesOf = (id: string) => pagesWithTerm(id).map(({ lesson }) => lesson.id);
  expect(pagesOf('trunk')).toContain('two-tasks');
  expect(pagesOf('negative-transfer')).toEqual(['two-tasks']);
  expect(pagesOf('backend')).toEqual([]);
});
