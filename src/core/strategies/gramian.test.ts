/** The theory of the methods on the Gramian, as assertions on seeded gradients of many structures. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../fields.ts';
import { makeRandom } from '../random.ts';
import { combine, gramianOf, lengthOf, measure, samplers, slopes } from '../testing/samplers.ts';
import { findStrategy } from './index.ts';

const seeds = fc.integer({ min: 1, max: 1e6 });
const counts = fc.integer({ min: 2, max: 6 });
const runs = { numRuns: 40, seed: 6 };

function run(kind: string, gradients: number[][], given: Record<string, unknown> = {}, more = {}) {
  const strategy = findStrategy(kind);
  if (!strategy) throw new Error(`no strategy ${kind}`);
  const options = { ...defaultsOf(strategy.options), ...given };
  const measured = measure(gradients, more);
  const { weights } = strategy.weigh(measured, strategy.init(gradients.length, options), options);
  return { weights, d: combine(gradients, weights) };
}

const lengths = (gradients: number[][]) => gradients.map(lengthOf);
const mean = (gradients: number[][]) =>
  combine(
    gradients,
    gradients.map(() => 1 / gradients.length),
  );

describe('no loss rises to first order', () => {
  const structures = [
    'generic',
    'conflicting',
    'of very different lengths',
    'rank-deficient',
    'stationary',
    'tiny',
  ] as const;

  it.each(structures)('with MGDA on gradients %s, where every slope is at least |d|²', (structure) => {
    fc.assert(
      fc.property(seeds, counts, fc.constantFrom('none', 'l2', 'loss', 'loss+'), (seed, m, normalisation) => {
        const gradients = samplers[structure](makeRandom(seed), m, m + 2);
        const losses = gradients.map((_, i) => 0.1 + i);
        const divisors = lengths(gradients).map((length, i) => {
          if (normalisation === 'l2') return length;
          return normalisation === 'none' ? 1 : losses[i]! * (normalisation === 'loss' ? 1 : length);
        });
        const rows = gradients.map((row, i) => row.map((value) => value / divisors[i]!));
        const { d } = run('mgda', gradients, { normalisation }, { losses });
        const scale = lengthOf(d) ** 2;
        const longest = Math.max(...lengths(rows));
        for (const slope of slopes(rows, d)) {
          expect(slope - scale).toBeGreaterThanOrEqual(-1e-12 * longest * Math.max(lengthOf(d), 1e-3 * longest));
        }
      }),
      runs,
    );
  });

  it.each(structures)('with UPGrad and DualProj on gradients %s, up to their regularisation', (structure) => {
    fc.assert(
      fc.property(seeds, counts, fc.constantFrom('upgrad', 'dualproj'), (seed, m, kind) => {
        const gradients = samplers[structure](makeRandom(seed), m, m + 2);
        const regularisation = 1e-6;
        const { d, weights } = run(kind, gradients, { regularisation });
        const trace = lengths(gradients).reduce((total, length) => total + length ** 2, 0);
        for (const [i, slope] of slopes(gradients, d).entries()) {
          // (G/tr + εI)v ≥ 0 for each projection: the slope is at least −ε·tr·w_i.
          expect(slope).toBeGreaterThanOrEqual(-(1e-8 + regularisation * weights[i]!) * trace);
        }
      }),
      runs,
    );
  });

  it.each(['config', 'imtl-g', 'nash-mtl', 'fairgrad'])('with %s on gradients of full rank', (kind) => {
    fc.assert(
      fc.property(seeds, counts, (seed, m) => {
        const gradients = samplers.generic(makeRandom(seed), m, m + 4);
        const { d, weights } = run(kind, gradients, kind === 'nash-mtl' ? { alwaysSolve: true } : {});
        // IMTL-G's weights are normalised to sum to one, which may turn the direction round.
        const sign = kind === 'imtl-g' ? Math.sign(slopes(gradients, d)[0]!) : 1;
        expect(weights.every(Number.isFinite)).toBe(true);
        for (const slope of slopes(gradients, d)) expect(slope * sign).toBeGreaterThan(0);
      }),
      runs,
    );
  });
});

describe('Pareto-stationary points', () => {
  it('leave MGDA nowhere to go', () => {
    fc.assert(
      fc.property(seeds, counts, (seed, m) => {
        const gradients = samplers.stationary(makeRandom(seed), m, m + 2);
        expect(lengthOf(run('mgda', gradients).d)).toBeLessThan(1e-12 * Math.max(...lengths(gradients)));
      }),
      runs,
    );
  });

  it.each(['imtl-g', 'config', 'cagrad', 'pcgrad', 'dualproj'])('keep %s still between opposites', (kind) => {
    const gradients = [
      [1, -2, 3],
      [-2, 4, -6],
    ];
    expect(lengthOf(run(kind, gradients, { c: 2, regularisation: 1e-6 }).d)).toBeLessThan(1e-3);
  });
});

describe('identical gradients', () => {
  it.each([
    ['sum', 3],
    ['pcgrad', 3],
    ['gradvac', 3],
    ['config', 3],
    ['mgda', 1],
    ['imtl-g', 1],
    ['aligned-mtl', 1],
    ['dualproj', 1],
    ['upgrad', 1],
  ] as const)('make the update of %s %i times that gradient', (kind, times) => {
    const gradients = samplers.identical(makeRandom(2), 3, 4);
    const { d } = run(kind, gradients);
    for (const [k, value] of d.entries()) expect(value).toBeCloseTo(times * gradients[0]![k]!, 10);
  });
});

describe('MGDA', () => {
  it('is the closed form for two losses (Sener & Koltun 2018)', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const gradients = samplers.conflicting(makeRandom(seed), 2, 3);
        const [[g11 = 0, g12 = 0] = [], [, g22 = 0] = []] = gramianOf(gradients);
        const first = g12 >= g11 ? 1 : g12 >= g22 ? 0 : (g22 - g12) / (g11 + g22 - 2 * g12);
        const { weights } = run('mgda', gradients);
        expect(weights[0]).toBeCloseTo(first, 12);
        expect(weights[1]).toBeCloseTo(1 - first, 12);
      }),
      runs,
    );
  });

  it('does not move beside a zero gradient', () => {
    expect(run('mgda', samplers['with a zero row'](makeRandom(1), 3, 4))).toEqual({
      weights: [1, 0, 0],
      d: [0, 0, 0, 0],
    });
  });
});

describe('PCGrad', () => {
  it('projects two conflicting gradients off each other', () => {
    // g₁ − (g₁·g₂)/|g₂|² g₂ = (0.5, 0.5) and g₂ − (g₁·g₂)/|g₁|² g₁ = (0, 1).
    expect(
      run('pcgrad', [
        [1, 0],
        [-1, 1],
      ]).d,
    ).toEqual([0.5, 1.5]);
  });

  it('is the sum where nothing conflicts', () => {
    expect(
      run('pcgrad', [
        [1, 0],
        [1, 1],
      ]).d,
    ).toEqual([2, 1]);
  });
});

describe('GradVac', () => {
  it('is PCGrad at its first step', () => {
    const gradients = samplers.conflicting(makeRandom(9), 4, 5);
    const { d } = run('gradvac', gradients, {}, { random: makeRandom(3) });
    const plain = run('pcgrad', gradients, {}, { random: makeRandom(3) }).d;
    for (const [k, value] of d.entries()) expect(value).toBeCloseTo(plain[k]!, 10);
  });
});

describe('CAGrad', () => {
  it('is the mean gradient for c = 0', () => {
    const gradients = samplers.conflicting(makeRandom(4), 3, 5);
    expect(run('cagrad', gradients, { c: 0 }).d).toEqual(mean(gradients));
  });

  it('reaches the best worst slope in the ball: primal and dual values meet', () => {
    const structures = fc.constantFrom('generic' as const, 'conflicting' as const);
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 2, max: 10 }),
        structures,
        fc.constantFrom(0.2, 0.5, 0.9),
        (seed, m, kind, c) => {
          const gradients = samplers[kind](makeRandom(seed), m, m + 2).map((row, i) =>
            row.map((value) => value * 4 ** (i % 4)),
          );
          const g0 = mean(gradients);
          const { d, weights } = run('cagrad', gradients, { c });
          const radius = c * lengthOf(g0);
          expect(lengthOf(d.map((value, k) => value - g0[k]!)) / radius).toBeCloseTo(1, 9);
          const extra = weights.map((weight) => Math.max(weight - 1 / m, 0));
          const total = extra.reduce((sum, value) => sum + value, 0);
          const gw = combine(
            gradients,
            extra.map((value) => value / total),
          );
          const dual = gw.reduce((sum, value, k) => sum + value * g0[k]!, 0) + radius * lengthOf(gw);
          // In units of each gradient: the shortest ones have the smallest slopes.
          const gaps = slopes(gradients, d).map((slope, i) => (slope - dual) / (lengths(gradients)[i]! * lengthOf(d)));
          expect(Math.min(...gaps)).toBeGreaterThan(-1e-8);
        },
      ),
      runs,
    );
  });

  it('reaches it for two losses, whose direction has a closed form, at any lengths and c', () => {
    const structures = fc.constantFrom(
      'generic',
      'conflicting',
      'of very different lengths',
      'tiny',
      'huge',
      'parallel',
    );
    fc.assert(
      fc.property(seeds, structures, fc.constantFrom(0.1, 0.5, 0.99, 1.5, 8), (seed, kind, c) => {
        const gradients = samplers[kind as 'generic'](makeRandom(seed), 2, 3);
        const g0 = mean(gradients);
        const { d } = run('cagrad', gradients, { c });
        const radius = c * lengthOf(g0);
        expect(lengthOf(d.map((value, k) => value - g0[k]!)) / radius).toBeCloseTo(1, 9);
        // The worst slope of the dual at every weight of a grid is no better than that of the update.
        const worst = Math.min(...slopes(gradients, d));
        for (let i = 0; i <= 1000; i++) {
          const gw = combine(gradients, [i / 1000, 1 - i / 1000]);
          const dual = gw.reduce((sum, value, k) => sum + value * g0[k]!, 0) + radius * lengthOf(gw);
          expect((worst - dual) / (Math.max(...lengths(gradients)) * lengthOf(d))).toBeLessThan(1e-12);
        }
        const [best] = [...Array(20_001).keys()]
          .map((i) => combine(gradients, [i / 20_000, 1 - i / 20_000]))
          .map((gw) => gw.reduce((sum, value, k) => sum + value * g0[k]!, 0) + radius * lengthOf(gw))
          .sort((a, b) => a - b);
        expect((best! - worst) / (Math.max(...lengths(gradients)) * lengthOf(d))).toBeLessThan(1e-6);
      }),
      runs,
    );
  });

  it('rescales by 1 + c² or 1 + c as LibMTL does', () => {
    const gradients = samplers.conflicting(makeRandom(4), 3, 5);
    const [plain, squared, linear] = ['none', 'squared', 'linear'].map(
      (rescale) => run('cagrad', gradients, { rescale }).d[0]!,
    );
    expect([plain! / squared!, plain! / linear!]).toEqual([expect.closeTo(1.25, 12), expect.closeTo(1.5, 12)]);
  });
});

describe('IMTL-G and ConFIG', () => {
  it.each(['generic', 'of very different lengths'] as const)('see all gradients %s from one angle', (structure) => {
    fc.assert(
      fc.property(seeds, counts, fc.constantFrom('imtl-g', 'config'), (seed, m, kind) => {
        const gradients = samplers[structure](makeRandom(seed), m, m + 4);
        const { d, weights } = run(kind, gradients);
        const units = gradients.map((row) => row.map((value) => value / lengthOf(row)));
        const cosines = slopes(units, d).map((slope) => slope / lengthOf(d));
        for (const cosine of cosines) expect(cosine).toBeCloseTo(cosines[0]!, 7);
        if (kind === 'imtl-g') expect(weights.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
      }),
      runs,
    );
  });
});

describe('Nash-MTL', () => {
  it('solves Gα = 1/α, whose update has the length √m', () => {
    fc.assert(
      fc.property(seeds, counts, (seed, m) => {
        const gradients = samplers.generic(makeRandom(seed), m, m + 4);
        const { d, weights } = run('nash-mtl', gradients, { maxNorm: 0, alwaysSolve: true });
        expect(lengthOf(d)).toBeCloseTo(Math.sqrt(m), 5);
        for (const [i, slope] of slopes(gradients, d).entries()) expect(slope * weights[i]!).toBeCloseTo(1, 5);
      }),
      runs,
    );
  });

  it('cuts the update to the longest one allowed', () => {
    const gradients = samplers.generic(makeRandom(8), 3, 6);
    expect(lengthOf(run('nash-mtl', gradients, { maxNorm: 1 }).d)).toBeCloseTo(1, 12);
  });

  it('keeps the weights of before where the published approximation has no minimum, unless told to solve', () => {
    // The first step of seq_k2_p3: TorchJD's weights are (1, 1), where g₂·(g₁ + g₂) < 0.
    const gradients = [
      [0.8173828125, 1.3115234375, 1.564453125],
      [-0.60546875, -1.5751953125, -1.275390625],
    ];
    expect(run('nash-mtl', gradients, { maxNorm: 0 }).weights).toEqual([1, 1]);
    const { d, weights } = run('nash-mtl', gradients, { maxNorm: 0, alwaysSolve: true });
    for (const [i, slope] of slopes(gradients, d).entries()) expect(slope * weights[i]!).toBeCloseTo(1, 5);
  });

  it('keeps them exactly where a recession direction of two losses lowers the approximation', () => {
    const strategy = findStrategy('nash-mtl')!;
    const options = { ...defaultsOf(strategy.options), maxNorm: 0 };
    const seen = { kept: 0, solved: 0 };
    fc.assert(
      fc.property(seeds, fc.constantFrom(0.1, 0.6, 1, 1.5, 8), fc.constantFrom(0.01, 1, 30), (seed, ratio, length) => {
        const gradients = samplers.conflicting(makeRandom(seed), 2, 3).map((row) => row.map((value) => value * length));
        const [[g11 = 0, g12 = 0] = [], [, g22 = 0] = []] = gramianOf(gradients);
        const alpha = [1 / Math.sqrt(g11), ratio / Math.sqrt(g22)] as const;
        const gains = [g11 * alpha[0] + g12 * alpha[1], g12 * alpha[0] + g22 * alpha[1]] as const;
        // c = G1 + 1/α + G(1/Gα); the recession directions are r ≥ 0 with Gr ≥ 0.
        const pull = [1 + 1 / gains[0], 1 + 1 / gains[1]] as const;
        const cost = [
          g11 * pull[0] + g12 * pull[1] + 1 / alpha[0],
          g12 * pull[0] + g22 * pull[1] + 1 / alpha[1],
        ] as const;
        const falls = Array.from({ length: 2001 }, (_, i) => {
          const angle = ((i / 2000) * Math.PI) / 2;
          const r = [Math.cos(angle) / Math.sqrt(g11), Math.sin(angle) / Math.sqrt(g22)] as const;
          const isRecession = g11 * r[0] + g12 * r[1] >= 0 && g12 * r[0] + g22 * r[1] >= 0;
          return isRecession && cost[0] * r[0] + cost[1] * r[1] < 0;
        }).some(Boolean);
        const isKept = falls && Math.min(...gains) <= 0;
        const { weights } = strategy.weigh(measure(gradients), alpha, options);
        expect(weights[0] === alpha[0] && weights[1] === alpha[1]).toBe(isKept);
        seen[isKept ? 'kept' : 'solved']++;
      }),
      { ...runs, numRuns: 200 },
    );
    expect(Math.min(seen.kept, seen.solved)).toBeGreaterThan(5);
  });
});

describe('FairGrad', () => {
  it.each([0.1, 0.5, 1, 2, 10])('solves x_i = (Gx)_i^(−α) for α = %d', (alpha) => {
    fc.assert(
      fc.property(seeds, counts, (seed, m) => {
        const gradients = samplers.generic(makeRandom(seed), m, m + 6);
        const { d, weights } = run('fairgrad', gradients, { alpha });
        for (const [i, slope] of slopes(gradients, d).entries()) {
          expect(slope ** alpha * weights[i]!).toBeCloseTo(1, 5);
        }
      }),
      runs,
    );
  });

  it('is the sum for α = 0', () => {
    expect(run('fairgrad', samplers.generic(makeRandom(1), 3, 4), { alpha: 0 }).weights).toEqual([1, 1, 1]);
  });

  it.each([8e-323, 1e-12, 9e-7, 1e-6, 1e-5, 1e-3])('comes to the sum as α vanishes: %d', (alpha) => {
    const { weights } = run('fairgrad', samplers.generic(makeRandom(1), 3, 4), { alpha });
    for (const weight of weights) expect(weight).toBeCloseTo(1, 1);
  });
});

describe('Aligned-MTL', () => {
  it('gives every principal component of the gradients the same length', () => {
    // Orthogonal rows of lengths 3 and 1: both are brought to the smallest singular value.
    expect(
      run('aligned-mtl', [
        [3, 0],
        [0, 1],
      ]).d,
    ).toEqual([expect.closeTo(0.5, 14), expect.closeTo(0.5, 14)]);
    expect(
      run(
        'aligned-mtl',
        [
          [3, 0],
          [0, 1],
        ],
        { scale: 'rmse' },
      ).d[0],
    ).toBeCloseTo(Math.sqrt(5) / 2, 14);
  });

  it('drops what a float32 Gramian cannot resolve when told its precision', () => {
    const gradients = [
      [1, 0],
      [1, 1e-5],
    ];
    const exact = run('aligned-mtl', gradients).d;
    const single = run('aligned-mtl', gradients, {}, { precision: 1e-7 }).d;
    expect(lengthOf(exact)).toBeLessThan(1e-4);
    expect(lengthOf(single)).toBeCloseTo(1, 5);
  });
});

describe('the preference', () => {
  it('decides what UPGrad and DualProj start from', () => {
    const gradients = [
      [1, 0],
      [0, 1],
    ];
    for (const kind of ['upgrad', 'dualproj']) {
      expect(run(kind, gradients, {}, { preference: [0.75, 0.25] }).d).toEqual([0.75, 0.25]);
    }
  });
});
