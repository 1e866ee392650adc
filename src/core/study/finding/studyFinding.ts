/**
 * The end of a study as a sentence: what came out, how sure, and what to try next, with what can be done at once. It claims
 * no more than the seeds or folds allow: two that differ by less than these differ are not told apart.
 */
import { counted, listText } from '../../words.ts';
import { variedNumbers } from '../curve/variedNumber.ts';
import { measuredText, sampleText, toldMeasuresOf } from './candidates.ts';
import { crossValidationFinding } from './crossValidation.ts';
import { endingSentences } from './endings.ts';
import type { Found, StudyFinding } from './found.ts';
import { rankingFinding } from './ranking.ts';
import { sweepFinding } from './sweep.ts';

/** What came out so far; an empty text before a run has ended. */
export function studyFinding(found: Found): StudyFinding {
  const { plan, results } = found;
  const numbers = variedNumbers(found.study, plan);
  const ended = results.setups.reduce((sum, one) => sum + one.ended, 0);
  if (ended === 0) return { text: '' };
  const { text, action } = mainFinding(found);
  const isUnfinished = ended < plan.runs.length;
  // What is still to come may tell as much as another study.
  const next = isUnfinished && action?.kind === 'study' ? undefined : action;
  const begin = isUnfinished ? [`So far, ${ended} of ${counted(plan.runs.length, 'run')}:`] : [];
  return {
    text: [...begin, text, ...endingSentences(results, numbers)].filter(Boolean).join(' '),
    ...(next && { action: next }),
  };
}

function mainFinding(found: Found): StudyFinding {
  const { study, plan, results } = found;
  const measured = results.setups.filter(({ final }) => final.size > 0);
  if (measured.length === 0) return { text: 'No run has ended with a number.' };
  if (results.setups.length === 1) return { text: singleText(found) };
  const numbers = variedNumbers(study, plan);
  if (numbers.length === 0) return rankingFinding(found);
  const [varied] = numbers;
  if (study.folds > 0 && varied && study.variations.length === 1 && numbers.length === 1)
    return crossValidationFinding(found, varied);
  return sweepFinding(found, numbers);
}

/** One experiment with several seeds or folds: how far they lie apart. */
function singleText({ study, results }: Found): string {
  const [only] = results.setups;
  const told = toldMeasuresOf(results, study).flatMap((measure) => {
    const spread = only?.final.get(measure.key);
    return spread ? [{ text: measuredText(measure, spread, study), spread }] : [];
  });
  const [first] = told;
  if (!first) return '';
  const values = listText(told.map(({ text }) => text));
  if (first.spread.n === 1) return `One run ends at ${values}.`;
  const rest =
    study.folds > 0 ? '± is the standard error.' : '± is their deviation: what differs by less may be chance.';
  return `${sampleText(first.spread, study)} of one experiment end at ${values}. ${rest}`;
}
