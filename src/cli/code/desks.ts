/**
 * Desks on a network so small that any framework rebuilds it in a line: a dense trunk and two dense heads. Each is told as
 * a person would; the engine says what becomes of its weights.
 */
import type { Experiment } from '../../core/experiment.ts';
import { makeLayer, makeLoss, makeOptimizer, makeStrategy } from '../../core/make.ts';
import { type OptimizerName, optimizerKinds } from '../../core/optimizers.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { strategyKinds } from '../../core/strategies/index.ts';

const [colour, size] = defaultExperiment.losses as [Experiment['losses'][number], Experiment['losses'][number]];

/** Images of 4×4, flattened to 48 numbers, four units that both tasks share, 8 colours and 3 sizes. */
const base: Experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 48, size: 16 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('pool', 'average-pool', ['image'], { size: 4, stride: 4 }),
      makeLayer('flatten', 'flatten', ['pool']),
      makeLayer('dense', 'dense', ['flatten'], { units: 4, activation: 'tanh' }),
      makeLayer('head-colour', 'dense', ['dense'], { units: 8 }),
      makeLayer('head-size', 'dense', ['dense'], { units: 3 }),
    ],
  },
  losses: [colour, { ...size, fader: 0.5 }],
  optimizer: makeOptimizer('sgd'),
  training: { ...defaultExperiment.training, batchSize: 8, epochs: 1, learningRate: 0.1 },
};

const penalty = (
  kind: 'l1' | 'l2' | 'elastic-net' | 'entropy' | 'activity-l1',
  reads: Record<string, string>,
  fader: number,
) => makeLoss(kind, kind, reads, { fader });
const half = { kind: 'linear', from: 1, to: 0.5, steps: 2, warmUp: 1 } as const;
// Of a small ε it does not matter where it is added, which is not the same in all of them.
const epsilon = 1e-10;
const adam = makeOptimizer('adam', { epsilon });

/** Strategies whose update is drawn: their numbers differ from run to run. Of two losses no order is drawn. */
const drawn = new Set(['rlw', 'graddrop']);
const ordered = new Set(['pcgrad', 'gradvac']);
/** Strategies that the lines in JavaScript solve for two losses only. */
const ofTwo = new Set(['aligned-mtl']);

const area = makeLoss('area', 'mse', { output: 'head-area', target: 'area' }, { fader: 2 });
const three: Partial<Experiment> = {
  network: { layers: [...base.network.layers, makeLayer('head-area', 'dense', ['dense'], { units: 1 })] },
  losses: [...base.losses, area],
};

/** The head of colour is shared by two of the three, the trunk by all. */
const twoOnOne: Partial<Experiment> = {
  losses: [colour, makeLoss('hinge', 'multi-class-hinge', { output: 'head-colour', target: 'colour' }), size],
};

export interface Told {
  readonly name: string;
  readonly experiment: Experiment;
  /** The share by which PyTorch may be off, where its notes say that it does otherwise. */
  readonly apart?: number;
  /** TensorFlow.js has to refuse it: its lines are for two losses. */
  readonly isRefused?: boolean;
  /** Its numbers are drawn: it runs, and that is all that can be asked. */
  readonly isDrawn?: boolean;
}

const desk = (name: string, change: Partial<Experiment> = {}): Told => ({ name, experiment: { ...base, ...change } });

/** Every strategy at its defaults, every optimizer, every schedule, penalties and courses. */
export const desks: readonly Told[] = [
  desk('the sum'),
  desk('a and 1 − a', {
    losses: [
      { ...colour, fader: 0.7 },
      { ...size, fader: 0.3 },
    ],
  }),
  desk('size muted', { losses: [colour, { ...size, muted: true }] }),
  desk('two losses on one head', twoOnOne),
  // TorchJD and what is written like it compare gradients over all weights, as the notes say.
  { ...desk('two losses on one head, DB-MTL', { ...twoOnOne, strategy: makeStrategy('db-mtl') }), apart: 1 },
  { ...desk('two losses on one head, GradDrop', { ...twoOnOne, strategy: makeStrategy('graddrop') }), isDrawn: true },
  desk('class weights', {
    losses: [{ ...colour, classWeights: 'manual', handWeights: [1, 2, 3, 1, 2, 3, 1, 2] } as typeof colour, size],
  }),
  ...(Object.keys(optimizerKinds) as OptimizerName[]).flatMap((kind) => {
    const training = { ...base.training, learningRate: 0.01 };
    // Several optimizers that decay are the one thing that the page does otherwise, as the notes say.
    const params = kind === 'sgd' || kind === 'momentum' ? {} : { epsilon };
    const change = {
      optimizer: makeOptimizer(kind, kind === 'adamw' ? { ...params, weightDecay: 0 } : params),
      training,
    };
    const told = [
      desk(`${kind}, one on the total`, { optimizer: makeOptimizer(kind, params), training }),
      desk(`${kind}, one per loss together`, { ...change, schedule: { kind: 'simultaneous' } }),
      desk(`${kind}, one per loss in turn`, { ...change, schedule: { kind: 'alternating' } }),
    ];
    return kind === 'rmsprop' ? told.map((one) => ({ ...one, apart: 0.05 })) : told;
  }),
  desk('rates and turns', {
    losses: [
      { ...colour, turns: 2 },
      { ...size, rate: 0.5 },
    ],
    schedule: { kind: 'alternating' },
  }),
  ...strategyKinds.map((kind) => ({
    ...desk(`strategy ${kind}`, {
      strategy: makeStrategy(kind, kind === 'nash-mtl' ? { alwaysSolve: true } : {}),
    }),
    isDrawn: drawn.has(kind),
  })),
  ...strategyKinds.map((kind) => ({
    ...desk(`three losses, strategy ${kind}`, {
      ...three,
      strategy: makeStrategy(kind, kind === 'nash-mtl' ? { alwaysSolve: true } : {}),
    }),
    isDrawn: drawn.has(kind) || ordered.has(kind),
    isRefused: ofTwo.has(kind),
  })),
  ...(['sigmoid', 'simplex'] as const).map((form) =>
    desk(`three weights, ${form}`, { ...three, strategy: makeStrategy('trainable-weight', { form }) }),
  ),
  desk('ascent on a', { strategy: makeStrategy('trainable-weight', { direction: 'ascent' }) }),
  desk('a sigmoid', { strategy: makeStrategy('trainable-weight', { form: 'sigmoid', initial: 0.7 }) }),
  desk('on the simplex', { strategy: makeStrategy('trainable-weight', { form: 'simplex', learningRate: 0.5 }) }),
  ...(['l2', 'loss', 'loss+'] as const).map((normalisation) =>
    desk(`MGDA by ${normalisation}`, { strategy: makeStrategy('mgda', { normalisation }) }),
  ),
  desk('FairGrad, α = 2', { strategy: makeStrategy('fairgrad', { alpha: 2 }) }),
  desk('GradNorm, softmax', { strategy: makeStrategy('gradnorm', { parametrisation: 'softmax', optimizer: 'sgd' }) }),
  desk('Tchebycheff with an ideal point', { strategy: makeStrategy('smooth-tchebycheff', { ideal: [1, 0] }) }),
  desk('L2 on all', { losses: [...base.losses, penalty('l2', { scope: 'all' }, 0.01)] }),
  desk('L2 on the shared, Adam', {
    losses: [...base.losses, penalty('l2', { scope: 'shared' }, 0.01)],
    optimizer: adam,
  }),
  desk('L1, proximal', { losses: [...base.losses, penalty('l1', { scope: 'all' }, 0.01)] }),
  desk('L1 and elastic net of a layer, Adam', {
    losses: [
      ...base.losses,
      penalty('l1', { scope: 'dense' }, 0.01),
      penalty('elastic-net', { scope: 'head-size' }, 0.01),
    ],
    optimizer: adam,
  }),
  desk('elastic net, proximal', { losses: [...base.losses, penalty('elastic-net', { scope: 'all' }, 0.01)] }),
  desk('penalties on outputs', {
    losses: [
      ...base.losses,
      penalty('entropy', { output: 'head-size' }, 0.1),
      penalty('activity-l1', { output: 'dense' }, 0.1),
    ],
  }),
  desk('a penalty beside MGDA', {
    losses: [...base.losses, penalty('l2', { scope: 'all' }, 0.01)],
    strategy: makeStrategy('mgda'),
  }),
  desk('a penalty and two optimizers', {
    losses: [...base.losses, penalty('l2', { scope: 'shared' }, 0.01)],
    schedule: { kind: 'simultaneous' },
  }),
  desk('L2 of a layer', {
    network: {
      layers: base.network.layers.map(
        (layer) => (layer.id === 'dense' ? { ...layer, l2: 0.01 } : layer) as typeof layer,
      ),
    },
  }),
  desk('courses', {
    losses: [
      { ...colour, course: half },
      { ...size, course: { kind: 'moves', moves: [[1, 2]], at: 1 } },
    ],
    training: { ...base.training, learningRateCourse: { kind: 'cosine', from: 1, to: 0, steps: 3, warmUp: 0 } },
  }),
];
