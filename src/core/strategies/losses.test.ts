/** The theory of the methods on loss values: totals whose derivatives are the weights, and where training ends. */
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../fields.ts';
import { makeRandom } from '../random.ts';
import { measure, samplers } from '../testing/samplers.ts';
import { findStrategy, strategyKinds } from './index.ts';
import type { Measured, Weighed } from './strategy.ts';

function runner(kind: string, m: number, given: Record<string, unknown> = {}) {
  const strategy = findStrategy(kind);
  if (!strategy) throw new Error(`no strategy ${kind}`);
  const options = { ...defaultsOf(strategy.options), ...given };
  let state = strategy.init(m, options);
  let taken = 0;
  return {
    peek: (losses: readonly number[], more: Partial<Measured> = {}): Weighed<unknown> =>
      strategy.weigh(
        measure(
          losses.map(() => [1]),
          { losses, step: taken, ...more },
        ),
        state,
        options,
      ),
    step(losses: readonly number[], more: Partial<Measured> = {}, after = losses): readonly number[] {
      const weighed = this.peek(losses, more);
      taken++;
      state = strategy.observe?.(after, weighed.state, options) ?? weighed.state;
      return weighed.weights;
    },
  };
}

const onLosses = strategyKinds.filter((kind) => findStrategy(kind)?.family === 'losses');

describe('the weights', () => {
  it.each(onLosses)('of %s are the derivatives of its total', (kind) => {
    const losses = [0.7, 1.9, 0.4];
    const run = runner(kind, 3);
    // A few steps first, so that trained parameters have left their start.
    for (let step = 0; step < 3; step++) run.step(losses, {}, [0.6, 1.8, 0.39]);
    const preference = [0.5, 0.3, 0.2];
    const { weights } = run.peek(losses, { preference, random: makeRandom(1) });
    // FAMO holds c = Σ zᵢ/Lᵢ constant, with zᵢ proportional to wᵢLᵢ.
    const parts = weights.map((weight, i) => weight * losses[i]!);
    const c = (at: readonly number[]) => parts.reduce((sum, part, i) => sum + part / at[i]!, 0);
    const held = (at: readonly number[]) => (kind === 'famo' ? c(at) / c(losses) : 1);
    const h = 1e-6;
    const slope = losses.map((_, i) => {
      const shifted = (by: number) => losses.map((loss, j) => (i === j ? loss + by : loss));
      const at = (by: number) =>
        (run.peek(shifted(by), { preference, random: makeRandom(1) }).total ?? Number.NaN) * held(shifted(by));
      return (at(h) - at(-h)) / (2 * h);
    });
    expect(weights).toEqual(slope.map((value) => expect.closeTo(value, 5)));
  });
});

describe('the trainable weight', () => {
  it('runs away from the larger loss at the rate η(L₁ − L₂), past zero, when nothing holds it', () => {
    const run = runner('trainable-weight', 2, { form: 'raw', learningRate: 0.1 });
    const path = Array.from({ length: 8 }, () => run.step([2, 1])[0]!);
    expect(path).toEqual([0.5, 0.4, 0.3, 0.2, 0.1, 0, -0.1, -0.2].map((a) => expect.closeTo(a, 12)));
  });

  it.each([
    ['descent', 'smaller', 1],
    ['ascent', 'larger', 0],
  ] as const)('gives all weight by %s to the %s loss', (direction, _, winner) => {
    for (const form of ['sigmoid', 'simplex']) {
      const run = runner('trainable-weight', 2, { form, direction, learningRate: 1 });
      for (let step = 0; step < 200; step++) run.step([2, 1]);
      expect(run.step([2, 1])[winner]).toBeGreaterThan(0.95);
    }
  });

  it('steps the sigmoid by a(1 − a)(L₁ − L₂)', () => {
    const run = runner('trainable-weight', 2, { form: 'sigmoid', initial: 0.25, learningRate: 0.4 });
    const [first = 0] = run.step([3, 1]);
    expect(first).toBeCloseTo(0.25, 14);
    const s = Math.log(0.25 / 0.75) - 0.4 * 0.25 * 0.75 * 2;
    expect(run.step([3, 1])[0]).toBeCloseTo(1 / (1 + Math.exp(-s)), 14);
  });

  it('stays on the simplex with many losses', () => {
    const run = runner('trainable-weight', 4, { form: 'simplex', learningRate: 0.3 });
    for (let step = 0; step < 5; step++) {
      const weights = run.step([1, 5, 2, 0.1]);
      expect(weights.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('softmax weights', () => {
  it('take one step of w_i(L_i − ΣwL) in their logits', () => {
    const run = runner('softmax-weights', 2, { learningRate: 1 });
    expect(run.step([3, 1])).toEqual([0.5, 0.5]);
    // z = ∓½: the softmax of (−0.5, 0.5).
    expect(run.step([3, 1])[0]).toBeCloseTo(1 / (1 + Math.E), 14);
  });
});

describe('uncertainty weighting and IMTL-L', () => {
  it.each([
    ['uncertainty', 0.5],
    ['imtl-l', 1],
  ])('%s ends where every weighted loss is %d', (kind, share) => {
    const losses = [0.2, 3];
    const run = runner(kind, 2, { optimizer: 'sgd', learningRate: 0.2 });
    for (let step = 0; step < 300; step++) run.step(losses);
    for (const [i, weight] of run.step(losses).entries()) expect(weight * losses[i]!).toBeCloseTo(share, 6);
  });
});

describe('DWA', () => {
  it('has equal weights for two epochs, then favours the loss that fell less', () => {
    const run = runner('dwa', 2, { temperature: 1 });
    const epoch = { stepsPerEpoch: 2 };
    const path = [
      [4, 4],
      [4, 4],
      [3, 2],
      [1, 2],
    ].map((losses) => run.step(losses, epoch));
    expect(path).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    // Averages 4, 4 and 2, 2: both fell by half.
    expect(run.step([1, 2], epoch)).toEqual([1, 1]);
    run.step([1, 2], epoch);
    // Averages 2, 2 and 1, 2.
    const [slow = 0, stuck = 0] = run.step([1, 1], epoch);
    expect(stuck / slow).toBeCloseTo(Math.exp(0.5), 12);
    expect(stuck + slow).toBeCloseTo(2, 12);
  });

  it('counts the steps of an epoch, also those between two measurements', () => {
    const run = runner('dwa', 2, { temperature: 1 });
    // Epochs of four steps, every third one measured: averages (4, 4), (2, 3), then (9, 9), which is not used yet.
    const measured = [
      [0, [4, 4]],
      [3, [4, 4]],
      [6, [2, 3]],
      [9, [9, 9]],
    ] as const;
    const weights = measured.map(([step, losses]) => run.step(losses, { step, stepsPerEpoch: 4 }));
    expect(weights.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => [1, 1]));
    const [slow = 0, stuck = 0] = weights[3] ?? [];
    expect(stuck / slow).toBeCloseTo(Math.exp(0.75 - 0.5), 12);
  });
});

describe('GLS', () => {
  it('does not overflow where the product of the losses would', () => {
    const { weights, total } = runner('gls', 40).peek(new Array<number>(40).fill(1e10));
    expect(total! / 1e10).toBeCloseTo(1, 12);
    expect(weights[0]).toBeCloseTo(1 / 40, 12);
  });
});

describe('FAMO', () => {
  it('moves weight from the loss that fell most, in per cent, to the other', () => {
    const run = runner('famo', 2, { weightDecay: 0 });
    expect(run.step([1, 1], {}, [0.5, 0.9])).toEqual([0.5, 0.5]);
    const [fast = 0, slow = 0] = run.step([1, 1]);
    expect(slow).toBeGreaterThan(fast);
  });
});

describe('Tchebycheff', () => {
  it('trains only the loss that is worst by preference, at the weight of its preference', () => {
    const run = runner('tchebycheff', 3, { ideal: [0.5] });
    const { weights, total } = run.peek([1, 2, 4.5], { preference: [0.5, 0.4, 0.1] });
    expect({ weights, total }).toEqual({ weights: [0, 0.4, 0], total: expect.closeTo(0.6, 14) });
  });

  it('leaves each loss its own ideal value while another is muted', () => {
    const run = runner('tchebycheff', 2, { ideal: [0, 3, 0.5] });
    const { total } = run.peek([3.5, 0.75], { preference: [0.5, 0.5], places: [1, 2] });
    expect(total).toBeCloseTo(0.25, 14);
  });

  it('is what the smooth one tends to as μ goes to zero', () => {
    const more = { preference: [0.5, 0.4, 0.1] };
    const smooth = runner('smooth-tchebycheff', 3, { mu: 1e-3 }).peek([1, 2, 4.5], more);
    expect(smooth.weights).toEqual(
      runner('tchebycheff', 3)
        .peek([1, 2, 4.5], more)
        .weights.map((w) => expect.closeTo(w, 12)),
    );
  });
});

describe('PBI', () => {
  it('weighs by the preferred direction alone on the preferred ray', () => {
    const { weights, total } = runner('pbi', 2).peek([3, 4], { preference: [3 / 7, 4 / 7] });
    expect(weights).toEqual([expect.closeTo(0.6, 14), expect.closeTo(0.8, 14)]);
    expect(total).toBeCloseTo(5, 12);
  });
});

describe('GradNorm', () => {
  it('brings weighted gradients to one length for α = 0, with weights that sum to m', () => {
    const gradients = [
      [4, 0],
      [0, 1],
    ];
    for (const parametrisation of ['direct', 'softmax']) {
      const run = runner('gradnorm', 2, { alpha: 0, optimizer: 'sgd', learningRate: 0.005, parametrisation });
      const gramian = gradients.map((a) => gradients.map((b) => a[0]! * b[0]! + a[1]! * b[1]!));
      for (let step = 0; step < 400; step++) run.step([1, 1], { gramian });
      const [long = 0, short = 0] = run.step([1, 1], { gramian });
      expect(long + short).toBeCloseTo(2, 12);
      expect(long * 4).toBeCloseTo(short, 1);
    }
  });
});

describe('GradDrop', () => {
  it('leaves each loss its own leak while another is muted', () => {
    const strategy = findStrategy('graddrop');
    const places = [1, 2];
    // A draw of one drops what is positive: only the leak passes.
    const random = { ...makeRandom(1), next: () => 1 };
    const weighed = strategy?.weigh(measure([[1], [1]], { places, random }), null, { leak: [1, 0.25, 0.5] });
    expect(weighed?.weights).toEqual([0.25, 0.5]);
  });

  it('keeps one sign in every coordinate, and all of it where the signs agree', () => {
    const strategy = findStrategy('graddrop');
    const gradients = samplers.conflicting(makeRandom(2), 3, 50);
    const options = { leak: [] };
    const update = [...(strategy?.weigh(measure(gradients), strategy.init(3, options), options).update ?? [])];
    const kept = { all: 0, positive: 0, negative: 0, neither: 0 };
    for (const k of gradients[0]!.keys()) {
      const column = gradients.map((row) => row[k]!);
      const positive = column.filter((g) => g > 0).reduce((sum, g) => sum + g, 0);
      const negative = column.filter((g) => g < 0).reduce((sum, g) => sum + g, 0);
      const is = (wanted: number) => Math.abs(update[k]! - wanted) < 1e-12;
      if (positive === 0 || negative === 0) kept[is(positive + negative) ? 'all' : 'neither']++;
      else kept[is(positive) ? 'positive' : is(negative) ? 'negative' : 'neither']++;
    }
    expect(kept).toEqual({
      all: expect.any(Number),
      positive: expect.any(Number),
      negative: expect.any(Number),
      neither: 0,
    });
    expect(Math.min(kept.all, kept.positive, kept.negative)).toBeGreaterThan(0);
    expect(kept.all + kept.positive + kept.negative).toBe(50);
  });

  it('lets everything through with a leak of one', () => {
    const strategy = findStrategy('graddrop');
    const options = { leak: [1] };
    const weighed = strategy?.weigh(
      measure([
        [1, -2],
        [-3, 5],
      ]),
      strategy.init(2, options),
      options,
    );
    expect({ ...weighed, update: [...(weighed?.update ?? [])] }).toEqual({
      weights: [1, 1],
      update: [-2, 3],
      state: null,
    });
  });
});

describe('DB-MTL', () => {
  it('brings the gradients of the logarithms to the length of the longest', () => {
    const strategy = findStrategy('db-mtl');
    const options = { beta: 0, sigma: 0 };
    const measured = measure(
      [
        [2, 0],
        [0, 6],
      ],
      { losses: [1, 6] },
    );
    const update = strategy?.weigh(measured, strategy.init(2, options), options).update ?? [];
    expect([...update]).toEqual([expect.closeTo(2, 6), expect.closeTo(2, 6)]);
  });
});
