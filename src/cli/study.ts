/**
 * `study STUDY.json [--lanes N] [--json]`: every run of a study, side by side in worker threads. It prints progress, a
 * table and what came out, or with --json one JSON object a line for every run, and writes the outcomes beside the study, from where it goes
 * on when it is called again; Ctrl-C prints what there is. Exit code 1 where a run failed (one that diverged is an outcome),
 * 2 where it cannot begin, 130 where it was stopped.
 */
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort } from 'node:worker_threads';
import { own } from '../core/fields.ts';
import type { Problem } from '../core/problem.ts';
import { studyFinding } from '../core/study/finding/studyFinding.ts';
import type { StudyOutcome } from '../core/study/outcomes.ts';
import { isStudyFile, parseStudy } from '../core/study/parse.ts';
import { nameOf, type Plan, type PlannedRun, planOf } from '../core/study/plan.ts';
import { resultsOf } from '../core/study/results.ts';
import type { Study } from '../core/study/study.ts';
import { counted, numberText } from '../core/words.ts';
import {
  interrupted,
  onInterrupt,
  print,
  readJsonFile,
  readOptions,
  runCommand,
  say,
  textOf,
  WrongCall,
} from './command.ts';
import { executeAll, work } from './lanes.ts';
import { execute, failed } from './study/lane.ts';
import { OutcomesOnDisk, outcomesPath } from './study/outcomesFile.ts';
import { durationText, tableOf } from './study/table.ts';

const usage = 'Usage: npm run --silent study -- STUDY.json [--lanes N] [--json]';
const options = { lanes: { type: 'string' }, json: { type: 'boolean' } } as const;

/** More lanes than that only stand in each other's way. */
const mostLanes = 64;

function readCall(args: readonly string[]): {
  readonly path: string;
  readonly lanes: number;
  readonly isJson: boolean;
} {
  const { values, positionals } = readOptions(args, options, usage);
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new WrongCall(usage);
  // One core stays for everything else.
  const lanes = values.lanes === undefined ? Math.max(1, cpus().length - 1) : Number(values.lanes);
  if (!(Number.isInteger(lanes) && lanes > 0 && lanes <= mostLanes))
    throw new WrongCall(`--lanes takes a whole number from 1 to ${mostLanes}.`);
  return { path, lanes, isJson: values.json ?? false };
}

/** The study of a file and its runs, after what is to be said about them. */
function readStudy(path: string): { readonly study: Study; readonly plan: Plan } {
  const raw = readJsonFile(path);
  if (own(raw, 'outcomes') !== undefined)
    throw new WrongCall(`${path} holds what came out of a study. Name the file of the study itself.`);
  if (own(raw, 'version') !== undefined && !isStudyFile(raw))
    throw new WrongCall(
      `${path} is no study: it has neither an experiment nor variations. To run an experiment: npm run --silent train -- ${path}`,
    );
  const { study, problems } = parseStudy(raw);
  const tell = (some: readonly Problem[]) => {
    for (const problem of some) say(`${problem.at.join('.') || path}: ${textOf(problem)}`);
    if (some.some(({ severity }) => severity === 'error')) throw new WrongCall(`${path} is not a complete study.`);
  };
  tell(problems);
  const plan = planOf(study);
  tell(plan.problems);
  return { study, plan };
}

async function main(args: readonly string[]): Promise<0 | 1 | 130> {
  const { path, lanes, isJson } = readCall(args);
  const { study, plan } = readStudy(path);
  const file = outcomesPath(path);
  const onDisk = new OutcomesOnDisk(file, study);
  const open = plan.runs.filter(({ id }) => !onDisk.isDone(id));
  const done = plan.runs.length - open.length;
  const before = done > 0 ? `, ${done} of them done before` : '';
  say(
    `${counted(plan.runs.length, 'run')}${before}, on ${counted(Math.min(lanes, Math.max(1, open.length)), 'lane')}.`,
  );

  const startedAt = performance.now();
  let ended = 0;
  const tell = (outcome: StudyOutcome, planned: PlannedRun) => {
    onDisk.add(outcome);
    ended++;
    const left = ((performance.now() - startedAt) / 1000 / ended) * (open.length - ended);
    const rest = ended < open.length ? `, ${durationText(left)} left` : '';
    say(`${done + ended} of ${plan.runs.length}: ${nameOf(plan, planned)}, ${endingText(outcome)}${rest}`);
    if (isJson) print(lineOf(plan, planned, outcome));
  };
  const abort = new AbortController();
  const interruption = onInterrupt('It stops; what its runs under way have done is lost.', () => abort.abort());
  await executeAll({
    signal: abort.signal,
    tasks: open.map((planned) => ({ planned, budget: study.budget })),
    lanes,
    file: fileURLToPath(import.meta.url),
    failed,
    tell: (outcome, { planned }) => tell(outcome, planned),
  });
  interruption.end();

  if (!isJson) {
    const results = resultsOf(plan, onDisk.outcomes);
    for (const line of tableOf(results, study)) print(line);
    const { text } = studyFinding({ study, plan, results });
    if (text !== '') print(`\n${text}`);
  }
  if (interruption.happened) {
    say(`The outcomes so far are in ${file}. The same command goes on with the rest.`);
    return interrupted;
  }
  say(`The outcomes are in ${file}.`);
  return plan.runs.every(({ id }) => onDisk.isDone(id)) ? 0 : 1;
}

function endingText({ ending, message, steps, stepMs }: StudyOutcome): string {
  const cost = stepMs === undefined ? '' : ` of ${numberText(stepMs)} ms`;
  const taken = `${counted(steps, 'step')}${cost}`;
  switch (ending) {
    case 'finished':
      return taken;
    case 'early':
      return `out of patience after ${taken}`;
    case 'diverged':
      return `diverged: ${message}`;
    case 'failed':
      return `failed: ${message}`;
    default:
      return ending satisfies never;
  }
}

function lineOf(plan: Plan, { setup, seed, fold }: PlannedRun, outcome: StudyOutcome): string {
  return JSON.stringify({ setup: plan.setups[setup]?.label, seed, fold, ...outcome });
}

if (isMainThread) await runCommand(main);
else if (parentPort) work(parentPort, execute, failed);
