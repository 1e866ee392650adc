import { beforeEach, expect, test, vi } from 'vitest';
import { learn, startTour } from '../actions/learn.ts';
import { openDialog } from '../actions/look.ts';
import { store } from '../store.ts';
import { greet, greetedKey } from './greet.ts';

const at = (hash: string) => ({ location: { hash } });
const guide = () => store.getState().guide;
let kept: Map<string, string>;

beforeEach(() => {
  store.setState(store.getInitialState(), true);
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
  });
});

test('the first visit is greeted, the second is not', () => {
  greet(at(''));
  expect(guide()).toBe('welcome');
  expect(kept.get(greetedKey)).toBe('true');
  store.setState(store.getInitialState(), true);
  greet(at(''));
  expect(guide()).toBeNull();
});

test('who comes by a link is not greeted, and still is on a first visit later', () => {
  greet(at('#1/mgda'));
  greet(at('#learn/one-loss'));
  expect(guide()).toBeNull();
  expect(kept.size).toBe(0);
  greet(at('#'));
  expect(guide()).toBe('welcome');
});

test('who has opened something already is left alone', () => {
  openDialog('help');
  greet(at(''));
  expect(guide()).toBeNull();
  openDialog(null);
  learn('one-loss');
  greet(at(''));
  expect(guide()).toBeNull();
});

test('where nothing may be kept the page greets all the same', () => {
  vi.stubGlobal('localStorage', undefined);
  greet(at(''));
  expect(guide()).toBe('welcome');
});

test('there is a lesson or a tour, not both', () => {
  learn('one-loss');
  startTour();
  expect(store.getState()).toMatchObject({ guide: 'tour', learning: null });
  learn();
  expect(guide()).toBeNull();
});
