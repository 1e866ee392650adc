/** What a strategy remembers when a loss leaves, and when it comes back. */
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../fields.ts';
import { makeRandom } from '../random.ts';
import { measure, samplers } from '../testing/samplers.ts';
import { famo } from './famo.ts';
import { strategies, strategyKinds } from './index.ts';
import type { Regrouping, Strategy } from './strategy.ts';
import { trainableWeight } from './trainableWeight.ts';
import { uncertainty } from './uncertainty.ts';

const columns = 5;
const to = (rows: Regrouping['rows']): Regrouping => ({ rows, columns: () => Int32Array.from([0, 1, 2, 3, 4]) });
const pick = <T>(values: readonly T[], rows: readonly number[]) => rows.map((row) => values[row]!);

/** Measurements of step `step` of the losses at these places of three. */
function measured(step: number, places: readonly number[]) {
  const gradients = pick(samplers.conflicting(makeRandom(step + 7), 3, columns), places);
  const losses = pick([1.3, 0.4, 2.1], places).map((loss, i) => loss / (1 + step * (1 + (places[i] ?? 0))));
  return measure(gradients, { losses, step, stepsPerEpoch: 2, random: makeRandom(step) });
}

/** The state after so many steps with the losses at these places. */
function remembered(strategy: Strategy, options: Record<string, unknown>, steps: number, places: readonly number[]) {
  let state = strategy.init(places.length, options);
  for (let step = 0; step < steps; step++) {
    const weighed = strategy.weigh(measured(step, places), state, options);
    state = strategy.observe?.(measured(step + 1, places).losses, weighed.state, options) ?? weighed.state;
  }
  return state;
}

const withMemory = strategyKinds.filter((kind) => (strategies[kind] as Strategy).regroup);

describe('every strategy with a memory', () => {
  it('says what stays of it', () => {
    const remembering = strategyKinds.filter((kind) => {
      const strategy: Strategy = strategies[kind];
      return remembered(strategy, defaultsOf(strategy.options), 2, [0, 1, 2]) !== null;
    });
    expect(remembering).toEqual(withMemory);
  });

  it.each(withMemory)('%s gives each loss its own, in whatever order they come', (kind) => {
    const strategy: Strategy = strategies[kind];
    const options = defaultsOf(strategy.options);
    // Two losses have one order of projection.
    const places = kind === 'gradvac' ? [0, 1] : [0, 1, 2];
    const order = kind === 'gradvac' ? [1, 0] : [2, 0, 1];
    const state = remembered(strategy, options, 5, places);
    const wanted = strategy.weigh(measured(5, places), state, options);
    const found = strategy.weigh(
      measured(5, pick(places, order)),
      strategy.regroup?.(state, to(order), options),
      options,
    );
    expect(found.weights).toEqual(pick(wanted.weights, order).map((weight) => expect.closeTo(weight, 9)));
    expect([...(found.update ?? [])]).toEqual([...(wanted.update ?? [])].map((value) => expect.closeTo(value, 9)));
  });

  it.each(withMemory)('%s stays finite while losses leave and come back', (kind) => {
    const strategy: Strategy = strategies[kind];
    const options = defaultsOf(strategy.options);
    let state = remembered(strategy, options, 3, [0, 1, 2]);
    const sets: [readonly number[], Regrouping['rows']][] = [
      [
        [0, 2],
        [0, 2],
      ],
      [[2], [1]],
      [
        [1, 2],
        [undefined, 0],
      ],
      [
        [0, 1, 2],
        [undefined, 0, 1],
      ],
    ];
    for (const [i, [places, rows]] of sets.entries()) {
      state = strategy.regroup?.(state, to(rows), options);
      const weighed = strategy.weigh(measured(3 + i, places), state, options);
      state = strategy.observe?.(measured(4 + i, places).losses, weighed.state, options) ?? weighed.state;
      const numbers = [...weighed.weights, ...(weighed.update ?? [])];
      expect([weighed.weights.length, numbers.filter((value) => !Number.isFinite(value))]).toEqual([places.length, []]);
    }
  });
});

describe.each(['uncertainty', 'imtl-l'] as const)('%s, whose losses know nothing of each other', (kind) => {
  it('weighs two as if the third had never left, or been there', () => {
    const strategy: Strategy = strategies[kind];
    const options = defaultsOf(strategy.options);
    const state = strategy.regroup?.(remembered(strategy, options, 6, [0, 1, 2]), to([0, 1]), options);
    expect(state).toEqual(remembered(strategy, options, 6, [0, 1]));
    const back = strategy.regroup?.(state, to([undefined, 0, 1]), options);
    const { weights } = strategy.weigh(measured(6, [2, 0, 1]), back, options);
    expect(weights[0]).toBe(strategy.weigh(measured(0, [2]), strategy.init(1, options), options).weights[0]);
  });
});

it('counts the steps of Adam for each parameter, so that what comes back begins with its first', () => {
  const options = { ...defaultsOf(uncertainty.options), learningRate: 0.1 };
  const state = uncertainty.regroup!(
    remembered(uncertainty as Strategy, options, 9, [0]) as never,
    to([0, undefined]),
    options,
  );
  const next = uncertainty.weigh(measured(9, [0, 1]), state, options).state;
  // Adam's first step is as long as its rate.
  expect(Math.abs(next.values[1]! - state.values[1]!)).toBeCloseTo(0.1, 5);
});

describe('the trainable weight', () => {
  const shares = (form: 'raw' | 'sigmoid' | 'simplex') => {
    const options = { ...defaultsOf(trainableWeight.options), form, initial: 0.2 };
    const start = trainableWeight.init(3, options);
    const weightsOf = (state: typeof start, places: readonly number[]) =>
      trainableWeight.weigh(measured(0, places), state, options).weights;
    const two = trainableWeight.regroup!(start, to([0, 2]), options);
    const back = trainableWeight.regroup!(two, to([undefined, 0, 1]), options);
    return [weightsOf(two, [0, 2]), weightsOf(back, [1, 0, 2])];
  };

  it.each(['raw', 'sigmoid', 'simplex'] as const)('%s gives what is left to the others in proportion', (form) => {
    // 0.2, 0.4, 0.4 without the second; then a new first one, with its initial weight of 0.2.
    const [two = [], back = []] = shares(form);
    if (form !== 'simplex') expect(two).toEqual([expect.closeTo(1 / 3, 12), expect.closeTo(2 / 3, 12)]);
    expect(back.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(back[0]).toBeCloseTo(0.2, 12);
    expect(back[2]! / back[1]!).toBeCloseTo(2, 12);
  });
});

it('lets FAMO begin again with the mean logit', () => {
  const options = defaultsOf(famo.options);
  const state = famo.regroup!(
    remembered(famo as Strategy, options, 4, [0, 1]) as never,
    to([0, 1, undefined]),
    options,
  );
  expect(state.logits.values[2]).toBe(0);
  expect(state.logits.values[0]! + state.logits.values[1]!).toBeCloseTo(0, 2);
});
