/** What is said at the end of real runs that go wrong in known ways. */
import { beforeAll, expect, it } from 'vitest';
import { isRefusal } from '../../core/edit/edited.ts';
import { applyFix, fixLabel } from '../../core/edit/fixes.ts';
import type { Experiment } from '../../core/experiment.ts';
import { makeLayer, makeOptimizer, makeStrategy } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { applyEvent } from '../../core/run/applyEvent.ts';
import { diagnose } from '../../core/run/diagnosis/diagnosis.ts';
import { endedOf } from '../../core/run/diagnosis/ended.ts';
import { makeRun } from '../../core/run/run.ts';
import { openBackend } from '../backends/index.ts';
import { Control } from './control.ts';
import { train } from './trainer.ts';

const wasmFiles = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';
beforeAll(() => openBackend('wasm', wasmFiles, { threads: 1 }));

/** Colour and size from 200 images of 16×16. */
const small: Experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 200, size: 16 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('conv-1', 'conv2d', ['image'], { filters: 4, stride: 2, activation: 'relu' }),
      makeLayer('flatten', 'flatten', ['conv-1']),
      makeLayer('head-colour', 'dense', ['flatten'], { units: 8 }),
      makeLayer('head-size', 'dense', ['flatten'], { units: 3 }),
    ],
  },
  optimizer: makeOptimizer('sgd'),
  training: { ...defaultExperiment.training, batchSize: 32, epochs: 20, learningRate: 0.05, evaluateEvery: 20 },
};

async function endOf(experiment: Experiment) {
  let run = makeRun('run', '', experiment);
  for await (const event of train(experiment, new Control())) run = applyEvent(run, event);
  return diagnose(endedOf(run));
}

const at = (learningRate: number) => ({ ...small, training: { ...small.training, learningRate } });

it('SGD at a rate of 10 is too high, and the rate that is offered learns', async () => {
  const { kind, text, fix } = await endOf(at(10));
  expect(kind).toBe('rate-too-high');
  expect(text).toMatch(
    /rose [\d,⁰¹²³⁴⁵⁶⁷⁸⁹]+-fold by step \d+.*: the learning rate of 10 is too high for SGD\. Try 0\.1\.$/,
  );
  const next = fix ? applyFix(at(10), fix) : small;
  if (isRefusal(next)) throw new Error(next.message);
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
    const next = fix ? applyFix(experiment, fix) : experiment;
    if (isRefusal(next)) throw new Error(next.message);
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
