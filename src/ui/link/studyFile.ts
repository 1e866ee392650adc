/** A study in a file: by itself, or with the outcomes that the page or the command line wrote. */
import { own } from '../../core/fields.ts';
import type { Problem } from '../../core/problem.ts';
import { openRuns } from '../../core/study/keptStudy.ts';
import { readOutcomes } from '../../core/study/outcomes.ts';
import { parseStudy } from '../../core/study/parse.ts';
import { addStudy, openStudy } from '../actions/study.ts';
import { showStudies } from '../actions/vary.ts';
import { store } from '../store.ts';

/** Opens it: a study comes on the desk, one with outcomes among those that were started, held until a person goes on. */
export function bringStudy(value: unknown): readonly Problem[] {
  const hasOutcomes = own(value, 'outcomes') !== undefined;
  const read = hasOutcomes ? readOutcomes(value) : { study: value, outcomes: [], problems: [] };
  const parsed = read.study === undefined ? undefined : parseStudy(read.study);
  const problems = [...read.problems, ...(parsed?.problems ?? [])];
  if (!parsed || parsed.problems.some(({ severity }) => severity === 'error')) return problems;
  const { study } = parsed;
  if (!hasOutcomes) openStudy(study, problems);
  else {
    const { outcomes } = read;
    addStudy(study, { outcomes, status: openRuns({ study, outcomes }).length > 0 ? 'paused' : 'done' });
    showStudies();
    store.setState({ dialog: null, openProblems: problems });
  }
  return problems;
}
