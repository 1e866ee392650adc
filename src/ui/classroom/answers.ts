/** The answers of students, kept in this browser by class, so that a reload does not lose them. Nothing is sent. */
import { useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import type { Answer } from '../../core/classroom/answerSheet.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import { readStored, writeStored } from '../storage.ts';

const key = 'loss-mixer/class-answers/1';
/** Classes whose answers are kept, the last ones. */
const keptClasses = 30;

const kept = z.object({
  /** Fingerprint of what the link carries of the class. */
  id: z.string(),
  name: z.string(),
  /** Whether a run has taken a step in it. */
  hasRun: z.boolean(),
  answers: z.record(z.string(), z.object({ text: z.string(), at: z.number(), isBefore: z.boolean() })),
});
const schema = z.array(kept).check(z.maxLength(keptClasses));

export interface Answers {
  readonly name: string;
  readonly hasRun: boolean;
  readonly answers: Readonly<Record<string, Answer>>;
}

/** Of a class that a teacher looks at: its answers last as long as the page. */
const looking = fingerprint('');

const none: Answers = { name: '', hasRun: false, answers: {} };
const listeners = new Set<() => void>();
let all: z.infer<typeof schema> | undefined;

const allNow = () => {
  all ??= readStored(key, schema) ?? [];
  return all;
};

/** What is kept of the class of that code, and how to change it; without a code, for as long as the page. */
export function useAnswers(code: string): readonly [Answers, (change: Partial<Answers>) => void] {
  const list = useSyncExternalStore(subscribe, allNow);
  const id = fingerprint(code);
  const own = list.find((one) => one.id === id) ?? none;
  const change = (part: Partial<Answers>) => {
    const before = allNow().find((one) => one.id === id) ?? none;
    const next = { ...before, ...part, id, answers: { ...(part.answers ?? before.answers) } };
    all = [...allNow().filter((one) => one.id !== id), next].slice(-keptClasses);
    writeStored(
      key,
      all.filter((one) => one.id !== looking),
    );
    for (const listener of listeners) listener();
  };
  return [own, change];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', takeFromOtherTab);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('storage', takeFromOtherTab);
  };
}

/** What was answered in another tab of this browser is not written over here. */
function takeFromOtherTab(event: StorageEvent): void {
  if (event.key !== key) return;
  all = [...(readStored(key, schema) ?? []), ...allNow().filter((one) => one.id === looking)];
  for (const listener of listeners) listener();
}
