/**
 * What a person brings, as a file or a text, opened as what it is: runs, an experiment, a study with
 * or without its outcomes, a link to any of them. What
 * cannot be read is answered and leaves the page as it is.
 */
import { readJson } from '../../core/json.ts';
import { error, type Problem } from '../../core/problem.ts';
import { isRunFile } from '../../core/run/kept/runFile.ts';
import { isStudyFile } from '../../core/study/parse.ts';
import { allowance } from '../actions/allowance.ts';
import { importRuns, runFileLimit } from '../actions/exchange.ts';
import { openLinked } from '../actions/linked.ts';
import { openExperiment, openParsed } from '../actions/open.ts';
import { openStudy } from '../actions/study.ts';
import { bytesText } from '../runs/room.ts';
import { classOfLink } from './classPart.ts';
import { decodeComparison, isComparison } from './comparison.ts';
import { readFile, unreadable } from './files.ts';
import { decodeStudy } from './study.ts';
import { bringStudy } from './studyFile.ts';
import { decodeLink, findLink, isStudyLink } from './url.ts';
import { decodeView, showLinked } from './view.ts';

/** Opens a file. Never rejects. */
export async function bringFile(file: File): Promise<readonly Problem[]> {
  if (!allowance.use('open')) return [];
  try {
    if (!isRunFile(await file.slice(0, 200).text())) {
      const read = await readFile(file);
      return 'problem' in read ? [read.problem] : bringText(read.text, 'file');
    }
    if (file.size <= runFileLimit) return await importRuns(await file.text());
    const message = `The file of runs has ${bytesText(file.size)}; at most ${bytesText(runFileLimit)} are read.`;
    return [error([], message, 'Export fewer runs into one file.')];
  } catch (reason) {
    return [unreadable(reason)];
  }
}

/** Opens a text. */
export async function bringText(text: string, source: 'file' | 'text'): Promise<readonly Problem[]> {
  if (!allowance.use('open')) return [];
  if (isRunFile(text)) return importRuns(text);
  const link = findLink(text);
  if (link && classOfLink(link) !== undefined) {
    // The address opens classes, and Back leads out of them.
    location.hash = link;
    return [];
  }
  if (link) return bringLink(link, source);
  const read = readJson(text);
  if ('problem' in read) return [read.problem];
  return isStudyFile(read.value) ? bringStudy(read.value) : openExperiment(read.value, source);
}

/** Opens a link and shows what was open with it. */
function bringLink(link: string, source: 'file' | 'text'): readonly Problem[] {
  const shown = decodeView(link);
  const problems = openHeld(link, source, shown?.linked.isHeld ?? false);
  if (!shown || problems.some(({ severity }) => severity === 'error')) return problems;
  showLinked(shown.linked);
  return [...problems, ...shown.problems];
}

function openHeld(link: string, source: 'file' | 'text', isHeld: boolean): readonly Problem[] {
  if (isComparison(link)) {
    const opened = decodeComparison(link);
    if (opened.runs.length > 0) openLinked(opened, false);
    return opened.problems;
  }
  if (isStudyLink(link)) {
    const { study, problems } = decodeStudy(link);
    if (study) openStudy(study, problems);
    return problems;
  }
  const opened = decodeLink(link);
  const isBroken = opened?.problems.some(({ severity }) => severity === 'error');
  if (opened && !isBroken) openParsed({ ...opened, isHeld }, source);
  return opened?.problems ?? [];
}
