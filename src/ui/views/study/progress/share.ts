/** Taking a study along: as a file with its outcomes, as a link without them. */
import { error } from '../../../../core/problem.ts';
import type { KeptStudy } from '../../../../core/study/keptStudy.ts';
import { type OutcomesFile, outcomesVersion } from '../../../../core/study/outcomes.ts';
import { complain } from '../../../actions/open.ts';
import { encodeStudy } from '../../../link/study.ts';
import { fileName, saveFile } from '../../../saveFile.ts';

/** The file that the command line writes beside a study, and reads. */
export function saveStudy({ study, outcomes }: KeptStudy): void {
  const file: OutcomesFile = { version: outcomesVersion, study, outcomes };
  saveFile(fileName(study.title, 'json', 'study'), [`${JSON.stringify(file, null, 2)}\n`], 'application/json');
}

export async function copyStudyLink({ study }: KeptStudy): Promise<void> {
  const link = encodeStudy(study);
  if (link === undefined) {
    complain([error([], 'The study is too long for a link.', 'Save it as a file instead.')]);
    return;
  }
  try {
    await navigator.clipboard.writeText(new URL(link, location.href).href);
  } catch {
    const message = 'The browser does not let this page write to the clipboard.';
    complain([error([], message, 'Save the study as a file instead.')]);
  }
}
