/**
 * `train EXPERIMENT.json [--backend wasm|cpu] [--steps N] [--json]`: runs an experiment headless with the page's engine
 * and prints its metrics: a line an evaluation, or with --json one JSON object a line for every event with numbers,
 * after one with what the page would warn of. The last line says what came out and what to try. Ctrl-C ends the run after
 * its step and leaves it in a file, as the page exports runs; `train --continue RUN.json` goes on from there, bit for bit.
 * Exit code 1 where the run fails, 2 where it cannot begin, 130 where it was stopped.
 */
import { randomUUID } from 'node:crypto';
import { epochText } from '../core/datasets/describe.ts';
import type { Experiment } from '../core/experiment.ts';
import { own } from '../core/fields.ts';
import { graphOf } from '../core/graphOf.ts';
import { parseExperiment } from '../core/parse.ts';
import type { Problem } from '../core/problem.ts';
import { applyEvent } from '../core/run/applyEvent.ts';
import type { Checkpoint } from '../core/run/checkpoint.ts';
import { diagnose } from '../core/run/diagnosis/diagnosis.ts';
import { endedOf } from '../core/run/diagnosis/ended.ts';
import type { Columns, EventBody } from '../core/run/protocol.ts';
import { makeRun, type Run } from '../core/run/run.ts';
import { isStudyFile } from '../core/study/parse.ts';
import { openBackend } from '../engine/backends/index.ts';
import { Control } from '../engine/run/control.ts';
import { train } from '../engine/run/trainer.ts';
import {
  interrupted,
  messageOf,
  onInterrupt,
  print,
  readJsonFile,
  readOptions,
  runCommand,
  say,
  textOf,
  WrongCall,
} from './command.ts';
import { freeRunPath, readRun, writeRun } from './train/runOnDisk.ts';
import { wasmPaths } from './wasmPaths.ts';

const usage = `Usage: npm run --silent train -- EXPERIMENT.json [--backend wasm|cpu] [--steps N] [--json]
       npm run --silent train -- --continue RUN.json [--backend wasm|cpu] [--steps N] [--json]`;
const options = {
  backend: { type: 'string' },
  steps: { type: 'string' },
  json: { type: 'boolean' },
  continue: { type: 'boolean' },
} as const;

interface Call {
  readonly path: string;
  /** The file is that of a run, which goes on. */
  readonly isContinued: boolean;
  readonly backend: 'wasm' | 'cpu';
  readonly steps: number;
  readonly isJson: boolean;
}

function readCall(args: readonly string[]): Call {
  const { values, positionals } = readOptions(args, options, usage);
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new WrongCall(usage);
  const backend = values.backend ?? 'wasm';
  if (backend !== 'wasm' && backend !== 'cpu')
    throw new WrongCall(`There is no backend "${backend}" here: wasm or cpu.`);
  const steps = values.steps === undefined ? Number.POSITIVE_INFINITY : Number(values.steps);
  if (values.steps !== undefined && !(Number.isInteger(steps) && steps > 0))
    throw new WrongCall('--steps takes a whole number above 0.');
  return { path, isContinued: values.continue ?? false, backend, steps, isJson: values.json ?? false };
}

/** The experiment of a file that can run, and what is to be said about it. */
function readExperiment(path: string): { readonly experiment: Experiment; readonly problems: readonly Problem[] } {
  const raw = readJsonFile(path);
  if (isStudyFile(raw)) throw new WrongCall(`${path} is a study. To run it: npm run --silent study -- ${path}`);
  if (own(raw, 'format') === 'loss-mixer-runs')
    throw new WrongCall(`${path} is a file of runs. To go on: npm run --silent train -- --continue ${path}`);
  const parsed = parseExperiment(raw);
  const graph = graphOf(parsed.experiment);
  const isReadable = parsed.problems.every(({ severity }) => severity !== 'error');
  // What was put in for something unreadable is not what the person wrote: nothing is said about its graph.
  const problems = isReadable ? [...parsed.problems, ...graph.problems] : parsed.problems;
  for (const problem of problems) say(`${problem.at.join('.') || path}: ${textOf(problem)}`);
  if (!isReadable) throw new WrongCall(`${path} is not a complete experiment.`);
  if (!graph.isRunnable) throw new WrongCall(`${path} cannot run yet.`);
  return { experiment: parsed.experiment, problems };
}

/** The rows of a chunk as objects; columns without a value in a row are left out of it. */
function rowsOf(columns: Columns): Record<string, number>[] {
  const length = columns.step?.length ?? 0;
  return Array.from({ length }, (_, i) =>
    Object.fromEntries(
      Object.entries(columns).flatMap(([name, values]) => (Number.isNaN(values[i]) ? [] : [[name, values[i] ?? 0]])),
    ),
  );
}

/** What is to be trained: an experiment from its start, or a run from its checkpoint. */
interface Work {
  readonly run: Run;
  readonly checkpoint?: Checkpoint;
  readonly problems: readonly Problem[];
}

function begin(path: string): Work {
  const { experiment, problems } = readExperiment(path);
  return { run: makeRun(randomUUID(), experiment.title, experiment, Date.now()), problems };
}

async function main(args: readonly string[]): Promise<0 | 1 | 130> {
  const { path, isContinued, backend, steps, isJson } = readCall(args);
  const work: Work = isContinued ? { ...readRun(path, steps), problems: [] } : begin(path);
  const { checkpoint, problems } = work;
  let { run } = work;
  const { experiment, choice } = run;
  await openBackend(backend, wasmPaths()).catch((error: unknown) => {
    throw new WrongCall(`${messageOf(error)} Try --backend ${backend === 'wasm' ? 'cpu' : 'wasm'}.`);
  });
  if (isJson && problems.length > 0) print(JSON.stringify({ kind: 'problems', problems }));
  if (checkpoint) say(`It goes on from step ${checkpoint.step}.`);
  if (choice && choice.name !== backend)
    say(`It was trained on ${choice.name} until then: on ${backend} the last digits are others.`);
  say(`An epoch is ${epochText(experiment)}.`);
  run = { ...run, choice: { name: backend, reason: 'The command asked for it.', alternatives: [] } };
  const control = new Control();
  control.maxSteps = steps;
  control.checkpoint = checkpoint;
  let reached = checkpoint;
  const interruption = onInterrupt('It stops after this step.', () => control.stop());
  for await (const event of train(experiment, control)) {
    run = applyEvent(run, event);
    if (event.kind === 'checkpoint') reached = event.checkpoint;
    if (event.kind === 'failure') {
      // Where the numbers ran away, the diagnosis says what helps.
      say(
        event.failure.code === 'diverged' ? event.failure.message : `${event.failure.message} ${event.failure.remedy}`,
      );
      if (isJson) print(JSON.stringify(event));
    }
    if (event.kind === 'metrics') {
      const rows = rowsOf(event.columns);
      if (isJson) for (const row of rows) print(JSON.stringify({ table: event.table, ...row }));
      else if (event.table === 'validation') for (const row of rows) print(lineOf(row));
    } else sayStatus(event);
    // The engine yields on a port, of which Node serves a thousand messages before it hears of a signal.
    await new Promise((resolve) => setImmediate(resolve));
  }
  interruption.end();
  const diagnosis = diagnose(endedOf(run));
  const sentence = `${diagnosis.outcome} ${diagnosis.text}`.trim();
  if (isJson) print(JSON.stringify({ kind: 'diagnosis', diagnosis }));
  else if (!run.failure) print(sentence);
  if (run.failure?.code === 'diverged') say(diagnosis.text);
  if (interruption.happened || isContinued) {
    if (run.status === 'stopped')
      say(`It stopped after ${reached?.step ?? 0} of ${run.dataset?.totalSteps ?? 0} steps.`);
    const file = writeRun(isContinued ? path : freeRunPath(path), run, reached);
    const goOn = `npm run --silent train -- --continue ${file}`;
    say(run.status === 'finished' ? `The run is in ${file}.` : `The run is in ${file}. To go on: ${goOn}`);
  }
  if (run.failure) return 1;
  return interruption.happened ? interrupted : 0;
}

function lineOf(row: Readonly<Record<string, number>>): string {
  const { step, ...values } = row;
  const texts = Object.entries(values).map(([name, value]) => `${name} ${value.toPrecision(4)}`);
  return `step ${step}  ${texts.join('  ')}`;
}

function sayStatus(event: EventBody): void {
  if (event.kind === 'status') say(event.status);
  if (event.kind === 'pace') say(`step ${event.step}: ${event.stepMs.toFixed(1)} ms a step`);
  if (event.kind === 'notice') say(event.message);
}

await runCommand(main);
