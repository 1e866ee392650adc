/** Which runs of studies stand in the table: a study makes up to a thousand, and its own tab shows what came out of them. */
import type { RunSummary } from '../../../core/run/runSummary.ts';
import { type KeptStudy, studyIdOf } from '../../../core/study/keptStudy.ts';

/** None, those of all studies, or of one. */
export type StudyChoice = 'none' | 'all' | { readonly studyId: string };

/** The runs without those of studies that are not asked for. The ones that a person has picked out by hand stay. */
export function withoutStudies(
  runs: readonly RunSummary[],
  studies: readonly KeptStudy[],
  choice: StudyChoice,
  picked: ReadonlySet<string>,
): readonly RunSummary[] {
  if (choice === 'all' || studies.length === 0) return runs;
  const hidden = new Set(studies.map(({ id }) => id));
  if (choice !== 'none') hidden.delete(choice.studyId);
  return runs.filter(({ id, isPinned }) => isPinned || picked.has(id) || !hidden.has(studyIdOf(id)));
}

/** The studies of which there are runs, each with their number. */
export function studiesIn(
  runs: readonly RunSummary[],
  studies: readonly KeptStudy[],
): readonly { readonly study: KeptStudy; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { id } of runs) counts.set(studyIdOf(id), (counts.get(studyIdOf(id)) ?? 0) + 1);
  return studies.flatMap((study) => {
    const count = counts.get(study.id);
    return count === undefined ? [] : [{ study, count }];
  });
}
