/** What is said at the end of real runs that go wrong in known ways. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Course } from '../../core/courses.ts';
import { type Edited, isRefusal } from '../../core/edit/edited.ts';
import { applyFix, fixLabel } from '../../core/edit/fixes.ts';
import { removeLayers } from '../../core/edit/layers.ts';
import type { Experiment } from '../../core/experiment.ts';
import { makeLayer, makeLoss, makeOptimizer, makeStrategy } from '../../core/make.ts';
import { diagnose } from '../../core/run/diagnosis/diagnosis.ts';
import { endedOf } from '../../core/run/diagnosis/ended.ts';
import { column, last } from '../../core/run/metrics.ts';
import { openBackend } from '../backends/index.ts';
import { runOf } from '../testing/runs.ts';
import { twoHeads } from '../testing/twoHeads.ts';
import { Control } from './control.ts';

const wasmFiles = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';
beforeAll(() => openBackend('wasm', wasmFiles, { threads: 1 }));

function done(edited: Edited): Experiment {
  if (isRefusal(edited)) throw new Error(edited.message);
  return edited;
}

/** From 200 images by plain gradient descent; no pooling gives the heads four times as many inputs. */
const small: Experiment = {
  ...done(removeLayers(twoHeads, ['pool-1'])),
  dataset: { ...twoHeads.dataset, count: 200 },
  optimizer: makeOptimizer('sgd'),
  training: { ...twoHeads.training, batchSize: 32, epochs: 20, learningRate: 0.05, evaluateEvery: 20 },
};

const endOf = async (experiment: Experiment) => diagnose(endedOf(await runOf(experiment)));

const at = (learningRate: number) => ({ ...small, training: { ...small.training, learningRate } });

it('SGD at a rate of 10 is too high, and the rate that is offered learns', async () => {
  const { kind, text, fix } = await endOf(at(10));
  expect(kind).toBe('rate-too-high');
  expect(text).toMatch(
    /rose [\d,⁰¹²³⁴⁵⁶⁷⁸⁹]+-fold by step \d+.*: the learning rate of 10 is too high for SGD\. Try 0\.1\.$/,
  );
  const next = done(applyFix(at(10), fix!));
  expect(next.training.learningRate).toBe(0.1);
  const longer = { ...next, training: { ...next.training, epochs: 100 } };
  expect(await endOf(longer)).toMatchObject({ kind: expect.stringMatching(/^(falling|settled|overfitting)$/) });
});

it('the raw trainable weight has no least value at any rate, and its sigmoid does not diverge', async () => {
  for (const rate of [0.05, 0.01]) {
    const experiment = {
      ...at(rate),
      strategy: makeStrategy('trainable-weight'),
      training: { ...small.training, learningRate: rate, epochs: 60 },
    };
    const { kind, fix } = await endOf(experiment);
    expect([kind, fix && fixLabel(fix)]).toEqual(['unbounded', 'Run with a = sigmoid(s)']);
    const next = done(applyFix(experiment, fix!));
    expect(['unbounded', 'rate-too-high', 'failed']).not.toContain((await endOf(next)).kind);
  }
});

it('a rate of 1e-6 learns nothing', async () => {
  const { kind, fix } = await endOf(at(1e-6));
  expect([kind, fix && fixLabel(fix)]).toEqual(['not-learning', 'Run with learning rate 0.1']);
});

it('a run that is cut off while it learns still falls', async () => {
  const { kind, outcome, text } = await endOf({
    ...small,
    optimizer: makeOptimizer('adam'),
    training: { ...small.training, learningRate: 0.002, epochs: 20 },
  });
  expect(kind).toBe('falling');
  expect(text).toMatch(/still falls?: a longer run may get further\.$/);
  expect(outcome).toMatch(
    /^On the validation images: accuracy of colour 0\.\d+ \(.*\) and accuracy of size 0\.\d+ \(.*\)\.$/,
  );
});

describe('a rate that changes', () => {
  const under = (learningRate: number, learningRateCourse: Course) => ({
    ...small,
    training: { ...small.training, learningRate, learningRateCourse },
  });

  it('is the one that acted before the losses rose, and the setting that is offered keeps its course', async () => {
    const falling = under(5, { kind: 'linear', from: 2, to: 1, steps: 90, warmUp: 0 });
    const { kind, text, fix } = await endOf(falling);
    expect(kind).toBe('rate-too-high');
    expect(text).toMatch(/learning rate of 10 at step 0 is too high for SGD\. Set 0\.05, so that 0\.1 acts there\.$/);
    const next = done(applyFix(falling, fix!));
    expect(next.training).toEqual({ ...falling.training, learningRate: 0.05 });
    expect((await endOf(next)).kind).not.toBe('rate-too-high');
  });

  it('is that of its warm-up where a gradient is 0 before its end', async () => {
    const { kind, text, fix } = await endOf(under(10, { kind: 'constant', warmUp: 100 }));
    expect(kind).toBe('saturated');
    const [, since, acted, step] =
      text.match(/since step (\d+): a step at the learning rate of ([\d.]+) at step (\d+)/) ?? [];
    expect(Number(step)).toBe(Number(since) - 1);
    expect(Number(acted)).toBeCloseTo(Number(since) / 10, 6);
    expect(fix && applyFix(small, fix)).toMatchObject({
      training: { learningRate: 10 * Number(((0.1 / Number(since)) * 10).toPrecision(2)) },
    });
  });

  it('is not that which is set at the end, where it was moved by hand', async () => {
    const control = new Control(true);
    let step = 0;
    const run = await runOf(at(0.05), control, (event) => {
      if (event.kind !== 'status' || event.status !== 'paused') return;
      if (step === 20) control.change({ learningRate: 10 });
      if (step === 24) control.change({ learningRate: 0.05 });
      step++;
      setTimeout(() => control.step());
    });
    const { kind, text, fix } = diagnose(endedOf({ ...run, changes: [{ step: 24, change: { learningRate: 0.05 } }] }));
    expect([kind, fix]).toEqual(['rate-too-high', undefined]);
    expect(text).toMatch(
      /learning rate of 10 at step 20 is too high for SGD\. Run it again with 0\.05, as it is set now\.$/,
    );
  });
});

describe('a loss against chance', () => {
  const onColours = (target: string, units: number, dataset: object, training: object): Experiment => ({
    ...small,
    dataset: { ...small.dataset, count: 400, ...dataset },
    network: {
      layers: [
        makeLayer('image', 'input', []),
        makeLayer('mean', 'global-pool', ['image']),
        makeLayer('head', 'dense', ['mean'], { units, initializer: 'zeros' }),
      ],
    },
    losses: [makeLoss('it', 'softmax-cross-entropy', { output: 'head', target })],
    training: { ...small.training, ...training },
  });

  it('that fell to what the most frequent classes have is not learned', async () => {
    // The mean colour of an image says nothing of its pattern; checks are rare, and that is all that is learned.
    const run = await runOf(onColours('pattern', 4, { rarePattern: 0.01 }, { learningRate: 0.1, epochs: 30 }));
    const losses = column(run.train, 'loss:it')!;
    expect(losses.at(-1)).toBeLessThan(0.95 * losses[0]!);
    const { kind, text } = diagnose(endedOf(run));
    expect(kind).toBe('not-learning');
    expect(text).toMatch(/^Pattern is not learned: no better than by chance, which has accuracy 0\.333\./);
  });

  it('that stays where it was is learned where its answers become right', async () => {
    // Of wrong labels there is little to learn; the right ones come through.
    const run = await runOf(onColours('colour', 8, { labelNoiseColour: 0.4 }, { learningRate: 0.2, epochs: 10 }));
    const losses = column(run.train, 'loss:it')!;
    expect(losses.at(-1)).toBeGreaterThan(0.97 * losses[0]!);
    expect(last(run.validation, 'accuracy:it')).toBeGreaterThan(0.2);
    expect(diagnose(endedOf(run)).kind).toBe('settled');
  });
});
