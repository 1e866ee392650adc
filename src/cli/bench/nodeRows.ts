/** Rows that need no browser: against PyTorch, each strategy's own time, data and evaluation, memory. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { datasets } from '../../core/datasets/index.ts';
import { makeStrategy } from '../../core/make.ts';
import { makeRandom } from '../../core/random.ts';
import { strategies, strategyKinds } from '../../core/strategies/index.ts';
import type { Strategy } from '../../core/strategies/strategy.ts';
import { generators } from '../../engine/datasets/index.ts';
import { drawAll } from '../../engine/datasets/samples.ts';
import { networkA } from './networks.ts';
import { PacedRun } from './pacedRun.ts';
import { compare, median, type Rounds } from './rounds.ts';
import type { Row } from './row.ts';
import { startTorch } from './torch.ts';
import { rateEvaluation, weighMemory } from './upkeep.ts';

const where = 'Node wasm';

/** Row 2. */
export async function torchRow(rounds: Rounds): Promise<Row> {
  const what = 'whole step against PyTorch';
  const torch = await startTorch();
  if (typeof torch === 'string') return { row: 2, what, where, figures: {}, note: `Not measured: ${torch}` };
  const ours = await PacedRun.start(networkA({ lossCount: 2, strategy: 'sum', batchSize: 64 }));
  const { first, second, ratio } = await compare(ours, torch, rounds);
  torch.stop();
  await ours.dispose();
  return {
    row: 2,
    what,
    where,
    figures: { oursMs: first, torchMs: second, ratio },
    bound: { figure: 'ratio', most: 1.75 },
    note: `PyTorch ${torch.version}, one thread each.`,
  };
}

/** Row 5: microseconds of `weigh` on losses and gradients drawn at random; those on whole gradients get 10,000 numbers. */
export function strategyRows(isQuick: boolean): Row[] {
  return strategyKinds.map((kind) => ({
    row: 5,
    what: `${kind}, µs at 2, 5, 10 losses`,
    where: 'Node',
    figures: Object.fromEntries([2, 5, 10].map((count) => [`m${count}`, weighMicroseconds(kind, count, isQuick)])),
  }));
}

function weighMicroseconds(kind: (typeof strategyKinds)[number], count: number, isQuick: boolean): number {
  const strategy = strategies[kind] as Strategy;
  const options = makeStrategy(kind);
  const random = makeRandom(count);
  const jacobian = Array.from({ length: count }, () => Float32Array.from({ length: 10_000 }, () => random.normal()));
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  const gramian = jacobian.map((a) => jacobian.map((b) => dot(a, b)));
  let state = strategy.init(count, options);
  const times: number[] = [];
  for (let step = 0; step < (isQuick ? 20 : 100); step++) {
    const measured = {
      losses: Array.from({ length: count }, () => random.uniform(0.1, 2)),
      preference: Array.from({ length: count }, () => 1 / count),
      gramian,
      jacobian,
      precision: 1e-7,
      step,
      stepsPerEpoch: 50,
      random,
    };
    const from = performance.now();
    state = strategy.weigh(measured, state, options).state;
    times.push(1000 * (performance.now() - from));
  }
  return median(times);
}

/** Row 6: images a second, made. */
export async function dataRows(isQuick: boolean): Promise<Row[]> {
  const rows: Row[] = [];
  const count = isQuick ? 300 : 1000;
  for (const kind of Object.keys(datasets) as (keyof typeof datasets)[])
    for (const size of [16, 32, 64]) {
      const section = { ...networkA({ lossCount: 2, strategy: 'sum', batchSize: 64 }).dataset, kind, size, count };
      const from = performance.now();
      drawAll(generators[kind](section), count);
      const perSecond = (1000 * count) / (performance.now() - from);
      rows.push({
        row: 6,
        what: `${kind} made, ${size}×${size}`,
        where: 'Node',
        figures: { imagesPerSecond: perSecond },
      });
    }
  return rows;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** The evaluation of row 6, and row 7, in this process. */
export const upkeep = {
  rateEvaluation,
  weighMemory: (early: number, late: number) =>
    weighMemory(early, late, () => {
      collectGarbage();
      return process.memoryUsage().heapUsed;
    }),
};
