/**
 * A class in a link: `…&class=<class>` behind any other, packed as links are. Links come from anybody: sizes are bounded
 * before and after decompression, and what comes out is parsed.
 */
import { stateOf } from '../../core/classroom/allows.ts';
import type { Classroom } from '../../core/classroom/classroom.ts';
import { parseClassroom } from '../../core/classroom/parse.ts';
import { type Problem, warning } from '../../core/problem.ts';
import type { OpenClass } from '../store.ts';
import { copyAgain } from './linkText.ts';
import { pack, unpack } from './pack.ts';

/** The longest code that is written or read, in characters: a class at its bounds fits. */
export const longestCode = 40_000;

/** The class as characters that a link may have; nothing where they are too many. */
export function encodeClass(classroom: Classroom): string | undefined {
  const code = pack(JSON.stringify(classroom));
  return code.length > longestCode ? undefined : code;
}

/** What the code of a link says. Never throws: a damaged one opens no class, and says why. */
export function readClass(code: string): {
  readonly openClass: OpenClass | null;
  readonly problems: readonly Problem[];
} {
  const unpacked = code.length > longestCode ? undefined : unpack(code);
  const parsed = unpacked && parseClassroom(unpacked.value);
  if (!parsed || parsed.problems.some(({ severity }) => severity === 'error')) {
    const why = parsed?.problems[0]?.message ?? 'Its end cannot be read.';
    const remedy = `${copyAgain} The experiment is there, and nothing of it is locked.`;
    return { openClass: null, problems: [warning([], `The class of the link is damaged. ${why}`, remedy)] };
  }
  const { classroom, problems } = parsed;
  // What waits for a button that cannot be pressed would wait for ever.
  const isHeld = classroom.isHeld && stateOf(classroom, 'run') === 'shown';
  return { openClass: { classroom: { ...classroom, isHeld }, code, isPreview: false }, problems };
}
