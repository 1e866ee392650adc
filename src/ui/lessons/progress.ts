/** Which pages of which lessons are done, kept in this browser. */

import { useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import { readStored, writeStored } from '../storage.ts';

const key = 'loss-mixer/lessons-done';
const listeners = new Set<() => void>();
let done: readonly string[] | undefined;

function doneNow(): readonly string[] {
  done ??= readStored(key, z.array(z.string()).check(z.maxLength(1000))) ?? [];
  return done;
}

const nameOf = (lesson: string, page: string) => `${lesson}/${page}`;

/** Notes that a page is done. */
export function markDone(lesson: string, page: string): void {
  const name = nameOf(lesson, page);
  if (doneNow().includes(name)) return;
  done = [...doneNow(), name];
  writeStored(key, done);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether a page is done, by lesson and page. */
export function useProgress(): (lesson: string, page: string) => boolean {
  const all = useSyncExternalStore(subscribe, doneNow);
  return (lesson, page) => all.includes(nameOf(lesson, page));
}
