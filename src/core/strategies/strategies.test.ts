/** What holds for every strategy of the table, on gradients of every awkward structure. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defaultsOf, fieldsOf } from '../fields.ts';
import { makeRandom } from '../random.ts';
import { combine, gramianOf, lengthOf, measure, samplers } from '../testing/samplers.ts';
import { findStrategy, type StrategyKind, strategies, strategyKinds } from './index.ts';
import type { Strategy } from './strategy.ts';

const structures = Object.keys(samplers) as (keyof typeof samplers)[];

/** Every choice and flag at each of its values, the rest at the defaults. */
function variants(strategy: Strategy): Record<string, unknown>[] {
  const base = defaultsOf(strategy.options);
  const others = fieldsOf(strategy.options).flatMap(([name, , meta]) => {
    if (meta.control === 'flag') return [{ ...base, [name]: !meta.default }];
    return (meta.choices ?? []).map((choice) => ({ ...base, [name]: choice.value }));
  });
  return [base, ...others];
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

/** Numbers of losses, and the scale of their values. */
const cases = [2, 3, 6].flatMap((m) => [0, 1e-10, 1, 1e15].map((scale) => [m, scale] as const));

function lossesAt(step: number, m: number, scale: number): number[] {
  return Array.from({ length: m }, (_, i) => (scale * (1 + i)) / (1 + step * (i + 1)));
}

describe('the table of strategies', () => {
  it.each(strategyKinds)('%s is found under its kind, and explains itself', (kind) => {
    const strategy: Strategy = strategies[kind];
    expect(strategy.kind).toBe(kind);
    expect(findStrategy(kind)).toBe(strategy);
    expect(strategy.help.match(/[.!?](?= |$)/g)?.length).toBeGreaterThanOrEqual(2);
    expect(strategy.formula).not.toBe('');
    // The page adds the penalties behind the first equals sign.
    if (strategy.family === 'losses') expect(strategy.formula).toMatch(/^L=/);
    expect(z.safeParse(strategy.options, defaultsOf(strategy.options)).success).toBe(true);
  });

  it('knows no strategy that is not in it', () => {
    expect(findStrategy('no-such')).toBeUndefined();
    expect(findStrategy('__proto__')).toBeUndefined();
  });
});

/** What is weighed in 100 steps, the losses drawn anew at each. */
function weighedOn(
  gradientsOf: (losses: readonly number[]) => number[][],
  strategy: Strategy,
  options: Record<string, unknown>,
) {
  const random = makeRandom(3);
  let state = strategy.init(3, options);
  return Array.from({ length: 100 }, (_, step) => {
    const losses = Array.from({ length: 3 }, () => 0.1 + 3 * random.next());
    const weighed = strategy.weigh(measure(gradientsOf(losses), { losses, step, random }), state, options);
    state = strategy.observe?.(losses, weighed.state, options) ?? weighed.state;
    return weighed;
  });
}

describe.each(strategyKinds)('%s', (kind) => {
  const strategy: Strategy = strategies[kind];

  it('says whether a weight may turn negative without conflict', () => {
    for (const options of variants(strategy)) {
      const atRightAngles = (losses: readonly number[]) =>
        losses.map((loss, i) => losses.map((_, j) => (i === j ? loss : 0)));
      const weighed = weighedOn(atRightAngles, strategy, options);
      const isNegative = weighed.some(({ weights }) => weights.some((weight) => weight < -1e-9));
      expect([options, isNegative]).toEqual([options, strategy.isSigned?.(options) ?? false]);
    }
  });

  it('says whether it is plain: the faders act as they are', () => {
    const gradients = samplers.conflicting(makeRandom(5), 3, 5);
    const weighed = variants(strategy).flatMap((options) => weighedOn(() => gradients, strategy, options));
    const isPlain = weighed.every(({ weights, update }) => !update && weights.every((weight) => weight === 1));
    expect(strategy.isPlain ?? false).toBe(isPlain);
  });

  it.each(structures)('stays finite and leaves its input alone on gradients %s', (structure) => {
    const broken: unknown[] = [];
    for (const options of variants(strategy)) {
      for (const [m, scale] of cases) {
        let state = frozen(strategy.init(m, options));
        for (let step = 0; step < 2; step++) {
          const gradients = samplers[structure](makeRandom(step + m), m, 4);
          // The second step as a device would measure it.
          const single = gramianOf(gradients).map((row, i) =>
            row.map((g, j) => Math.fround(g * (1 + 1e-7 * (i + j - m)))),
          );
          const rough = step === 1 && { gramian: single, precision: 1e-7 };
          const measured = frozen(measure(gradients, { losses: lossesAt(step, m, scale), step, ...rough }));
          const weighed = strategy.weigh(measured, state, options);
          const numbers = [...weighed.weights, ...(weighed.update ?? []), weighed.total ?? 0];
          if (weighed.weights.length !== m || !numbers.every(Number.isFinite)) broken.push({ options, m, scale, step });
          state = frozen(strategy.observe?.(lossesAt(step + 1, m, scale), weighed.state, options) ?? weighed.state);
        }
      }
    }
    expect(broken).toEqual([]);
  });

  it('has projections that add up to its weights, where it projects', () => {
    const gradients = samplers.conflicting(makeRandom(5), 3, 5);
    for (const options of variants(strategy)) {
      for (const { weights, projections } of weighedOn(() => gradients, strategy, options)) {
        expect(projections !== undefined).toBe(['pcgrad', 'gradvac', 'upgrad', 'dualproj'].includes(kind));
        const sums = weights.map((_, i) => projections?.reduce((total, { to }) => total + to[i]!, 0));
        if (projections) expect(sums).toEqual(weights.map((weight) => expect.closeTo(weight, 12)));
      }
    }
  });

  it('weighs one loss alone without turning its gradient', () => {
    const options = defaultsOf(strategy.options);
    const random = makeRandom(1);
    const { weights, update } = strategy.weigh(measure([[3, 4]], { random }), strategy.init(1, options), options);
    const [x = 0, y = 0] = update ? [...update] : combine([[3, 4]], weights);
    expect(x).toBeGreaterThan(0);
    expect(y / x).toBeCloseTo(4 / 3, 12);
  });

  it('gives the same again for the same measurements and state', () => {
    const options = defaultsOf(strategy.options);
    const gradients = samplers.conflicting(makeRandom(5), 3, 5);
    const once = () => strategy.weigh(measure(gradients), strategy.init(3, options), options);
    expect(once()).toEqual(once());
  });
});

/** How the first update grows when all gradients do: update(sJ) = s^power · update(J). */
const powers = {
  sum: 1,
  mgda: 1,
  pcgrad: 1,
  gradvac: 1,
  cagrad: 1,
  'imtl-g': 1,
  'aligned-mtl': 1,
  upgrad: 1,
  dualproj: 1,
  config: 1,
  graddrop: 1,
  'db-mtl': 1,
  gradnorm: 1,
  // Weights that come from the losses alone stay while the gradients grow.
  'trainable-weight': 1,
  'softmax-weights': 1,
  uncertainty: 1,
  dwa: 1,
  rlw: 1,
  gls: 1,
  'imtl-l': 1,
  famo: 1,
  tchebycheff: 1,
  'smooth-tchebycheff': 1,
  pbi: 1,
  fairgrad: 0,
  'nash-mtl': 0,
} satisfies Record<StrategyKind, number>;

describe('the scale law', () => {
  it.each(Object.entries(powers))('%s: s times the gradients give s^%i times the update', (kind, power) => {
    for (const s of [2 ** -30, 2 ** 20]) {
      const gradients = samplers.conflicting(makeRandom(3), 3, 5);
      const scaled = gradients.map((row) => row.map((value) => value * s));
      const plain = firstUpdate(kind, gradients);
      const after = firstUpdate(kind, scaled).map((value) => value / s ** power);
      expectSame(after, plain);
    }
  });
});

/** Methods whose result does not depend on the order of the losses (PCGrad and GradVac draw orders: two losses only). */
const symmetric = strategyKinds.filter((kind) => !['rlw', 'trainable-weight', 'graddrop'].includes(kind));

describe('the order of the losses', () => {
  it.each(symmetric)('makes no difference to %s', (kind) => {
    const m = kind === 'pcgrad' || kind === 'gradvac' ? 2 : 4;
    const gradients = samplers.conflicting(makeRandom(11), m, 6);
    const losses = gradients.map((_, i) => i + 0.5);
    const turn = <T>(list: readonly T[]): T[] => [...list.slice(1), ...list.slice(0, 1)];
    const plain = firstUpdate(kind, gradients, losses);
    expectSame(firstUpdate(kind, turn(gradients), turn(losses)), plain);
  });
});

function firstUpdate(kind: string, gradients: number[][], losses = gradients.map(() => 1)): number[] {
  const strategy = findStrategy(kind);
  if (!strategy) throw new Error(`no strategy ${kind}`);
  // Nash-MTL's published fallback depends on its start, α = 1, and so on units and on nothing in the theory.
  const options = { ...defaultsOf(strategy.options), ...(kind === 'nash-mtl' && { alwaysSolve: true }) };
  const { weights, update } = strategy.weigh(
    measure(gradients, { losses }),
    strategy.init(gradients.length, options),
    options,
  );
  return update ? [...update] : combine(gradients, weights);
}

function expectSame(got: readonly number[], expected: readonly number[]) {
  const distance = lengthOf(expected.map((value, i) => got[i]! - value));
  expect(distance / lengthOf(expected)).toBeLessThan(1e-7);
}
