/**
 * The column `total` of a run is the scalar that its strategy defines: held against the published formulas in float64, from
 * the recorded losses alone.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { makeLoss, makeStrategy } from '../../core/make.ts';
import { columnName } from '../../core/run/columns.ts';
import { column } from '../../core/run/metrics.ts';
import { type StrategyKind, strategies } from '../../core/strategies/index.ts';
import type { Strategy } from '../../core/strategies/strategy.ts';
import { openBackend } from '../backends/index.ts';
import { runOf } from '../testing/runs.ts';
import { twoHeads } from '../testing/twoHeads.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

const faders = [3, 0.2, 0.05];
const z = [0.5, 0.25, 0.01];
const m = faders.length;
const rate = 0.3;

/** Two losses on colour, one on size: three terms. */
const experiment = {
  ...twoHeads,
  losses: [
    ...twoHeads.losses.map((loss, i) => ({ ...loss, fader: faders[i]! })),
    makeLoss('hinge', 'multi-class-hinge', { output: 'head-colour', target: 'colour' }, { fader: faders[2]! }),
  ],
};

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const dot = (a: readonly number[], b: readonly number[]) => sum(a.map((value, i) => value * b[i]!));

/** [steps] totals from the rows [steps][m] of losses L, and of weights w for the one whose memory is not recorded. */
type Totals = (L: readonly number[][], w: readonly number[][]) => number[];

const scaled = (row: readonly number[]) => row.map((loss, i) => faders[i]! * loss);
const p = faders.map((fader) => fader / sum(faders));
const off = (row: readonly number[]) => row.map((loss, i) => loss - z[i]!);

/** What gradient descent on s makes of Σ value(s_i, l_i), with its slope by s, from s = 0 on. */
function trained(
  L: readonly number[][],
  value: (s: number, l: number) => number,
  slope: (s: number, l: number) => number,
): number[] {
  let s = faders.map(() => 0);
  return L.map(scaled).map((l) => {
    const total = sum(l.map((loss, i) => value(s[i]!, loss)));
    s = s.map((at, i) => at - rate * slope(at, l[i]!));
    return total;
  });
}

const ofWeights: Totals = (L, w) => L.map((row, step) => dot(row, w[step]!));

const totals: Readonly<Partial<Record<StrategyKind, readonly [options: object, totals: Totals]>>> = {
  sum: [{}, (L) => L.map((row) => dot(row, faders))],
  'trainable-weight': [{ form: 'sigmoid' }, ofWeights],
  'softmax-weights': [{}, ofWeights],
  dwa: [{}, ofWeights],
  rlw: [{}, ofWeights],
  // Kendall, Gal & Cipolla 2018, eq. 7 with s = log σ²
  uncertainty: [
    { optimizer: 'sgd', learningRate: rate },
    (L) =>
      trained(
        L,
        (s, l) => 0.5 * Math.exp(-s) * l + 0.5 * s,
        (s, l) => 0.5 - 0.5 * Math.exp(-s) * l,
      ),
  ],
  // Liu et al. 2021, eq. 6
  'imtl-l': [
    { optimizer: 'sgd', learningRate: rate },
    (L) =>
      trained(
        L,
        (s, l) => Math.exp(s) * l - s,
        (s, l) => Math.exp(s) * l - 1,
      ),
  ],
  gls: [{}, (L) => L.map((row) => scaled(row).reduce((a, b) => a * b, 1) ** (1 / m))],
  // With the weights z/(cD) that add up to 1, z is in proportion to weight·D.
  famo: [
    {},
    (L, w) =>
      L.map(scaled).map((l, step) => {
        const D = l.map((loss) => loss + 1e-8);
        const parts = D.map((d, i) => (w[step]![i]! / faders[i]!) * d);
        const shares = parts.map((part) => part / sum(parts));
        return dot(shares, D.map(Math.log)) / sum(shares.map((share, i) => share / D[i]!));
      }),
  ],
  tchebycheff: [{ ideal: z }, (L) => L.map((row) => Math.max(...off(row).map((d, i) => p[i]! * d)))],
  'smooth-tchebycheff': [
    { ideal: z, mu: 0.3 },
    (L) => L.map((row) => 0.3 * Math.log(sum(off(row).map((d, i) => Math.exp((p[i]! * d) / 0.3))))),
  ],
  // |x|² = (x·û)² + d₂²
  pbi: [
    { ideal: z, theta: 2 },
    (L) =>
      L.map(off).map((d) => {
        const along = dot(d, p) / Math.sqrt(dot(p, p));
        return along + 2 * Math.sqrt(dot(d, d) - along * along);
      }),
  ],
};

const ofLosses = Object.entries<Strategy>(strategies).filter(([, { family }]) => family === 'losses');

it.each(ofLosses.map(([kind]) => kind))('%s has its formula here', (kind) => {
  expect(Object.keys(totals)).toContain(kind);
});

describe.each(Object.entries(totals))('the recorded total of %s', (kind, [options, totalsOf]) => {
  it('is that of its formula', async () => {
    const { train } = await runOf({ ...experiment, strategy: makeStrategy(kind as StrategyKind, { ...options }) });
    const [losses, weights] = (['loss', 'weight'] as const).map((quantity) => {
      const columns = experiment.losses.map(({ id }) => column(train, columnName(quantity, id))!);
      return Array.from({ length: train.length }, (_, step) => columns.map((values) => values[step]!));
    }) as [number[][], number[][]];
    const expected = totalsOf(losses, weights);
    const found = [...column(train, 'total')!];
    expect(found.length).toBe(4);
    for (const [step, total] of found.entries()) expect(Math.abs(total - expected[step]!)).toBeLessThan(2e-6);
  });
});

it('turns negative under uncertainty weighting, where Σ weight·loss is not', async () => {
  const quiet = { ...experiment, losses: experiment.losses.map((loss) => ({ ...loss, fader: 0.01 })) };
  const strategy = makeStrategy('uncertainty', { learningRate: 1 });
  const { train } = await runOf({ ...quiet, strategy });
  const at = (name: string) => column(train, name)!.at(-1)!;
  const products = quiet.losses.map(({ id }) => at(columnName('weight', id)) * at(columnName('loss', id)));
  expect(sum(products)).toBeGreaterThan(0);
  expect(at('total')).toBeLessThan(-1);
});
