/**
 * `train EXPERIMENT.json [--backend wasm|cpu] [--steps N] [--json]`: runs an experiment headless with the page's engine
 * and prints its metrics: a line an evaluation, or with --json one JSON object a line for every event with numbers.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Experiment } from '../core/experiment.ts';
import { parseExperiment } from '../core/parse.ts';
import type { Columns, EventBody } from '../core/run/protocol.ts';
import { openBackend } from '../engine/backends/index.ts';
import { Control } from '../engine/run/control.ts';
import { train } from '../engine/run/trainer.ts';
import { wasmPaths } from './wasmPaths.ts';

const usage = 'Usage: npm run --silent train -- EXPERIMENT.json [--backend wasm|cpu] [--steps N] [--json]';
const say = (text: string) => process.stderr.write(`${text}\n`);

interface Arguments {
  readonly experiment: Experiment;
  readonly backend: 'wasm' | 'cpu';
  readonly steps: number;
  readonly isJson: boolean;
}

/** The arguments, or a sentence about what is wrong with them. */
function readArguments(args: readonly string[]): Arguments | string {
  const options = { backend: { type: 'string' }, steps: { type: 'string' }, json: { type: 'boolean' } } as const;
  let given: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    given = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${usage}`;
  }
  const { values, positionals } = given;
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) return usage;
  const backend = values.backend ?? 'wasm';
  if (backend !== 'wasm' && backend !== 'cpu') return `There is no backend "${backend}" here: wasm or cpu.`;
  const steps = values.steps === undefined ? Number.POSITIVE_INFINITY : Number(values.steps);
  if (values.steps !== undefined && !(Number.isInteger(steps) && steps > 0))
    return '--steps takes a whole number above 0.';
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  const { experiment, problems } = parseExperiment(raw);
  for (const problem of problems) say(`${problem.at.join('.') || path}: ${problem.message} ${problem.remedy}`);
  if (problems.some((problem) => problem.severity === 'error')) return `${path} is not a complete experiment.`;
  return { experiment, backend, steps, isJson: values.json ?? false };
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

async function main(args: readonly string[]): Promise<0 | 1> {
  const read = readArguments(args);
  if (typeof read === 'string') {
    say(read);
    return 1;
  }
  await openBackend(read.backend, wasmPaths());
  const control = new Control();
  control.maxSteps = read.steps;
  const print = (value: unknown) =>
    process.stdout.write(`${typeof value === 'string' ? value : JSON.stringify(value)}\n`);
  for await (const event of train(read.experiment, control)) {
    if (event.kind === 'failure') {
      say(`${event.failure.message} ${event.failure.remedy}`);
      if (read.isJson) print(event);
      return 1;
    }
    if (event.kind === 'metrics') {
      const rows = rowsOf(event.columns);
      if (read.isJson) for (const row of rows) print({ table: event.table, ...row });
      else if (event.table === 'validation') for (const row of rows) print(lineOf(row));
    } else sayStatus(event);
  }
  return 0;
}

function lineOf(row: Readonly<Record<string, number>>): string {
  const { step, ...values } = row;
  const texts = Object.entries(values).map(([name, value]) => `${name} ${value.toPrecision(4)}`);
  return `step ${step}  ${texts.join('  ')}`;
}

function sayStatus(event: EventBody): void {
  if (event.kind === 'status') say(event.status);
  if (event.kind === 'pace') say(`step ${event.step}: ${event.stepMs.toFixed(1)} ms a step`);
}

// The port on which the trainer yields would keep the process alive.
process.exit(await main(process.argv.slice(2)));
