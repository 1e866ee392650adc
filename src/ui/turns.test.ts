import { expect, test } from 'vitest';
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

test('the job of the lowest rank comes first, behind the one under way, and one that fails stops nobody', async () => {
  const heard: string[] = [];
  let finish = () => {};
  inTurn(1, async () => {
    heard.push('begins');
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    heard.push('ends');
  });
  const last = inTurn(3, () => {
    heard.push('last');
  });
  const failed = inTurn(2, () => {
    throw new Error('broken on purpose');
  });
  failed.catch(() => {});
  inTurn(2, () => {
    heard.push('second');
  });
  await nextTurn();
  await nextTurn();
  expect(heard).toEqual(['begins']);
  inTurn(0, () => {
    heard.push('first');
  });
  finish();
  await last;
  expect(heard).toEqual(['begins', 'ends', 'first', 'second', 'last']);
  await expect(failed).rejects.toThrow('broken on purpose');
});
