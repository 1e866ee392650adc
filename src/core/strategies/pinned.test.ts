/**
 * One pinned sequence of steps a method, computed by other people's code or by solvers to machine precision (the source is
 * named). The expected numbers are theirs; the tolerances are the precision of their computation.
 */
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../fields.ts';
import { makeRandom, type Random } from '../random.ts';
import { combine, measure } from '../testing/samplers.ts';
import { findStrategy, strategyKinds } from './index.ts';

interface Step {
  readonly gradients?: readonly (readonly number[])[];
  readonly losses?: readonly number[];
  readonly lossesAfter?: readonly number[];
  /** Recorded draws: permutations, uniforms or normals, in order. */
  readonly draws?: readonly (number | readonly number[])[];
  readonly expected: {
    readonly weights?: readonly number[];
    readonly update?: readonly number[];
    readonly total?: number;
  };
}
interface Pin {
  readonly kind: string;
  readonly source: string;
  readonly tolerance: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly preference?: readonly number[];
  readonly steps: readonly Step[];
}

/** Hands out the recorded draws. */
function recorded(draws: readonly (number | readonly number[])[]): Random {
  const left = [...draws];
  const number = () => left.shift() as number;
  return { ...makeRandom(0), next: number, normal: number, permutation: () => [...(left.shift() as number[])] };
}

function largest(values: readonly number[]): number {
  return Math.max(...values.map(Math.abs));
}

function expectClose(got: readonly number[], expected: readonly number[], tolerance: number) {
  expect(got).toHaveLength(expected.length);
  const distance = largest(expected.map((value, i) => got[i]! - value));
  expect(distance / largest(expected)).toBeLessThanOrEqual(tolerance);
}

const pins: readonly Pin[] = [
  {
    kind: 'sum',
    source: 'TorchJD 0.17, conflict_hand_k2_p3',
    tolerance: 1e-12,
    options: {},
    steps: [
      {
        gradients: [
          [-4, 1, 1],
          [6, 1, 1],
        ],
        losses: [2.91796875, 3.1064453125],
        expected: { update: [2, 2, 2], weights: [1, 1] },
      },
    ],
  },
  {
    kind: 'mgda',
    source: 'SciPy and Clarabel, conflict_strong_k3_p3',
    tolerance: 1e-8,
    options: { normalisation: 'none' },
    steps: [
      {
        gradients: [
          [1, 0.125, 0],
          [-1, 0.125, 0.0625],
          [-0.5, -0.875, 0.5],
        ],
        losses: [0.7099609375, 1.7177734375, 3.1416015625],
        expected: {
          update: [0.0022768670309649894, 0.03301457194899808, 0.0728597449908926],
          weights: [0.478142076502732, 0.42987249544626605, 0.09198542805100192],
        },
      },
    ],
  },
  {
    kind: 'pcgrad',
    source: 'TorchJD 0.17, conflict_strong_k3_p3/1',
    tolerance: 1e-9,
    options: {},
    steps: [
      {
        gradients: [
          [1, 0.125, 0],
          [-1, 0.125, 0.0625],
          [-0.5, -0.875, 0.5],
        ],
        losses: [0.7099609375, 1.7177734375, 3.1416015625],
        draws: [
          [1, 2],
          [0, 2],
          [1, 0],
        ],
        expected: {
          update: [-0.04277433932606334, -0.5645102662344039, 0.7693326947637291],
          weights: [2.5692307692307694, 1.9655172413793105, 1.2929757343550445],
        },
      },
    ],
  },
  {
    kind: 'gradvac',
    source: 'TorchJD 0.17, conflict_strong_k3_p3/1',
    tolerance: 1e-5,
    options: { beta: 0.5 },
    steps: [
      {
        gradients: [
          [1, 0.125, 0],
          [-1, 0.125, 0.0625],
          [-0.5, -0.875, 0.5],
        ],
        losses: [0.7099609375, 1.7177734375, 3.1416015625],
        draws: [
          [1, 2],
          [0, 2],
          [1, 0],
        ],
        expected: {
          update: [-0.04277434283298165, -0.5645102587106867, 0.7693326857424528],
          weights: [2.569230738842596, 1.9655172223286665, 1.2929757186938224],
        },
      },
    ],
  },
  {
    kind: 'cagrad',
    source: 'SciPy and Clarabel, conflict_k2_p3',
    tolerance: 1e-6,
    options: { c: 0.5, rescale: 'none' },
    steps: [
      {
        gradients: [
          [1, 0.5, -0.25],
          [-0.75, 0.5, 1],
        ],
        losses: [3.0244140625, 3.5068359375],
        expected: { update: [0.3235706173466466, 0.7367454056508261, 0.4529988642853052] },
      },
    ],
  },
  {
    kind: 'imtl-g',
    source: 'TorchJD 0.17, conflict_k2_p3',
    tolerance: 1e-7,
    options: {},
    steps: [
      {
        gradients: [
          [1, 0.5, -0.25],
          [-0.75, 0.5, 1],
        ],
        losses: [3.0244140625, 3.5068359375],
        expected: {
          update: [0.19545382782678372, 0.5, 0.32467583726658306],
          weights: [0.5402593301867336, 0.45974066981326644],
        },
      },
    ],
  },
  {
    kind: 'nash-mtl',
    source: 'TorchJD 0.17, conflict_strong_k3_p3',
    tolerance: 0.002,
    options: { maxNorm: 0 },
    steps: [
      {
        gradients: [
          [1, 0.125, 0],
          [-1, 0.125, 0.0625],
          [-0.5, -0.875, 0.5],
        ],
        losses: [0.7099609375, 1.7177734375, 3.1416015625],
        expected: {
          update: [0.0460267959238545, 0.42284602518737824, 1.6790124116303753],
          weights: [10.113006793144246, 8.94716542462935, 2.239629145182082],
        },
      },
    ],
  },
  {
    kind: 'aligned-mtl',
    source: 'TorchJD 0.17, conflict_strong_k3_p3',
    tolerance: 1e-7,
    options: { scale: 'min' },
    steps: [
      {
        gradients: [
          [1, 0.125, 0],
          [-1, 0.125, 0.0625],
          [-0.5, -0.875, 0.5],
        ],
        losses: [0.7099609375, 1.7177734375, 3.1416015625],
        expected: {
          update: [-0.00737982742543393, 0.0016020286527670125, 0.07059681856301459],
          weights: [0.3758685571265006, 0.3334950037215146, 0.09950676166083985],
        },
      },
    ],
  },
  {
    kind: 'upgrad',
    source: 'TorchJD 0.17, conflict_strong_k3_p3',
    tolerance: 1e-6,
    options: { regularisation: 0.0001 },
    steps: [
      {
        gradients: [
          [1, 0.125, 0],
          [-1, 0.125, 0.0625],
          [-0.5, -0.875, 0.5],
        ],
        losses: [0.7099609375, 1.7177734375, 3.1416015625],
        expected: {
          update: [0.008973655852804852, -0.0006446820065486025, 0.3212225764918251],
          weights: [1.7174503598408075, 1.4797377359959227, 0.45747793598415987],
        },
      },
    ],
  },
  {
    kind: 'dualproj',
    source: 'TorchJD 0.17, conflict_strong_k3_p3',
    tolerance: 1e-6,
    options: { regularisation: 0.0001 },
    steps: [
      {
        gradients: [
          [1, 0.125, 0],
          [-1, 0.125, 0.0625],
          [-0.5, -0.875, 0.5],
        ],
        losses: [0.7099609375, 1.7177734375, 3.1416015625],
        expected: {
          update: [0.006840267469067157, -0.057425396542199636, 0.21980489250604174],
          weights: [1.0237185475657349, 0.8502116134300011, 0.3333333333333333],
        },
      },
    ],
  },
  {
    kind: 'fairgrad',
    source: 'TorchJD 0.17, conflict_k2_p3',
    tolerance: 0.0005,
    options: { alpha: 2.0 },
    steps: [
      {
        gradients: [
          [1, 0.5, -0.25],
          [-0.75, 0.5, 1],
        ],
        losses: [3.0244140625, 3.5068359375],
        expected: {
          update: [0.4828570287074081, 1.1732501083127707, 0.744548651499424],
          weights: [1.2815612521008937, 1.0649389645246474],
        },
      },
    ],
  },
  {
    kind: 'graddrop',
    source: 'TorchJD 0.17, conflict_hand_k2_p3/0',
    tolerance: 1e-9,
    options: {},
    steps: [
      {
        gradients: [
          [-4, 1, 1],
          [6, 1, 1],
        ],
        losses: [2.91796875, 3.1064453125],
        draws: [0.7113780975341797, 0.7617397308349609, 0.40165233612060547],
        expected: { update: [-4, 2, 2] },
      },
    ],
  },
  {
    kind: 'config',
    source: 'TorchJD 0.17, conflict_k2_p3',
    tolerance: 1e-7,
    options: {},
    steps: [
      {
        gradients: [
          [1, 0.5, -0.25],
          [-0.75, 0.5, 1],
        ],
        losses: [3.0244140625, 3.5068359375],
        expected: { update: [0.3934585476192172, 1.0065255615456923, 0.6535890588501305] },
      },
    ],
  },
  {
    kind: 'uncertainty',
    source: 'TorchJD 0.17, decay_k2',
    tolerance: 1e-8,
    options: { optimizer: 'sgd', learningRate: 0.1, initialLogVariance: 0 },
    steps: [
      { losses: [3.2293243408203125, 2.558323860168457], expected: { weights: [0.5, 0.5], total: 2.8938241004943848 } },
      {
        losses: [2.7790825366973877, 2.6154589653015137],
        expected: { weights: [0.4472608052398488, 0.462520974138915], total: 2.547370526667609 },
      },
    ],
  },
  {
    kind: 'imtl-l',
    source: 'TorchJD 0.17, decay_k2',
    tolerance: 1e-6,
    options: { optimizer: 'adam', learningRate: 0.01 },
    steps: [
      { losses: [3.2293243408203125, 2.558323860168457], expected: { weights: [1, 1], total: 5.7876482009887695 } },
      {
        losses: [2.7790825366973877, 2.6154589653015137],
        expected: { weights: [0.9900498341932711, 0.990049834384498], total: 5.360864919012597 },
      },
    ],
  },
  {
    kind: 'dwa',
    source: 'TorchJD 0.17, decay_k2',
    tolerance: 1e-8,
    options: { temperature: 0.5 },
    steps: [
      { losses: [3.2293243408203125, 2.558323860168457], expected: { weights: [1, 1], total: 5.7876482009887695 } },
      { losses: [2.7790825366973877, 2.6154589653015137], expected: { weights: [1, 1], total: 5.394541501998901 } },
      {
        losses: [2.3004937171936035, 2.368757486343384],
        expected: { weights: [0.8396402348778188, 1.1603597651221813], total: 4.680197965524201 },
      },
    ],
  },
  {
    kind: 'rlw',
    source: 'LibMTL, decay_k2',
    tolerance: 1e-8,
    options: {},
    steps: [
      {
        losses: [3.2293243408203125, 2.558323860168457],
        draws: [0.427764892578125, -0.570831298828125],
        expected: { weights: [0.7307824835990864, 0.26921751640091357] },
      },
      {
        losses: [2.7790825366973877, 2.6154589653015137],
        draws: [2.6544647216796875, -1.608551025390625],
        expected: { weights: [0.9861157104319067, 0.013884289568093337] },
      },
    ],
  },
  {
    kind: 'gls',
    source: 'TorchJD 0.17, decay_k2',
    tolerance: 1e-8,
    options: {},
    steps: [
      {
        losses: [3.2293243408203125, 2.558323860168457],
        expected: { weights: [0.44503270903583736, 0.5617564617702473], total: 2.874309919501267 },
      },
      {
        losses: [2.7790825366973877, 2.6154589653015137],
        expected: { weights: [0.48505751450796675, 0.5154027976529654], total: 2.6960297357258605 },
      },
    ],
  },
  {
    kind: 'famo',
    source: 'TorchJD 0.17, decay_k2',
    tolerance: 1e-6,
    options: { learningRate: 0.025, weightDecay: 0.001 },
    steps: [
      {
        losses: [3.2293243408203125, 2.558323860168457],
        lossesAfter: [2.80731463432312, 2.5065832138061523],
        expected: { weights: [0.4420316806558415, 0.5579683193441585], total: 3.0142683178134293 },
      },
      {
        losses: [2.7790825366973877, 2.6154589653015137],
        lossesAfter: [2.3958888053894043, 2.53623628616333],
        expected: { weights: [0.47235790327521504, 0.527642096724785], total: 2.6685720188566737 },
      },
      {
        losses: [2.3004937171936035, 2.368757486343384],
        lossesAfter: [1.9717838764190674, 2.2924559116363525],
        expected: { weights: [0.4823243397345291, 0.5176756602654708], total: 1.9818950203178636 },
      },
    ],
  },
  {
    kind: 'softmax-weights',
    source: 'NumPy, gradients by complex steps of the total',
    tolerance: 1e-14,
    options: { optimizer: 'sgd', learningRate: 0.5 },
    steps: [
      { losses: [3, 1, 2], expected: { weights: [1 / 3, 1 / 3, 1 / 3], total: 2 } },
      {
        losses: [2.5, 0.5, 1.25],
        expected: {
          weights: [0.2795660032388239, 0.3901657877517606, 0.33026820900941556],
          total: 1.3068331632347094,
        },
      },
      {
        losses: [2, 0.25, 1],
        expected: {
          weights: [0.2304714401414962, 0.44480859871213363, 0.3247199611463701],
          total: 0.8968649911073958,
        },
      },
    ],
  },
  {
    kind: 'tchebycheff',
    source: 'the definition, by hand: max(¾·(3 − ½), ¼·(5 − ½))',
    tolerance: 0,
    options: { ideal: [0.5] },
    preference: [0.75, 0.25],
    steps: [{ losses: [3, 5], expected: { weights: [0.75, 0], total: 1.875 } }],
  },
  {
    kind: 'smooth-tchebycheff',
    source: 'TorchJD 0.17, decay_k2',
    tolerance: 1e-8,
    options: { mu: 0.1, ideal: [0.0625] },
    preference: [0.75, 0.25],
    steps: [
      {
        losses: [3.2293243408203125, 2.558323860168457],
        expected: { weights: [0.7499999813851279, 6.204957350816965e-9], total: 2.3751182580972174 },
      },
      {
        losses: [2.7790825366973877, 2.6154589653015137],
        expected: { weights: [0.7499993713269588, 2.0955768040971228e-7], total: 2.037436986346148 },
      },
    ],
  },
  {
    kind: 'pbi',
    source: 'TorchJD 0.17, decay_k2',
    tolerance: 1e-6,
    options: { theta: 5 },
    preference: [0.75, 0.25],
    steps: [
      {
        losses: [3.2293243408203125, 2.558323860168457],
        expected: { weights: [-0.6324555320332759, 5.059644256268207], total: 10.901804580697279 },
      },
      {
        losses: [2.7790825366973877, 2.6154589653015137],
        expected: { weights: [-0.6324555320333679, 5.059644256268483], total: 11.475645806985247 },
      },
    ],
  },
  {
    kind: 'trainable-weight',
    source: 'PyTorch autograd, decay_k2_raw_sgd_lr0.1',
    tolerance: 1e-9,
    options: { form: 'raw', optimizer: 'sgd', learningRate: 0.1, initial: 0.5 },
    steps: [
      { losses: [3.2293243408203125, 2.558323860168457], expected: { weights: [0.5, 0.5] } },
      {
        losses: [2.7790825366973877, 2.6154589653015137],
        expected: { weights: [0.43289995193481445, 0.5671000480651855] },
      },
    ],
  },
  {
    kind: 'gradnorm',
    source: 'LibMTL, seq_k2_p3',
    tolerance: 1e-6,
    options: { alpha: 1.5, optimizer: 'sgd', learningRate: 0.025, parametrisation: 'softmax' },
    steps: [
      {
        gradients: [
          [0.8173828125, 1.3115234375, 1.564453125],
          [-0.60546875, -1.5751953125, -1.275390625],
        ],
        losses: [0.690673828125, 0.9560546875],
        expected: { update: [0.2119140625, -0.263671875, 0.2890625] },
      },
      {
        gradients: [
          [0.4814453125, 1.203125, 0.81640625],
          [-0.3291015625, -0.986328125, -1.6123046875],
        ],
        losses: [0.664306640625, 0.833984375],
        expected: { update: [0.15234375, 0.216796875, -0.7958984375] },
      },
    ],
  },
  {
    kind: 'db-mtl',
    source: 'LibMTL, seq_k2_p3',
    tolerance: 1e-6,
    options: { beta: 0.9, sigma: 0 },
    steps: [
      {
        gradients: [
          [0.8173828125, 1.3115234375, 1.564453125],
          [-0.60546875, -1.5751953125, -1.275390625],
        ],
        losses: [0.690673828125, 0.9560546875],
        expected: { update: [0.02721192717798905, -0.04720438675390559, 0.03454224202540182] },
      },
      {
        gradients: [
          [0.4814453125, 1.203125, 0.81640625],
          [-0.3291015625, -0.986328125, -1.6123046875],
        ],
        losses: [0.664306640625, 0.833984375],
        expected: { update: [0.061984583692373516, 0.028696041846090037, -0.053369171744293786] },
      },
    ],
  },
];

describe('pinned values', () => {
  it('are there for every method', () => {
    const pinned = new Set(pins.map(({ kind }) => kind));
    expect(strategyKinds.filter((kind) => !pinned.has(kind))).toEqual([]);
  });

  it.each(pins)('$kind gives the numbers of $source', ({ kind, options, preference, steps, tolerance }) => {
    const strategy = findStrategy(kind);
    if (!strategy) throw new Error(`no strategy ${kind}`);
    const m = (steps[0]?.gradients ?? steps[0]?.losses ?? []).length;
    const all = { ...defaultsOf(strategy.options), ...options };
    let state = strategy.init(m, all);
    for (const [step, { gradients, losses, lossesAfter, draws, expected }] of steps.entries()) {
      const rows = gradients ?? (losses ?? []).map(() => [1]);
      const more = { ...(losses && { losses }), ...(preference && { preference }) };
      const weighed = strategy.weigh(measure(rows, { ...more, step, random: recorded(draws ?? []) }), state, all);
      state = lossesAfter && strategy.observe ? strategy.observe(lossesAfter, weighed.state, all) : weighed.state;
      if (expected.weights) expectClose(weighed.weights, expected.weights, tolerance);
      if (expected.total !== undefined) expectClose([weighed.total ?? Number.NaN], [expected.total], tolerance);
      if (expected.update) {
        expectClose([...(weighed.update ?? combine(rows, weighed.weights))], expected.update, tolerance);
      }
    }
  });
});
