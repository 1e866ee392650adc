/** The class that a teacher writes: kept in this browser as it is typed. */
import * as z from 'zod/mini';
import { blankClassroom, type Classroom } from '../../../core/classroom/classroom.ts';
import { parseClassroom } from '../../../core/classroom/parse.ts';
import { readStored, writeStored } from '../../storage.ts';
import { store } from '../../store.ts';

const key = 'loss-mixer/class-draft/1';

/** The class that was written last; nothing where none was. */
export function keptDraft(): Classroom | undefined {
  const raw = readStored(key, z.unknown());
  return raw === undefined ? undefined : parseClassroom(raw).classroom;
}

export function keepDraft(classroom: Classroom): void {
  writeStored(key, classroom);
}

/** What is written on: the class whose link is open, else what was written last, else a new one. */
export function firstDraft(): Classroom {
  const { openClass } = store.getState();
  if (openClass && !openClass.isPreview) return openClass.classroom;
  return keptDraft() ?? newClass;
}

export const newClass: Classroom = { ...blankClassroom, title: '', pages: [{ title: '', text: '' }] };
