/**
 * Plane files: paths of strategies on two-parameter problems, computed elsewhere in double precision, walked again with
 * ours: error = max|got − expected| / max(1, max|expected|), of the points and of the losses.
 */
import * as z from 'zod/mini';
import { defaultsOf, own } from '../core/fields.ts';
import { isStrategyKind, strategies } from '../core/strategies/index.ts';
import { pairAt } from '../core/study/plane/ending.ts';
import { isPlaneKind, planeOf } from '../core/study/plane/index.ts';
import { planeOptimizer } from '../core/study/plane/setting.ts';
import { usualOptions } from '../core/study/plane/usualOptions.ts';
import { walk } from '../core/study/plane/walk.ts';
import { readOptions, UnknownVector, type Verdict } from './vectors.ts';

/** The most steps of a walk: some seconds. */
const stepLimit = 10_000_000;

const pair = z.tuple([z.number(), z.number()]);
const runSchema = z.object({
  name: z.string(),
  problem: z.string(),
  problemOptions: z.optional(z.record(z.string(), z.unknown())),
  strategy: z.string(),
  options: z.optional(z.record(z.string(), z.unknown())),
  lossWeights: z.optional(pair),
  start: pair,
  optimizer: z.looseObject({ kind: z.enum(['sgd', 'momentum', 'adam']), learningRate: z.number() }),
  steps: z.int().check(z.nonnegative()),
  tolerance: z.number().check(z.positive()),
  // Strict: a result that we do not know how to check must not pass unchecked.
  expected: z.strictObject({
    steps: z.array(z.int().check(z.nonnegative())).check(z.minLength(1)),
    x: z.optional(z.array(pair)),
    losses: z.optional(z.array(pair)),
  }),
});
const fileSchema = z.object({
  format: z.literal(1),
  kind: z.literal('plane'),
  runs: z.array(runSchema).check(z.minLength(1)),
});
type PlaneRun = z.infer<typeof runSchema>;

/** Walks every run of the file and compares the points that are given. */
export function verifyPlane(content: unknown): Verdict {
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const note = `not a plane file of format 1: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`;
    return { strategy: 'plane', cases: 0, status: 'unknown', notes: [note] };
  }
  const { runs } = parsed.data;
  const unknown: string[] = [];
  const differs: string[] = [];
  let largest: number | undefined;
  for (const run of runs) {
    try {
      const { error, where } = compare(run);
      largest = Math.max(largest ?? 0, error);
      if (!(error <= run.tolerance)) {
        differs.push(`${run.name}: ${where}, error ${error.toExponential(2)} > ${run.tolerance}`);
      }
    } catch (error) {
      if (!(error instanceof UnknownVector)) throw error;
      unknown.push(`${run.name}: ${error.message}`);
    }
  }
  const status = unknown.length > 0 ? 'unknown' : differs.length > 0 ? 'differs' : 'ok';
  return { strategy: 'plane', cases: runs.length, error: largest, status, notes: [...unknown, ...differs] };
}

function compare(run: PlaneRun): { readonly error: number; readonly where: string } {
  const { expected } = run;
  if (!expected.x && !expected.losses) throw new UnknownVector('neither points nor losses are expected');
  const last = expected.steps.reduce((latest, step) => Math.max(latest, step), 0);
  if (last > run.steps) throw new UnknownVector(`a step after the last, ${run.steps}`);
  if (last > stepLimit) throw new UnknownVector(`${last} steps; at most ${stepLimit} are walked here`);
  const wanted = new Set(expected.steps);
  const path = walk({ ...walkOf(run), steps: last }, (step) => wanted.has(step));
  const rows = new Map(Array.from(path.steps, (step, row) => [step, row]));
  let worst = { error: 0, where: 'nothing differs' };
  for (const name of ['x', 'losses'] as const) {
    const theirs = expected[name];
    if (!theirs) continue;
    if (theirs.length !== expected.steps.length) throw new UnknownVector(`${theirs.length} ${name} for other steps`);
    const scale = theirs.reduce((top, [a, b]) => Math.max(top, Math.abs(a), Math.abs(b)), 1);
    for (const [i, step] of expected.steps.entries()) {
      const ours = pairAt(path[name], rows.get(step) ?? path.steps.length);
      const error = Math.max(Math.abs(ours[0] - theirs[i]![0]), Math.abs(ours[1] - theirs[i]![1])) / scale;
      if (error <= worst.error) continue;
      worst = { error: Number.isNaN(error) ? Number.POSITIVE_INFINITY : error, where: `${name} after step ${step}` };
    }
  }
  return worst;
}

function walkOf(run: PlaneRun): Parameters<typeof walk>[0] {
  if (!isPlaneKind(run.problem)) throw new UnknownVector(`there is no plane "${run.problem}" here`);
  if (!isStrategyKind(run.strategy)) throw new UnknownVector(`there is no strategy "${run.strategy}" here`);
  const { kind, learningRate, ...params } = run.optimizer;
  const raw: Record<string, unknown> = { ...usualOptions(run.strategy), ...run.options, lossWeights: run.lossWeights };
  const { options, preference, faders } = readOptions(strategies[run.strategy], raw, 2, { expected: {} });
  if (!(faders[0]! + faders[1]! > 0)) throw new UnknownVector('lossWeights do not add up to more than 0');
  return {
    problem: run.problem,
    problemOptions: given('problem', defaultsOf(planeOf(run.problem).options), run.problemOptions ?? {}),
    strategy: run.strategy,
    strategyOptions: options,
    faders: [faders[0]!, faders[1]!],
    ...(raw.preference === undefined || raw.preference === null
      ? {}
      : { preference: [preference[0]!, preference[1]!] }),
    start: run.start,
    optimizer: given('optimizer', planeOptimizer(kind), params),
    learningRate,
    steps: run.steps,
    seed: 1,
  };
}

/** The values with the given ones in place of their own; of one type each, and none that are not there. */
function given<T extends object>(what: string, known: T, values: Readonly<Record<string, unknown>>): T {
  for (const [name, value] of Object.entries(values)) {
    if (!Object.hasOwn(known, name)) throw new UnknownVector(`the ${what} has no option "${name}"`);
    if (typeof value !== typeof own(known, name)) throw new UnknownVector(`${name} cannot be ${JSON.stringify(value)}`);
  }
  return { ...known, ...values };
}
