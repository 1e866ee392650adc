/** "Do I need weights? Can they be trained?": colour and size on one trunk, each time with other weights. */
import { makeStrategy } from '../make.ts';
import { draft, head, image, type Preset } from './draft.ts';
import { colourAndSize, plainTrunk } from './networks.ts';

const start = colourAndSize.experiment;

/** The two losses with other faders. */
export const withFaders = (colour: number, size: number) =>
  start.losses.map((loss) => ({ ...loss, fader: loss.id === 'colour' ? colour : size }));

const weighted: Preset = {
  id: 'weights-by-hand',
  help: '0.7·L₁ + 0.3·L₂: weights by hand choose another point of the Pareto front.',
  intro:
    'What do weights do? The trunk is narrow and the images are grainy here, so colour and size compete. 0.7 to 0.3 favours colour: compare the validation losses with those of 1 and 1, and see colour gain and size pay for it. Under Adam only the ratio counts; no choice is right by itself.',
  experiment: draft({
    title: 'Weights by hand, 0.7 and 0.3',
    layers: [image, ...plainTrunk('1', [6, 8, 12]), head('colour', 'dense', 8), head('size', 'dense', 3)],
    losses: withFaders(0.7, 0.3),
    dataset: { size: 24, noise: 0.1 },
  }),
};

const raw: Preset = {
  id: 'trainable-weight-raw',
  help: 'a·L₁ + (1−a)·L₂ with a trained by descent and not bounded: the larger loss is un-trained.',
  intro:
    'Can the weight be trained like everything else? Descent on a follows ∂L/∂a = L₁ − L₂: a falls while colour is the larger loss, crosses 0 within some ten steps, and from there colour is un-trained. Watch the weights run apart and both losses climb: the total that descent follows falls far below zero meanwhile. A log scale shows it best.',
  experiment: {
    ...start,
    title: 'A weight that is trained, unbounded',
    strategy: makeStrategy('trainable-weight', { form: 'raw' }),
  },
};

const sigmoid: Preset = {
  id: 'trainable-weight',
  help: 'The same with a = sigmoid(s): a runs to the smaller loss, and the other task is given up.',
  intro:
    'Does it help to keep a between 0 and 1? The sigmoid prevents the explosion, not the choice: a runs to size, the smaller loss at the start, and colour is hardly trained any more. Watch the weights, and how low the accuracy of colour stays. Set the direction to ascent, and the weight goes to the larger loss instead.',
  experiment: {
    ...start,
    title: 'A weight that is trained',
    strategy: makeStrategy('trainable-weight', { form: 'sigmoid', learningRate: 1 }),
  },
};

const uncertainty: Preset = {
  id: 'uncertainty-weighting',
  help: 'The repaired trainable weight: a small weight costs something, so no loss is given up (Kendall et al. 2018).',
  intro:
    'What repairs the trainable weight? Every loss has a trained s with ½e^(−s)·L + ½s: the second term makes a small weight costly, so each weight is drawn to 1/(2L) and no loss is given up. Watch the other end: as colour nears zero, its weight grows from a half past 3, whether it needs that or not.',
  experiment: {
    ...start,
    title: 'Uncertainty weighting',
    strategy: makeStrategy('uncertainty'),
  },
};

/** In the order of the menu. */
export const weightTemplates: readonly Preset[] = [weighted, raw, sigmoid, uncertainty];
