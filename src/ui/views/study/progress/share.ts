/** Taking a study along: as a file with its outcomes, as a link without them. */
import { error } from '../../../../core/problem.ts';
import type { KeptStudy } from '../../../../core/study/keptStudy.ts';
import { type OutcomesFile, outcomesVersion } from '../../../../core/study/outcomes.ts';
import { complain } from '../../../actions/open.ts';
import { copyText } from '../../../forms/copyText.ts';
import { encodeStudy } from '../../../link/study.ts';
import { fileName, saveFile } from '../../../saveFile.ts';

/** The file that the command line writes beside a study, and reads. */
export function saveStudy({ study, outcomes }: KeptStudy): void {
  const file: OutcomesFile = { version: outcomesVersion, study, outcomes };
  saveFile(fileName(study.title, 'json', 'study'), [`${JSON.stringify(file, null, 2)}\n`], 'application/json');
}

/** Whether the link is in the clipboard; where not, the page says why. */
export async function copyStudyLink({ study }: KeptStudy): Promise<boolean> {
  const link = encodeStudy(study);
  if (link === undefined) {
    complain([error([], 'The study is too long for a link.', 'Save it as a file instead.')]);
    return false;
  }
  if (await copyText(new URL(link, location.href).href)) return true;
  const message = 'The browser does not let this page write to the clipboard.';
  complain([error([], message, 'Save the study as a file instead.')]);
  return false;
}
