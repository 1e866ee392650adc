import { expect, it } from 'vitest';
import { isRefusal } from '../edit/edited.ts';
import { applyFix, fixLabel } from '../edit/fixes.ts';
import type { Experiment } from '../experiment.ts';
import { graphOf } from '../graphOf.ts';
import { makeLayer, makeLoss, makeStrategy } from '../make.ts';
import { parseExperiment } from '../parse.ts';
import { defaultExperiment } from '../presets.ts';

const { training, losses } = defaultExperiment;
const colour = makeLoss('colour', 'softmax-cross-entropy', { output: 'head', target: 'colour' });
const mask = (kind: Parameters<typeof makeLoss>[1], params = {}) =>
  makeLoss('mask', kind, { output: 'h', target: 'mask' }, params);

const image = makeLayer('image', 'input', []);
const vector = [image, makeLayer('flat', 'flatten', ['image']), makeLayer('d', 'dense', ['flat'], { units: 16 })];
const withLayers = (...layers: Experiment['network']['layers']) => ({ ...defaultExperiment, network: { layers } });
const ofMask = (loss: Experiment['losses'][number], params = {}) => ({
  ...withLayers(image, makeLayer('h', 'conv2d', ['image'], { filters: 1, ...params })),
  losses: [loss],
});
const entropy = makeLoss('conf', 'entropy', { output: 'head-colour' });
const joined = (kind: Experiment['strategy']['kind']) => ({
  ...defaultExperiment,
  losses: [...losses, entropy],
  strategy: makeStrategy(kind, { penalties: 'joined' }),
});
const normed = (batchSize: number, before = vector) => ({
  ...withLayers(
    ...before,
    makeLayer('norm', 'batch-norm', [before.at(-1)?.id ?? '']),
    makeLayer('head', 'dense', ['norm'], { units: 8 }),
  ),
  losses: [colour],
  training: { ...training, batchSize },
});

const cases: readonly [string, Experiment, RegExp, string | undefined][] = [
  [
    'batch norm with one value a channel',
    normed(1),
    /^Batch norm sees one value a channel/,
    'Set the batch size to 16',
  ],
  [
    'a batch of more images than there are for training',
    {
      ...defaultExperiment,
      dataset: { ...defaultExperiment.dataset, count: 100 },
      training: { ...training, batchSize: 128 },
    },
    /^A batch of 128 images is asked for, and 80 are for training/,
    'Set the batch size to 80',
  ],
  [
    'hardly any validation image',
    {
      ...defaultExperiment,
      dataset: { ...defaultExperiment.dataset, count: 100 },
      training: { ...training, validationShare: 0.05 },
    },
    /^5 images for validation: a metric can only move in steps of 1\/5\.$/,
    undefined,
  ],
  [
    'layer norm over one channel',
    {
      ...withLayers(
        image,
        makeLayer('c', 'conv2d', ['image'], { filters: 1 }),
        makeLayer('n', 'layer-norm', ['c']),
        makeLayer('h', 'conv2d', ['n'], { filters: 1 }),
      ),
      losses: [mask('dice')],
    },
    /^Layer norm is over a single channel/,
    'Remove the layer',
  ],
  [
    'softmax over one channel',
    ofMask(mask('mse'), { activation: 'softmax' }),
    /^Head: mask ends in softmax over a single channel: it is 1/,
    'Make it a sigmoid',
  ],
  [
    'a ReLU that starts at zeros',
    {
      ...withLayers(
        ...vector.slice(0, 2),
        makeLayer('d', 'dense', ['flat'], { units: 8, activation: 'relu', initializer: 'zeros' }),
        makeLayer('head', 'dense', ['d'], { units: 8 }),
      ),
      losses: [colour],
    },
    /^Dense starts at zeros behind a ReLU/,
    'Start at random',
  ],
  ['a hinge that asks for no lead', ofMask(mask('hinge', { margin: 0 })), /^Hinge asks for no lead/, 'Set margin to 1'],
  [
    'a Tversky loss that prices nothing',
    ofMask(mask('tversky', { alpha: 0, beta: 0.7 })),
    /^Tversky prices no pixel too many, α is 0/,
    'Set alpha to 0.3',
  ],
  [
    'a confidence penalty on one logit',
    {
      ...withLayers(...vector, makeLayer('h', 'dense', ['d'], { units: 1 })),
      losses: [makeLoss('area', 'mse', { output: 'h', target: 'area' }), makeLoss('conf', 'entropy', { output: 'h' })],
    },
    /^Head: area has one logit: Confidence penalty is 0/,
    undefined,
  ],
  [
    'dropout of the answers, moved',
    {
      ...withLayers(
        ...vector,
        makeLayer('answers', 'dense', ['d'], { units: 8 }),
        makeLayer('drop', 'dropout', ['answers']),
        makeLayer('head', 'flatten', ['drop']),
      ),
      losses: [colour],
    },
    /^Cross-entropy reads Head: colour behind Dropout: in training the answers themselves are dropped\.$/,
    'Remove the layer',
  ],
  [
    'a loss before which nothing is trained',
    {
      ...withLayers(
        ...vector.slice(0, 2),
        makeLayer('head', 'dense', ['flat'], { units: 8 }),
        makeLayer('p', 'max-pool', ['image'], { size: 1, stride: 1 }),
      ),
      losses: [colour, makeLoss('copy', 'mse', { output: 'p', target: 'image' })],
    },
    /^Mean squared error reads Head: image, before which nothing is trained: it stays as it is\.$/,
    undefined,
  ],
  [
    'no loss that is heard',
    { ...defaultExperiment, losses: losses.map((loss) => ({ ...loss, fader: 0 })) },
    /^Every loss that reads a target has its fader at 0/,
    'Set a fader to 1',
  ],
  ...(['gls', 'famo', 'uncertainty', 'imtl-l', 'dwa', 'gradnorm', 'db-mtl'] as const).map(
    (kind): [string, Experiment, RegExp, string] => [
      `a loss below 0 under ${kind}`,
      joined(kind),
      / needs losses above 0, and Confidence penalty can be below\.$/,
      'Add it with its factor',
    ],
  ),
];

it.each(cases)('%s is said, and the button repairs it', (_, experiment, message, label) => {
  expect(parseExperiment(JSON.parse(JSON.stringify(experiment))).experiment).toEqual(experiment);
  const { problems, isRunnable } = graphOf(experiment);
  expect(isRunnable).toBe(true);
  expect(problems.map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
  const fix = problems[0]?.fix;
  expect(fix && fixLabel(fix)).toBe(label);
  if (!fix) return;
  const next = applyFix(experiment, fix);
  if (isRefusal(next)) throw new Error(next.message);
  expect(graphOf(next).problems).toEqual([]);
});

it('batch norm over the pixels of one image has many values a channel', () => {
  const conv = [image, makeLayer('c', 'conv2d', ['image'], { filters: 4 }), makeLayer('n', 'batch-norm', ['c'])];
  const layers = [...conv, makeLayer('p', 'global-pool', ['n']), makeLayer('head', 'dense', ['p'], { units: 8 })];
  const experiment = { ...withLayers(...layers), losses: [colour], training: { ...training, batchSize: 1 } };
  expect(graphOf(experiment).problems).toEqual([]);
  expect(graphOf(normed(2)).problems).toEqual([]);
});

it('a loss below 0 is no matter where it is added, muted, or has an optimizer of its own', () => {
  const experiment = joined('gls');
  const { strategy } = experiment;
  expect(graphOf({ ...experiment, strategy: { ...strategy, penalties: 'added' } }).problems).toEqual([]);
  expect(graphOf({ ...experiment, losses: [...losses, { ...entropy, muted: true }] }).problems).toEqual([]);
  expect(graphOf({ ...experiment, schedule: { kind: 'simultaneous' } }).problems).toEqual([]);
});

it('a fold that is not there keeps the experiment from running, one that is there does not', () => {
  const onFold = (fold: number): Experiment => ({
    ...defaultExperiment,
    training: { ...training, validateOn: { kind: 'fold', fold, folds: 4 } },
  });
  const { isRunnable, problems } = graphOf(onFold(5));
  expect({ isRunnable, problem: problems.find(({ severity }) => severity === 'error') }).toMatchObject({
    isRunnable: false,
    problem: {
      at: ['training', 'validateOn'],
      message: 'Fold 5 is to validate, and there are 4.',
      remedy: 'Choose a fold from 1 to 4.',
    },
  });
  expect(graphOf(onFold(4)).isRunnable).toBe(true);
});
