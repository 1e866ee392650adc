/** What a strategy promises of a step holds at every step, also where its weights are refreshed every tenth. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { makeStrategy } from '../../core/make.ts';
import { openBackend } from '../backends/index.ts';
import { small, start, type Taken } from '../testing/steps.ts';
import type { Range } from './layout.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

type Run = Awaited<ReturnType<typeof start>>;

/** ‖Δθ‖ / η of the next step of plain gradient descent, over these ranges. */
async function lengthOfStep(run: Run, ranges: readonly Range[], take: Taken = {}): Promise<number> {
  const before = await run.theta();
  await run.take(take);
  const after = await run.theta();
  const moved = ranges.flatMap(({ start: from, end }) =>
    [...after.subarray(from, end)].map((value, i) => value - (before[from + i] ?? 0)),
  );
  return Math.hypot(...moved) / small.training.learningRate;
}

/** A run of the changed experiment that goes on where another one stands, with a strategy that has seen nothing yet. */
async function goOn(run: Run, change: Partial<Experiment>): Promise<Run> {
  const { experiment: _, weigher: __, ...saved } = await run.stepper.save();
  return start(change, { step: run.step, ...saved, optimizers: {}, weigher: undefined });
}

/** Faders that are moved while weights are kept. */
const moves: readonly Taken[] = [{}, {}, {}, { faders: { colour: 5 } }, { faders: { colour: 5 } }, {}, {}];

describe('the longest update of Nash-MTL', () => {
  it.each([1, 0.2])(
    'is %d at every step, though the weights are refreshed every tenth and a fader moves',
    async (maxNorm) => {
      const run = await start({ strategy: makeStrategy('nash-mtl', { refreshEvery: 10, maxNorm }) });
      const ranges = run.stepper.sharedRanges;
      for (const move of moves) expect(await lengthOfStep(run, ranges, move)).toBeLessThan(maxNorm * 1.0001);
      run.stepper.dispose();
    },
  );

  it('cuts the bargained weights of the last measurement at each step, no more than is needed', async () => {
    const free = await start({ strategy: makeStrategy('nash-mtl', { refreshEvery: 10, maxNorm: 0 }) });
    await free.take();
    const cut = await start(
      { strategy: makeStrategy('nash-mtl', { refreshEvery: 10, maxNorm: 1 }) },
      await withoutOptions(free),
    );
    const ranges = free.stepper.sharedRanges;
    for (let step = 0; step < 3; step++) {
      const before = await cut.theta();
      const probe = await start(
        { strategy: makeStrategy('nash-mtl', { refreshEvery: 10, maxNorm: 0 }) },
        {
          ...(await withoutOptions(cut)),
          theta: before,
        },
      );
      const whole = await lengthOfStep(probe, ranges);
      expect(await lengthOfStep(cut, ranges)).toBeCloseTo(Math.min(1, whole), 4);
      probe.stepper.dispose();
    }
    free.stepper.dispose();
    cut.stepper.dispose();
  });

  async function withoutOptions(run: Run) {
    const { experiment: _, ...saved } = await run.stepper.save();
    return { step: run.step, ...saved };
  }
});

describe('the length of the plain sum', () => {
  const kinds = ['mgda', 'nash-mtl', 'imtl-g', 'softmax-weights', 'uncertainty', 'pbi', 'gradnorm', 'db-mtl'] as const;
  const cases = kinds.flatMap((kind) => (['own', 'weighted'] as const).map((heads) => [kind, heads] as const));

  it.each(cases)('is that of every step of %s, heads %s, refreshed every tenth', async (kind, heads) => {
    const run = await start({ strategy: makeStrategy(kind, { length: 'sum', heads, refreshEvery: 10 }) });
    const ranges = heads === 'own' ? run.stepper.sharedRanges : [{ start: 0, end: run.stepper.layout.size }];
    for (const move of moves) {
      const plain = await goOn(run, { strategy: makeStrategy('sum') });
      // What reads the faders as a preference weighs the losses without them.
      const wanted = await lengthOfStep(plain, ranges, kind === 'pbi' ? {} : move);
      expect((await lengthOfStep(run, ranges, move)) / wanted).toBeCloseTo(1, 3);
      plain.stepper.dispose();
    }
    run.stepper.dispose();
  });
});

describe('a kept answer', () => {
  it('is renewed at once when a fader that it depends on moves', async () => {
    for (const kind of ['mgda', 'imtl-g', 'tchebycheff', 'pbi', 'gls'] as const) {
      const run = await start({ strategy: makeStrategy(kind, { refreshEvery: 10 }) });
      await run.take();
      await run.take();
      const always = await goOn(run, { strategy: makeStrategy(kind) });
      const move = { faders: { colour: 7 } };
      expect((await run.take(move)).weights).toEqual((await always.take(move)).weights);
      run.stepper.dispose();
      always.stepper.dispose();
    }
  });

  it('is kept until then', async () => {
    const run = await start({ strategy: makeStrategy('mgda', { refreshEvery: 10 }) });
    const { weights } = await run.take();
    expect((await run.take()).weights).toEqual(weights);
    run.stepper.dispose();
  });
});
