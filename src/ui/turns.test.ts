import { expect, test, vi } from 'vitest';
import { inTurn, nextTurn, soon } from './turns.ts';

test('what is called back soon comes in order, after the task that asked for it', async () => {
  const heard: string[] = [];
  soon(() => heard.push('first'));
  soon(() => heard.push('second'));
  await Promise.resolve();
  expect(heard).toEqual([]);
  await nextTurn();
  expect(heard).toEqual(['first', 'second']);
});

test('a job waits for those before it, also for one that fails', async () => {
  const reported: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  const heard: string[] = [];
  let finish = () => {};
  inTurn(async () => {
    heard.push('begins');
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    heard.push('ends');
  });
  inTurn(() => {
    throw new Error('no');
  });
  const last = new Promise<void>((resolve) => {
    inTurn(() => {
      heard.push('last');
      resolve();
    });
  });
  await nextTurn();
  await nextTurn();
  expect(heard).toEqual(['begins']);
  finish();
  await last;
  expect(heard).toEqual(['begins', 'ends', 'last']);
  expect(reported).toEqual([new Error('no')]);
  vi.unstubAllGlobals();
});
