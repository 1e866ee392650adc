/**
 * Vector files: inputs and results of a strategy, computed elsewhere, and how ours compare with them.
 *
 * A case is a sequence of steps with fresh state. What a step `expected` (weights, update, total) is compared field by
 * field: error = max|got − expected| / max(max|expected|, 1e-7·max|gradients|). Random draws are replayed from the file.
 */
import * as z from 'zod/mini';
import { defaultsOf, fieldsOf } from '../core/fields.ts';
import type { Random } from '../core/random.ts';
import { findStrategy } from '../core/strategies/index.ts';
import type { Matrix, Measured, Strategy } from '../core/strategies/strategy.ts';

const numbers = z.array(z.number());
const optionsSchema = z.record(z.string(), z.unknown());

const stepSchema = z.object({
  gradients: z.optional(z.array(numbers)),
  losses: z.optional(numbers),
  lossesAfter: z.optional(numbers),
  random: z.optional(
    z.object({ orders: z.optional(z.array(numbers)), uniforms: z.optional(numbers), normals: z.optional(numbers) }),
  ),
  // Strict: a result that we do not know how to check must not pass unchecked.
  expected: z.strictObject({
    weights: z.optional(numbers),
    update: z.optional(numbers),
    total: z.optional(z.number()),
  }),
});

/** A file of `kind: "strategy"`. */
export const strategyFileSchema = z.object({
  format: z.literal(1),
  kind: z.literal('strategy'),
  strategy: z.string(),
  options: z.optional(optionsSchema),
  cases: z
    .array(
      z.object({
        name: z.string(),
        tolerance: z.number().check(z.positive()),
        options: z.optional(optionsSchema),
        steps: z.array(stepSchema).check(z.minLength(1)),
      }),
    )
    .check(z.minLength(1)),
});

export type StrategyFile = z.infer<typeof strategyFileSchema>;
type VectorCase = StrategyFile['cases'][number];
type VectorStep = z.infer<typeof stepSchema>;

/** What `verify` says about a file; `unknown` means that it could not be checked. */
export interface Verdict {
  readonly strategy: string;
  readonly cases: number;
  /** The largest relative error; undefined where nothing could be compared. */
  readonly error?: number | undefined;
  readonly status: 'ok' | 'differs' | 'unknown';
  /** Which cases differ and by how much, or why the file is unknown. */
  readonly notes: readonly string[];
}

/** Something in a file that this program does not know; the message says what. */
export class UnknownVector extends Error {}

/** Runs our implementation on every case of the file. */
export function verifyStrategy(file: StrategyFile): Verdict {
  const base = { strategy: file.strategy, cases: file.cases.length };
  const strategy = findStrategy(file.strategy);
  if (!strategy) return { ...base, status: 'unknown', notes: [`there is no strategy "${file.strategy}" here`] };
  const unknown: string[] = [];
  const differs: string[] = [];
  let largest: number | undefined;
  for (const vectorCase of file.cases) {
    try {
      const { error, where } = verifyCase(strategy, { ...file.options, ...vectorCase.options }, vectorCase);
      largest = Math.max(largest ?? 0, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);
      if (!(error <= vectorCase.tolerance)) {
        differs.push(`${vectorCase.name}: ${where}, error ${error.toExponential(2)} > ${vectorCase.tolerance}`);
      }
    } catch (error) {
      if (!(error instanceof UnknownVector)) throw error;
      unknown.push(`${vectorCase.name}: ${error.message}`);
    }
  }
  const status = unknown.length > 0 ? 'unknown' : differs.length > 0 ? 'differs' : 'ok';
  return { ...base, error: largest, status, notes: [...unknown, ...differs] };
}

function verifyCase(strategy: Strategy, raw: Record<string, unknown>, vectorCase: VectorCase) {
  const first = vectorCase.steps[0]!;
  const m = (first.gradients ?? first.losses)?.length;
  if (!m) throw new UnknownVector('its first step has neither gradients nor losses');
  const { options, preference, faders, stepsPerEpoch } = readOptions(strategy, raw, m, first);
  let state = strategy.init(m, options);
  let worst = { error: 0, where: 'nothing compared' };
  let compared = 0;
  for (const [step, vector] of vectorCase.steps.entries()) {
    const measured = measure(strategy, vector, m, faders, { preference, stepsPerEpoch, step });
    const weighed = strategy.weigh(measured, state, options);
    // ∂total/∂L_i of the loss itself, not of the loss times its fader.
    const weights = weighed.weights.map((weight, i) => weight * faders[i]!);
    state = weighed.state;
    if (strategy.observe) {
      if (!vector.lossesAfter) throw new UnknownVector(`step ${step} has no lossesAfter`);
      state = strategy.observe(scale(vector.lossesAfter, faders), state, options);
    }
    const got = {
      weights,
      update: vector.gradients && (weighed.update ? [...weighed.update] : combine(vector.gradients, weights)),
      total: weighed.total,
    };
    for (const name of ['weights', 'update', 'total'] as const) {
      const expected = vector.expected[name];
      if (expected === undefined) continue;
      compared++;
      const error = relativeError(got[name], expected, vector.gradients ?? []);
      if (!(error <= worst.error)) worst = { error, where: `${name} of step ${step}` };
      if (Number.isNaN(error)) return worst;
    }
  }
  if (compared === 0) throw new UnknownVector('nothing is expected of any step');
  return worst;
}

/** max|got − expected| / max(max|expected|, 1e-7·max|gradients|); NaN where there is nothing to compare with. */
export function relativeError(
  got: number | readonly number[] | undefined,
  expected: number | readonly number[],
  gradients: Matrix,
): number {
  const ours = typeof got === 'number' ? [got] : (got ?? []);
  const theirs = typeof expected === 'number' ? [expected] : expected;
  if (ours.length !== theirs.length) return Number.NaN;
  const scale = Math.max(largest(theirs), 1e-7 * largest(gradients.flat()));
  const distance = largest(theirs.map((value, i) => ours[i]! - value));
  return distance === 0 ? 0 : distance / scale;
}

/** max|x_i|, NaN where one of them is. */
function largest(x: readonly number[]): number {
  return x.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
}

function scale(x: readonly number[], factors: readonly number[]): number[] {
  return x.map((value, i) => value * factors[i]!);
}

function combine(gradients: Matrix, weights: readonly number[]): number[] {
  return gradients[0]!.map((_, p) => gradients.reduce((total, row, i) => total + weights[i]! * row[p]!, 0));
}

function measure(
  strategy: Strategy,
  vector: VectorStep,
  m: number,
  faders: readonly number[],
  rest: Pick<Measured, 'preference' | 'stepsPerEpoch' | 'step'>,
): Measured {
  const { gradients, losses } = vector;
  if ((losses && losses.length !== m) || (gradients && gradients.length !== m)) {
    throw new UnknownVector(`step ${rest.step} has another number of losses than the first`);
  }
  const wanted = { nothing: losses ?? gradients, losses, gramian: gradients, jacobian: gradients }[strategy.needs];
  if (!wanted) {
    throw new UnknownVector(`step ${rest.step} has no ${strategy.needs === 'losses' ? 'losses' : 'gradients'}`);
  }
  const measured = {
    ...rest,
    losses: losses ? scale(losses, faders) : faders.map(() => 1),
    random: replay(vector.random ?? {}),
  };
  if (!gradients) return measured;
  const rows = gradients.map((row, i) => Float64Array.from(row, (value) => value * faders[i]!));
  return { ...measured, jacobian: rows, gramian: gramianOfRows(rows) };
}

function gramianOfRows(rows: readonly Float64Array[]): Matrix {
  return rows.map((a) => rows.map((b) => a.reduce((total, value, p) => total + value * b[p]!, 0)));
}

/** A `Random` that hands out recorded draws and refuses to make up others. */
function replay({ orders = [], uniforms = [], normals = [] }: NonNullable<VectorStep['random']>): Random {
  const taker = <T>(name: string, values: readonly T[]) => {
    let index = 0;
    return (): T => {
      const value = values[index++];
      if (value === undefined)
        throw new UnknownVector(`it needs more recorded ${name} than the ${values.length} there`);
      return value;
    };
  };
  const order = taker('orders', orders);
  const uniform = taker('uniforms', uniforms);
  const random: Random = {
    next: uniform,
    uniform: (low, high) => low + (high - low) * uniform(),
    index: (count) => Math.floor(uniform() * count),
    normal: taker('normals', normals),
    // With two losses there is only one order: nothing need be recorded.
    permutation: (count) => (orders.length === 0 && count <= 2 ? [0, 1].slice(0, count) : [...order()]),
    fork: () => random,
  };
  return random;
}

interface CaseOptions {
  readonly options: Record<string, unknown>;
  readonly preference: readonly number[];
  readonly faders: readonly number[];
  readonly stepsPerEpoch: number;
}

/**
 * The file's options in our terms. Values are checked for their type alone: the range of a field is what the page offers,
 * not where the method ends.
 */
export function readOptions(
  strategy: Strategy,
  raw: Record<string, unknown>,
  m: number,
  first: VectorStep,
): CaseOptions {
  const { preference, lossWeights, stepsPerEpoch = 1, ...own } = raw;
  const options: Record<string, unknown> = defaultsOf(strategy.options);
  const metas = new Map(fieldsOf(strategy.options).map(([name, , meta]) => [name, meta]));
  for (const [name, given] of Object.entries(own)) {
    const meta = metas.get(name);
    if (!meta) throw new UnknownVector(`${strategy.kind} has no option "${name}"`);
    const value = translate(strategy.kind, name, given, raw, first);
    const listed = meta.control === 'list' && typeof value === 'number' ? [value] : value;
    const known = meta.choices
      ? meta.choices.some((choice) => choice.value === listed)
      : meta.control === 'list'
        ? isNumbers(listed)
        : typeof listed === typeof meta.default;
    if (!known) throw new UnknownVector(`${name} of ${strategy.kind} cannot be ${JSON.stringify(given)}`);
    options[name] = listed;
  }
  if (typeof stepsPerEpoch !== 'number' || !(stepsPerEpoch >= 1)) throw new UnknownVector('stepsPerEpoch is no count');
  return {
    options,
    preference: vectorOf('preference', preference, m) ?? new Array<number>(m).fill(1 / m),
    faders: vectorOf('lossWeights', lossWeights, m) ?? new Array<number>(m).fill(1),
    stepsPerEpoch,
  };
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isFinite(item));
}

function vectorOf(name: string, value: unknown, m: number): number[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isNumbers(value) || value.length !== m) throw new UnknownVector(`${name} is not a list of ${m} numbers`);
  return value;
}

/** Where the format names a value differently from the page. */
function translate(
  kind: string,
  name: string,
  value: unknown,
  raw: Record<string, unknown>,
  first: VectorStep,
): unknown {
  if (kind === 'nash-mtl' && name === 'maxNorm' && value === null) return 0;
  // LibMTL numbers its ways to rescale.
  if (kind === 'cagrad' && name === 'rescale' && typeof value === 'number') return ['none', 'squared', 'linear'][value];
  if (kind === 'mgda' && name === 'normalisation' && typeof value === 'string') return value.toLowerCase();
  if (kind === 'trainable-weight' && name === 'initial' && raw.form === 'sigmoid' && typeof value === 'number') {
    // The format leaves open whether this is the first weight a or the parameter s with a = σ(s). The first step, whose
    // weights are not trained yet, says which; ours is the weight.
    const fromParameter = 1 / (1 + Math.exp(-value));
    const told = first.expected.weights?.[0];
    return told !== undefined && Math.abs(told - value) < Math.abs(told - fromParameter) ? value : fromParameter;
  }
  return value;
}
