import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { backendNames } from '../core/backends.ts';
import { keepUnwritten, restoreUnwritten } from './link/unwritten.ts';
import { forgetBackends, recallBackends, rememberBackends } from './runs/measured.ts';
import { readStored, writeStored } from './storage.ts';

function fakeStorage() {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  };
}

let local: ReturnType<typeof fakeStorage>;
let session: ReturnType<typeof fakeStorage>;
beforeEach(() => {
  local = fakeStorage();
  session = fakeStorage();
  vi.stubGlobal('localStorage', local);
  vi.stubGlobal('sessionStorage', session);
});
afterEach(() => vi.unstubAllGlobals());

const damaged = ['', 'null', '{"a":[[}', '[]', '3', '"x"', '{"__proto__":1}', '\u0000', 'undefined', '{"size":-1}'];
const schema = z.object({ size: z.number().check(z.positive()) });

test('what was written comes back', () => {
  writeStored('key', { size: 2 });
  expect(readStored('key', schema)).toEqual({ size: 2 });
});

test.each(damaged)('a damaged text %j is removed and counts as none', (text) => {
  local.texts.set('key', text);
  expect(readStored('key', schema)).toBeUndefined();
  expect(local.texts.has('key')).toBe(false);
});

test('a forbidden or full storage is survived', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  writeStored('key', 1);
  vi.stubGlobal('localStorage', undefined);
  writeStored('key', 1);
  expect(readStored('key', schema)).toBeUndefined();
  forgetBackends();
});

describe('what was measured of the backends', () => {
  const key = 'loss-mixer/backends/1';
  const reports = backendNames.map((name) => ({ name, available: true, software: false, why: 'here' }));

  test('comes back for experiments of the same cost', () => {
    rememberBackends(100, reports);
    rememberBackends(
      200,
      reports.map((report) => ({ ...report, stepMs: 2 })),
    );
    expect(recallBackends(100)).toEqual(reports);
    expect(recallBackends(200)?.[0]).toEqual({ ...reports[0], stepMs: 2 });
    expect(recallBackends(300)).toBeUndefined();
  });

  test.each([
    ...damaged,
    JSON.stringify({ 100: [] }),
    JSON.stringify({ 100: reports.slice(1) }),
    JSON.stringify({ 100: reports.map((report) => ({ ...report, name: 'cpu' })) }),
    JSON.stringify({ 100: reports.map((report) => ({ ...report, stepMs: -1 })) }),
    JSON.stringify({ 100: reports.map((report) => ({ ...report, available: 'yes' })) }),
  ])('is measured again where it is damaged: %s', (text) => {
    local.texts.set(key, text);
    expect(recallBackends(100)).toBeUndefined();
    rememberBackends(100, reports);
    expect(recallBackends(100)).toEqual(reports);
  });
});

describe('an edit that the address has not heard of', () => {
  function page(hash: string, cameBack = true) {
    const location = { hash };
    const replaceState = (_data: unknown, _title: string, url?: string | URL | null) => {
      location.hash = String(url);
    };
    restoreUnwritten({ location, history: { replaceState } }, cameBack);
    return location.hash;
  }

  test('is there once the page comes back, at whichever address it was read, and once only', () => {
    keepUnwritten(['#1/a', '#1/b', '#1/c'], '#1/c');
    expect(page('#1/b')).toBe('#1/c');
    expect(page('#1/b')).toBe('#1/b');
  });

  test('does not follow to a page of another address, nor to one that was opened anew', () => {
    keepUnwritten(['#1/a'], '#1/b');
    expect(page('#1/c')).toBe('#1/c');
    keepUnwritten(['#1/a'], '#1/b');
    expect(page('#1/a', false)).toBe('#1/a');
  });

  test('is forgotten once its page has come under the address that is up to date', () => {
    keepUnwritten(['#1/a'], '#1/b');
    expect(page('#1/b')).toBe('#1/b');
    expect(page('#1/a')).toBe('#1/a');
  });

  test('is there for each of the last three pages', () => {
    for (const name of ['a', 'b', 'c', 'd']) keepUnwritten([`#1/${name}`], `#1/${name}/z`);
    expect(['#1/d', '#1/b', '#1/c', '#1/a'].map((hash) => page(hash))).toEqual(['#1/d/z', '#1/b/z', '#1/c/z', '#1/a']);
  });

  test('is forgotten where the address is up to date', () => {
    keepUnwritten(['#1/a'], '#1/b');
    keepUnwritten(['#1/a', '#1/b'], '#1/a');
    expect(page('#1/a')).toBe('#1/a');
  });

  test.each([...damaged, '[{"from":[""],"to":"https://elsewhere.example"}]', '[{"from":"#1/a","to":"#1/b"}]', '[{}]'])(
    'is nothing where it is damaged: %s',
    (text) => {
      session.texts.set('loss-mixer/unwritten/2', text);
      expect([page(''), page('#1/a')]).toEqual(['', '#1/a']);
      expect(session.texts.get('loss-mixer/unwritten/2') ?? '[]').toBe('[]');
    },
  );
});
