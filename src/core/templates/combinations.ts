/** "One optimizer or two?" and "What if the gradients conflict?": colour and size on one trunk, combined in other ways. */
import { makeLayer, makeOptimizer, makeStrategy } from '../make.ts';
import { conv, draft, head, image, type Preset } from './draft.ts';
import { colourAndSize } from './networks.ts';

const start = colourAndSize.experiment;

const averagePool = (id: string, input: string) => makeLayer(id, 'average-pool', [input], { padding: 'same' });

const sumOfSgd: Preset = {
  id: 'one-optimizer-sgd',
  help: 'One SGD on the sum: the first of a pair whose curves are the same.',
  intro:
    'Are two optimizers only the sum in disguise? This is the sum itself: one SGD steps along the gradient of loss₁ + loss₂. Run it, then open the next preset, where each loss has an SGD of its own, and compare the two runs: their curves coincide.',
  experiment: {
    ...draft({
      title: 'One optimizer, SGD',
      // Without kinks, and at a small rate: else rounding alone drives two equal runs apart.
      layers: [
        image,
        conv('conv-1', 'image', 8, { activation: 'tanh' }),
        averagePool('pool-1', 'conv-1'),
        conv('conv-2', 'pool-1', 16, { activation: 'tanh' }),
        averagePool('pool-2', 'conv-2'),
        makeLayer('flatten', 'flatten', ['pool-2']),
        makeLayer('dense', 'dense', ['flatten'], { units: 32, activation: 'tanh' }),
        head('colour', 'dense', 8),
        head('size', 'dense', 3),
      ],
      losses: start.losses,
      dataset: { size: 16 },
      training: { learningRate: 0.03 },
    }),
    optimizer: makeOptimizer('sgd'),
  },
};

const togetherSgd: Preset = {
  id: 'optimizers-together-sgd',
  help: 'An SGD for each loss, both gradients at the same point: exactly the sum, for SGD is linear in the gradient.',
  intro:
    'Is it the same with two optimizers? With SGD it is: both gradients are taken at the same point, and two steps along them are one step along their sum. Compare it with one optimizer: the curves coincide. Then let them take turns, and the curves part.',
  experiment: {
    ...sumOfSgd.experiment,
    title: 'Two optimizers, together, SGD',
    schedule: { kind: 'simultaneous' },
  },
};

const together: Preset = {
  id: 'optimizers-together',
  help: 'An Adam for each loss, both gradients at the same point: not the sum, since each scales its own steps.',
  intro:
    'One optimizer or two? Here each loss has an Adam of its own; both gradients are taken at the same point and both steps are applied. Adam divides by the size of the gradients it sees, so the faders nearly cancel, and the shared layers take two full steps. With SGD it would be exactly the plain sum.',
  experiment: {
    ...start,
    title: 'Two optimizers, together',
    schedule: { kind: 'simultaneous' },
  },
};

const inTurn: Preset = {
  id: 'optimizers-in-turn',
  help: 'An Adam for each loss, one after the other: the second gradient is taken where the first step has led.',
  intro:
    'Together or in turn? Here the first loss takes its step, and the gradient of the second is taken where that step has led: with every optimizer something else than the sum, and one forward pass more. Give one loss more steps a turn and watch what it does to the other.',
  experiment: {
    ...start,
    title: 'Two optimizers, in turn',
    schedule: { kind: 'alternating' },
  },
};

const pcgrad: Preset = {
  id: 'pcgrad',
  help: 'Where two gradients point against each other, each drops the part that hurts the other (Yu et al. 2020).',
  intro:
    'Does gradient surgery help? PCGrad changes the update only while the gradients of colour and size point against each other. Watch the cosine between them: as long as it is above zero this run is the plain sum with an extra backward pass, so compare both quality and milliseconds a step.',
  experiment: {
    ...start,
    title: 'PCGrad',
    strategy: makeStrategy('pcgrad'),
  },
};

const mgda: Preset = {
  id: 'mgda',
  help: 'The shortest vector between the gradients: no loss is made worse, and the smaller gradient rules.',
  intro:
    'Can a step never hurt any loss? MGDA takes the shortest vector between the two gradients, which points against neither. Watch the weights: once colour is nearly learned, its gradient is the shorter one and takes most of the weight, so size stays behind. The normalisation in the inspector changes that.',
  experiment: {
    ...start,
    title: 'MGDA',
    strategy: makeStrategy('mgda'),
  },
};

/** In the order of the menu. */
export const optimizerTemplates: readonly Preset[] = [sumOfSgd, togetherSgd, together, inTurn];

/** In the order of the menu. */
export const conflictTemplates: readonly Preset[] = [pcgrad, mgda];
