/**
 * The total of a step beyond what a strategy defines of its losses (see run/totals.test.ts): the penalties that are added, and
 * its tangent while weights are kept.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { makeLoss, makeStrategy } from '../../core/make.ts';
import { openBackend } from '../backends/index.ts';
import { small, start } from '../testing/steps.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** [m] losses L and effective weights w, both without the faders of the test, which are 1. */
type Total = (losses: readonly number[], weights: readonly number[]) => number;

/** p = 1/m for equal faders; z = 0. */
const totals: Readonly<Record<string, Total>> = {
  sum: (L) => sum(L),
  uncertainty: (L, w) => sum(L.map((l, i) => w[i]! * l + 0.5 * -Math.log(2 * w[i]!))),
  'imtl-l': (L, w) => sum(L.map((l, i) => w[i]! * l - Math.log(w[i]!))),
  gls: (L) => sum(L.map((l) => l ** (1 / L.length))) && L.reduce((a, l) => a * l, 1) ** (1 / L.length),
  tchebycheff: (L) => Math.max(...L) / L.length,
  'smooth-tchebycheff': (L) => 0.1 * Math.log(sum(L.map((l) => Math.exp(l / L.length / 0.1)))),
  pbi: (L) => {
    const along = sum(L) / Math.sqrt(L.length);
    return along + 5 * Math.sqrt(Math.max(0, sum(L.map((l) => l * l)) - along * along));
  },
  famo: (L, w) => {
    // w = z/(cD) with Σz = 1, so that z ∝ wD.
    const D = L.map((l) => l + 1e-8);
    const z = D.map((d, i) => (w[i]! * d) / sum(D.map((other, j) => w[j]! * other)));
    return sum(z.map((share, i) => share * Math.log(D[i]!))) / sum(z.map((share, i) => share / D[i]!));
  },
  'softmax-weights': (L, w) => sum(L.map((l, i) => w[i]! * l)),
};

const totalOf = ({ losses, weights, offset }: { losses: number[]; weights: readonly number[]; offset: number }) =>
  offset + sum(losses.map((loss, i) => loss * weights[i]!));

describe.each(Object.keys(totals) as (keyof typeof totals & 'gls')[])('the total of %s', (kind) => {
  it('has the penalties that are added', async () => {
    const penalty = makeLoss('l2', 'l2', { scope: 'all' }, { fader: 0.01 });
    const run = await start({ strategy: makeStrategy(kind), losses: [...small.losses, penalty] });
    const taken = await run.take();
    const own = totals[kind]!(taken.losses.slice(0, 2), taken.weights.slice(0, 2));
    expect(totalOf(taken)).toBeCloseTo(own + 0.01 * taken.losses[2]!, 6);
    run.stepper.dispose();
  });

  it('is its tangent while the weights are kept', async () => {
    const run = await start({ strategy: makeStrategy(kind, { refreshEvery: 5 }) });
    const first = await run.take();
    const next = await run.take();
    const tangent = totalOf(first) + sum(next.losses.map((loss, i) => first.weights[i]! * (loss - first.losses[i]!)));
    expect(totalOf(next)).toBeCloseTo(tangent, 6);
    run.stepper.dispose();
  });
});
