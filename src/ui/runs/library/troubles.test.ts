import { expect, test } from 'vitest';
import { makeDatabase } from './database.ts';
import { whyNotOpen, whyNotWritten } from './troubles.ts';

test('a browser without a database is one that stores nothing', async () => {
  const error = await makeDatabase('none')
    .open()
    .catch((reason: unknown) => reason);
  expect(whyNotOpen(error)).toMatchObject({
    kind: 'blocked',
    message: expect.stringContaining('IndexedDB API missing'),
  });
});

test('a full disk is told apart from other failures, also where Dexie wraps it', () => {
  const full = new DOMException('No room.', 'QuotaExceededError');
  const wrapped = Object.assign(new Error('AbortError'), { name: 'AbortError', inner: full });
  expect([full, wrapped, new Error('odd')].map((error) => whyNotWritten(error).kind)).toEqual([
    'full',
    'full',
    'unknown',
  ]);
});
