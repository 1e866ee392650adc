import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { evaluationBatch } from '../../core/cost.ts';
import type { Experiment } from '../../core/experiment.ts';
import { analyse } from '../../core/graph.ts';
import { makeLayer, makeLoss } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { makeRandom } from '../../core/random.ts';
import { openBackend } from '../backends/index.ts';
import { referenceLoss } from '../losses/testing/reference.ts';
import { Stepper } from '../step/stepper.ts';
import { Data } from './data.ts';
import { answerGallery, evaluate } from './evaluate.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

/** Outputs of 13 MB an image, so that an evaluation takes few images at once. */
const large: Experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 64, size: 16 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('large', 'up-sample', ['image'], { factor: 4 }),
      makeLayer('larger', 'up-sample', ['large'], { factor: 4 }),
      makeLayer('largest', 'up-sample', ['larger'], { factor: 4 }),
      makeLayer('pool', 'global-pool', ['largest']),
      makeLayer('head', 'dense', ['pool'], { units: 8 }),
    ],
  },
  losses: [makeLoss('colour', 'softmax-cross-entropy', { output: 'head', target: 'colour' })],
  training: { ...defaultExperiment.training, batchSize: 1, validationShare: 0.3 },
};

it('evaluates and answers for every image, in pieces that fit into memory', async () => {
  const graph = analyse(large);
  const size = evaluationBatch(large, graph.nodes.values());
  const data = new Data(large);
  const stepper = new Stepper(large, graph, data.stepsPerEpoch);
  let batches = 0;
  const { confusion } = await evaluate(large, data, stepper, async () => {
    batches++;
  });
  const asked = data.validation.slice(0, 16);
  const { answers } = await answerGallery(large, data, stepper, asked, 0);
  stepper.dispose();
  expect([size, batches]).toEqual([10, Math.ceil(data.validation.length / 10)]);
  expect(confusion.colour?.flat().reduce((a, b) => a + b)).toBe(data.validation.length);
  expect(answers.colour?.length).toBe(16);
  expect(tf.memory().numTensors).toBe(0);
});

it('counts each image over all pieces by the weight of its class in the training, and those with an unknown label not at all', async () => {
  const uneven: Experiment = {
    ...large,
    dataset: { ...large.dataset, missingColour: 0.4, rareColour: 0.1, labelNoiseColour: 0.2 },
    losses: [
      makeLoss('colour', 'softmax-cross-entropy', { output: 'head', target: 'colour' }, { classWeights: 'inverse' }),
    ],
  };
  const data = new Data(uneven);
  const stepper = new Stepper(uneven, analyse(uneven), data.stepsPerEpoch);
  const { row, confusion } = await evaluate(uneven, data, stepper, async () => {});

  const everything = data.samples.draw([...data.training, ...data.validation]);
  const isKnown = (i: number) => everything.known.colour![i] === 1;
  const counts = new Array<number>(8).fill(0);
  for (const i of data.training) if (isKnown(i)) counts[everything.categories.colour![i]!]!++;
  const all = counts.reduce((a, b) => a + b);
  const classes = counts.map((count) => (count === 0 ? 0 : all / (8 * count)));
  const logits: number[] = [];
  const truths = Array.from(data.validation, (i) => everything.cleanCategories.colour![i]!);
  for (const i of data.validation)
    tf.tidy(() => {
      const mode = { isTraining: false, random: makeRandom(0), updates: new Map() };
      const batch = data.batchOf([i], stepper.terms.targets, true);
      const { outputs } = stepper.terms.evaluate(stepper.theta, stepper.statistics, batch, mode);
      logits.push(...outputs.get('head')!.dataSync());
    });
  stepper.dispose();
  const known = Array.from(data.validation, isKnown);
  const expected = referenceLoss(uneven.losses[0]!, logits, truths, [truths.length, 8], { known, classes });
  expect(row['loss:colour']).toBeCloseTo(expected, 5);
  const right = truths.filter((truth, i) => {
    const said = logits.slice(i * 8, (i + 1) * 8);
    return known[i] && said.indexOf(Math.max(...said)) === truth;
  });
  const count = known.filter(Boolean).length;
  expect([count > 0, count < known.length]).toEqual([true, true]);
  expect(row['accuracy:colour']).toBeCloseTo(right.length / count, 6);
  expect(confusion.colour?.flat().reduce((a, b) => a + b)).toBe(count);
  expect(tf.memory().numTensors).toBe(0);
});

it('has no loss and no metrics where every label is unknown', async () => {
  const blank = {
    ...large,
    dataset: { ...large.dataset, missingColour: 0.99 },
    training: { ...large.training, validationShare: 0.05 },
  };
  const data = new Data(blank);
  const some = data.validation.filter((i) => data.samples.draw([i]).known.colour![i] === 1);
  expect(some.length).toBe(0);
  const stepper = new Stepper(blank, analyse(blank), data.stepsPerEpoch);
  const { row } = await evaluate(blank, data, stepper, async () => {});
  stepper.dispose();
  expect(row).toEqual({
    'loss:colour': Number.NaN,
    'accuracy:colour': Number.NaN,
    'top-2:colour': Number.NaN,
    'macro-f1:colour': Number.NaN,
  });
});

it('evaluates without dropout', async () => {
  const row = async (rate: number) => {
    const layers = defaultExperiment.network.layers.flatMap((layer) =>
      layer.id === 'dense'
        ? [makeLayer('drop', 'dropout', ['flatten'], { rate }), { ...layer, inputs: ['drop'] }]
        : [layer],
    );
    const dataset = { ...defaultExperiment.dataset, count: 64, size: 16 };
    const experiment: Experiment = { ...defaultExperiment, dataset, network: { layers } };
    const data = new Data(experiment);
    const stepper = new Stepper(experiment, analyse(experiment), data.stepsPerEpoch);
    const evaluation = await evaluate(experiment, data, stepper, async () => {});
    stepper.dispose();
    return evaluation.row;
  };
  const dropped = await row(0.8);
  expect(dropped).toEqual(await row(0));
  expect(dropped['loss:colour']).toBeGreaterThan(0);
});
