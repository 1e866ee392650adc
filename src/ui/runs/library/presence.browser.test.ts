import { expect, test } from 'vitest';
import { announce } from './presence.ts';

test('one tab at a time has a run, until it lets go as often as it took it', async () => {
  const [a, b] = [await announce('claims a'), await announce('claims b')];
  const letGo = await a.claim('run');
  const letGoAgain = await a.claim('run');
  expect(await b.claim('run')).toBeUndefined();
  expect(await b.claim('another run')).toBeDefined();
  letGo?.();
  expect(await b.claim('run')).toBeUndefined();
  letGoAgain?.();
  await expect.poll(() => b.claim('run')).toBeDefined();
  expect(await a.claim('run')).toBeUndefined();
});

test('a tab is open as long as it lives; a run that it has is no tab', async () => {
  const [a, b] = [await announce('open a'), await announce('open b')];
  await b.claim('run of b');
  const open = await a.openTabs();
  expect([open.has('open a'), open.has('open b'), open.has('run of b')]).toEqual([true, true, false]);
});
