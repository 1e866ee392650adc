/** What is said at the end of real runs that go wrong in known ways. */
import { beforeAll, expect, it } from 'vitest';
import { type Edited, isRefusal } from '../../core/edit/edited.ts';
import { applyFix, fixLabel } from '../../core/edit/fixes.ts';
import { removeLayers } from '../../core/edit/layers.ts';
import type { Experiment } from '../../core/experiment.ts';
import { makeOptimizer, makeStrategy } from '../../core/make.ts';
import { diagnose } from '../../core/run/diagnosis/diagnosis.ts';
import { endedOf } from '../../core/run/diagnosis/ended.ts';
import { openBackend } from '../backends/index.ts';
import { runOf } from '../testing/runs.ts';
import { twoHeads } from '../testing/twoHeads.ts';

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
  expect(text).toMatch(/still falls?: a longer run may come further\.$/);
  expect(outcome).toMatch(
    /^On the validation images: accuracy of colour 0\.\d+ \(.*\) and accuracy of size 0\.\d+ \(.*\)\.$/,
  );
});
