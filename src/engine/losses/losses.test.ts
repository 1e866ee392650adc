import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type LossKindName, lossKinds } from '../../core/losses/index.ts';
import { makeLoss } from '../../core/make.ts';
import { makeRandom } from '../../core/random.ts';
import { openBackend } from '../backends/index.ts';
import { lossValue } from './index.ts';
import { type Case, caseName, everyCase, hidingNaN, makeCase, measure, wave } from './testing/cases.ts';
import { referenceGradient, referenceLoss } from './testing/reference.ts';
import { sure } from './testing/sure.ts';

const files = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';

const known = [true, false, true, false, true];
const classes = [0.5, 2, 1, 3];
const weighted = (kind: LossKindName, params = {}) => ({ ...makeCase(kind, 'category', params), counted: { classes } });

/** Value, and Σ gradient_i·cos(i), in float64 by PyTorch 1.13 (autograd) on the samples of `losses/testing/cases.ts`. */
const pinned: readonly (readonly [Case, value: number, gradient: number])[] = [
  [makeCase('softmax-cross-entropy', 'category'), 2.9996922162, -0.5337185034],
  [makeCase('softmax-cross-entropy', 'category', { smoothing: 0.3 }), 2.7430546102, -0.406059272],
  [makeCase('softmax-focal', 'category'), 2.6897378569, -0.5979888842],
  [makeCase('multi-class-hinge', 'category'), 3.5855602565, -0.524596917],
  [makeCase('sigmoid-cross-entropy', 'category'), 1.1259332015, -0.0899945822],
  [makeCase('sigmoid-cross-entropy', 'mask'), 0.8585733077, 0.016941302],
  [makeCase('sigmoid-focal', 'mask'), 0.3995627788, 0.0155528348],
  [makeCase('hinge', 'mask'), 1.1546637486, 0.0236835804],
  [makeCase('squared-hinge', 'mask'), 2.2246163239, 0.0831053618],
  [makeCase('mse', 'number'), 4.3874031214, 0.7475825492],
  [makeCase('mae', 'number'), 1.9044462749, 0.0960767006],
  [makeCase('huber', 'number', { delta: 0.5 }), 0.8326222281, 0.0904611849],
  [makeCase('log-cosh', 'number'), 1.3049476108, 0.2076359045],
  [makeCase('ssim', 'image', { window: 3 }), 0.996556731, -0.0353364338],
  [makeCase('dice', 'mask'), 0.5357107305, 0.0018363222],
  [makeCase('iou', 'mask'), 0.6735597111, 0.0018753725],
  [makeCase('tversky', 'mask'), 0.4858036351, 0.0004624187],
  [makeCase('lovasz-hinge', 'mask'), 1.5738972438, 0.029386552],
  [makeCase('l1', 'image'), 108.1577262159, 1.4960558002],
  [makeCase('l2', 'image'), 75.9526348693, 1.87951808],
  [makeCase('elastic-net', 'image', { ratio: 0.25 }), 55.52166963, 1.0788332301],
  [makeCase('activity-l1', 'mask'), 0.9615352232, 0.0254992056],
  [makeCase('entropy', 'category'), -0.8434149687, -0.1184397397],
  // With PyTorch 2.13: `weight`, `ignore_index`, `label_smoothing` of cross_entropy; `pos_weight` of the binary one.
  [weighted('softmax-cross-entropy'), 3.1115748428, -0.4025492477],
  [weighted('softmax-cross-entropy', { smoothing: 0.3 }), 2.7694743967, -0.3109479482],
  [{ ...makeCase('softmax-cross-entropy', 'category'), counted: { known } }, 2.839422246, -0.3972659304],
  [{ ...weighted('softmax-cross-entropy'), counted: { known, classes } }, 3.1286213862, -0.1195685428],
  [weighted('softmax-focal'), 2.8255090712, -0.4467570307],
  [weighted('multi-class-hinge'), 3.6723184915, -0.3214327538],
  [makeCase('sigmoid-cross-entropy', 'mask', { positiveWeight: 3 }), 1.5473248225, 0.0117776933],
  [makeCase('sigmoid-cross-entropy', 'category', { positiveWeight: 3 }), 1.7852762423, -0.2348950519],
  [makeCase('sigmoid-focal', 'mask', { positiveWeight: 3 }), 0.7450943944, 0.0116920015],
  [makeCase('hinge', 'mask', { positiveWeight: 3 }), 2.0149053779, 0.0150949638],
  [makeCase('squared-hinge', 'mask', { positiveWeight: 3 }), 4.0812079262, 0.059900304],
  [{ ...makeCase('sigmoid-cross-entropy', 'mask'), counted: { known: [true, false] } }, 0.7544887957, 0.0418257706],
];

/** One extreme logit for every element, by turns or all alike. */
const extremes: readonly (readonly [string, (i: number) => number])[] = [
  ['all 1e4', () => 1e4],
  ['all −1e4', () => -1e4],
  ['±1e4 by turns', (i) => (i % 2 === 0 ? 1e4 : -1e4)],
  ['all 0', () => 0],
];

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(() => openBackend(backend, files));

  test.each(pinned.map((row) => [caseName(row[0]), ...row] as const))(
    '%s agrees with PyTorch',
    async (_, it, value, slope) => {
      const found = await measure(it);
      expect(found.value).toBeCloseTo(value, 4);
      expect(found.gradient.reduce((sum, g, i) => sum + g * Math.cos(i), 0)).toBeCloseTo(slope, 4);
    },
  );

  test.each(everyCase.map((it) => [caseName(it), it] as const))('%s agrees with its formula', async (_, it) => {
    const random = makeRandom(7).fork(it.loss.kind);
    for (let round = 0; round < 3; round++) {
      const noisy = { ...it, z: it.z.map((value) => value + 0.3 * random.normal()) };
      const found = await measure(noisy, 0.5);
      expect(found.value).toBeCloseTo(referenceLoss(it.loss, noisy.z, it.y, it.shape, it.counted), 3);
      const expected = referenceGradient(it.loss, noisy.z, it.y, it.shape, it.counted);
      const scale = Math.max(...expected.map(Math.abs));
      const worst = Math.max(...found.gradient.map((g, i) => Math.abs(g - expected[i]!)));
      expect(worst / scale).toBeLessThan(1e-3);
    }
  });

  test.each(everyCase.map((it) => [caseName(it), it] as const))('%s is finite at extreme outputs', async (_, it) => {
    const truths = it.reads === 'mask' ? [it.y, it.y.map(() => 0), it.y.map(() => 1)] : [it.y];
    for (const [name, at] of extremes)
      for (const y of truths) {
        const { value, gradient } = await measure({ ...it, y, z: it.z.map((_, i) => at(i)) });
        const odd = [value, ...gradient].filter((number) => !Number.isFinite(number));
        expect([name, odd]).toEqual([name, []]);
      }
  });

  test.each(sure)('%s of %s %j at z = %j, y = %j keeps its digits', async (...row) => {
    const [kind, on, params, z, y, shape, value, gradient] = row;
    const found = await measure({ ...makeCase(kind, on, params), z, y, shape });
    const expected = [value, ...gradient];
    // A softmax cross-entropy is a difference of logits near its minimum, here as in every framework.
    const least = kind === 'softmax-cross-entropy' ? 2e-7 : 1e-37;
    const off = [found.value, ...found.gradient].map((number, k) => {
      return Math.max(0, Math.abs(number - expected[k]!) - least) / Math.max(Math.abs(expected[k]!), least);
    });
    expect(Math.max(...off)).toBeLessThan(1e-5);
  });

  test('SSIM keeps its digits on bright and flat images, and near its best', async () => {
    for (const level of [0, 0.5, 1, 20]) {
      for (const contrast of [1e-3, 1e-2]) {
        const y = wave(64 * 3, contrast, 1.9, 0.3).map((value) => Math.fround(level + value));
        const z = y.map((value, k) => Math.fround(value + contrast * Math.sin(k)));
        const it = { ...makeCase('ssim', 'image', { window: 4 }), z, y, shape: [1, 8, 8, 3] };
        const { value, gradient } = await measure(it);
        const exact = referenceLoss(it.loss, z, y, it.shape);
        expect(Math.abs(value - exact) / exact).toBeLessThan(1e-4);
        const slopes = referenceGradient(it.loss, z, y, it.shape);
        const largest = Math.max(...slopes.map(Math.abs));
        expect(Math.max(...gradient.map((g, k) => Math.abs(g - slopes[k]!))) / largest).toBeLessThan(1e-3);
      }
    }
  });

  test('no loss hides an output that is no number, nor does its gradient', async () => {
    expect(await hidingNaN()).toEqual([]);
  });

  test('a loss leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    for (const it of everyCase) await measure(it);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test.each([
  ['a case', everyCase],
  ['a pinned value', pinned.map(([it]) => it)],
] as const)('every kind has %s', (_, cases) => {
  const tested = new Set(cases.map((it) => it.loss.kind));
  expect((Object.keys(lossKinds) as LossKindName[]).filter((kind) => !tested.has(kind))).toEqual([]);
});

test('cross-entropy at a hopeless logit says how hopeless, and does not stop at the smallest float', async () => {
  const it = { ...makeCase('softmax-cross-entropy', 'category'), z: [-1e4, 1e4, 0, 0], y: [0], shape: [1, 4] };
  expect(await measure(it)).toEqual({ value: 2e4, gradient: [-1, 1, 0, 0] });
});

test('a binary loss takes soft masks: its gradient vanishes where the probability is the truth', async () => {
  const z = [-2, -0.5, 0.3, 1.7];
  const y = z.map((value) => 1 / (1 + Math.exp(-value)));
  const { gradient } = await measure({ ...makeCase('sigmoid-cross-entropy', 'mask'), z, y, shape: [1, 2, 2, 1] });
  expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-6);
});

test('an empty mask that is found empty costs nothing in any loss of overlap', async () => {
  for (const kind of ['dice', 'iou', 'tversky', 'lovasz-hinge'] as const) {
    const it = { ...makeCase(kind, 'mask'), z: [-40, -40, -40, -40], y: [0, 0, 0, 0], shape: [1, 2, 2, 1] };
    expect([kind, (await measure(it)).value]).toEqual([kind, expect.closeTo(0, 15)]);
  }
});

test('penalties add up over kernels and are zero over none', async () => {
  const kernels = [tf.tensor2d([[1, -2]]), tf.tensor1d([3])];
  const values = (['l1', 'l2', 'elastic-net'] as const).map((kind) => {
    const loss = makeLoss('p', kind, { scope: 'all' }, kind === 'elastic-net' ? { ratio: 0.5 } : {});
    return [lossValue(loss, { kernels }).arraySync(), lossValue(loss, { kernels: [] }).arraySync()];
  });
  expect(values).toEqual([
    [6, 0],
    [14, 0],
    [6.5, 0],
  ]);
});

test('where no label of a batch is known, every loss is 0 and so is its gradient, whatever the network says', async () => {
  for (const it of everyCase.filter(({ reads }) => reads !== 'nothing'))
    for (const [, at] of [...extremes, ['huge', () => 1e38] as const]) {
      const counted = { ...it.counted, known: Array<boolean>(it.shape[0]!).fill(false) };
      const { value, gradient } = await measure({ ...it, counted, z: it.z.map((_, i) => at(i)) });
      expect([caseName(it), value, gradient.filter((slope) => slope !== 0)]).toEqual([caseName(it), 0, []]);
    }
});

test('what the network says of images without a label does not reach a loss', async () => {
  for (const it of everyCase.filter(({ counted }) => counted?.known)) {
    const length = it.z.length / it.shape[0]!;
    const elsewhere = it.z.map((z, i) => (it.counted?.known?.[Math.floor(i / length)] ? z : 1e38));
    expect([caseName(it), await measure({ ...it, z: elsewhere })]).toEqual([caseName(it), await measure(it)]);
  }
});

test('a loss that is not given what it reads says so', () => {
  const { loss } = makeCase('mse', 'number');
  expect(() => lossValue(loss, {})).toThrow('The loss "loss" (mse) was not given what it reads.');
});

test('the common losses take as many launches as they say: forward, and forward with backward', async () => {
  const launches = async (kind: LossKindName, on: 'category' | 'mask' | 'number') => {
    const it = makeCase(kind, on);
    const run = async (isTrained: boolean) => {
      const { kernels } = await tf.profile(() =>
        tf.tidy(() => {
          const target = tf.tensor(
            [...it.y],
            on === 'mask' ? [...it.shape] : undefined,
            on === 'category' ? 'int32' : 'float32',
          );
          const f = (x: tf.Tensor) => lossValue(it.loss, { output: x, target });
          const z = tf.tensor([...it.z], [...it.shape]);
          if (isTrained) tf.valueAndGrad(f)(z).grad.dataSync();
          else f(z).dataSync();
        }),
      );
      const free = ['Reshape', 'Identity'];
      // A gradient in closed form is listed too, under a name that is no kernel.
      return kernels.filter(({ name }) => tf.getKernel(name, 'cpu') && !free.includes(name)).length;
    };
    return [await run(false), await run(true)];
  };
  expect({
    'softmax-cross-entropy': await launches('softmax-cross-entropy', 'category'),
    'sigmoid-cross-entropy': await launches('sigmoid-cross-entropy', 'mask'),
    mse: await launches('mse', 'number'),
  }).toEqual({
    'softmax-cross-entropy': [9, 13],
    'sigmoid-cross-entropy': [8, 17],
    mse: [2, 5],
  });
});
