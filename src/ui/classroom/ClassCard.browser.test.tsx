/** The card of a class beside the glossary, and beside the same class in another tab. */
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { blankClassroom } from '../../core/classroom/classroom.ts';
import { closeLearning, openTerm } from '../actions/learn.ts';
import { store } from '../store.ts';
import { ClassCard } from './ClassCard.tsx';

const number = (prompt: string) =>
  ({ title: '', text: '', question: { kind: 'number', prompt, answers: [] } }) as const;
const classroom = { ...blankClassroom, title: 'Two', pages: [number('First?'), number('Second?')] };

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  localStorage.clear();
  store.setState({ ...store.getInitialState(), openClass: { classroom, code: 'jx', isPreview: false } });
  place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
  root.render(<ClassCard />);
});

afterEach(() => {
  root.unmount();
  place.remove();
  store.setState(store.getInitialState());
});

const answer = () => page.getByLabelText('Your answer, a number');

test('the page that is open waits behind the glossary', async () => {
  await page.getByRole('button', { name: 'Next' }).click();
  await expect.element(page.getByText('Second?')).toBeVisible();
  openTerm('gramian');
  await expect.element(page.getByText('Second?')).not.toBeVisible();
  closeLearning();
  await expect.element(page.getByText('Second?')).toBeVisible();
});

test('an answer given in another tab is there, and is not written over', async () => {
  await answer().fill('1');
  const [key = ''] = Object.keys(localStorage);
  const [own] = JSON.parse(localStorage.getItem(key) ?? '');
  const there = { ...own, answers: { ...own.answers, 1: { text: '2', at: 0, isBefore: true } } };
  localStorage.setItem(key, JSON.stringify([there]));
  dispatchEvent(new StorageEvent('storage', { key }));
  await page.getByRole('button', { name: 'Next' }).click();
  await expect.element(answer()).toHaveValue('2');
  await page.getByRole('button', { name: 'Back' }).click();
  await answer().fill('3');
  const [both] = JSON.parse(localStorage.getItem(key) ?? '');
  expect([both.answers[0].text, both.answers[1].text]).toEqual(['3', '2']);
});
