/** What the presets of "Which weights? Can they be trained?" promise. */
import { makeStrategy } from '../make.ts';
import { columnName } from '../run/columns.ts';
import { arm, trained, validated, withFaders } from './arms.ts';
import type { RunEffect } from './effect.ts';

const byHand = {
  favoured: arm('weights-by-hand', 400),
  even: withFaders(arm('weights-by-hand', 400), { colour: 1, size: 1 }),
};
const raw = arm('trainable-weight-raw', 75);
const descent = arm('trainable-weight', 100);
const ascent = arm('trainable-weight', 100, {
  strategy: makeStrategy('trainable-weight', { form: 'sigmoid', learningRate: 1, direction: 'ascent' }),
});
const uncertainty = arm('uncertainty-weighting', 350);
const lossOfColour = columnName('loss', 'colour');
const lossOfSize = columnName('loss', 'size');
const accuracyOfColour = columnName('accuracy', 'colour');

export const weightEffects: readonly RunEffect[] = [
  {
    of: 'weights-by-hand',
    claim: 'With 0.7 and 0.3 the loss of colour is lower than with 1 and 1.',
    arms: byHand,
    measure: trained('even', lossOfColour, 'end'),
    minus: trained('favoured', lossOfColour, 'end'),
    atLeast: 0.05,
  },
  {
    of: 'weights-by-hand',
    claim: 'With 0.7 and 0.3 the loss of size is higher than with 1 and 1.',
    arms: byHand,
    measure: trained('favoured', lossOfSize, 'end'),
    minus: trained('even', lossOfSize, 'end'),
    atLeast: 0.05,
  },
  {
    of: 'trainable-weight-raw',
    claim: 'The weight of colour has crossed 0 within ten steps.',
    arms: { raw: arm('trainable-weight-raw', 11) },
    measure: trained('raw', columnName('weight', 'colour'), 'lowest'),
    atMost: 0,
  },
  {
    of: 'trainable-weight-raw',
    claim: 'Colour is un-trained: its loss after 75 steps, where 2.1 is chance.',
    arms: { raw },
    measure: trained('raw', lossOfColour, 'end'),
    atLeast: 10,
  },
  {
    of: 'trainable-weight-raw',
    claim: 'The loss of size climbs too, where 1.1 is chance.',
    arms: { raw },
    measure: trained('raw', lossOfSize, 'end'),
    atLeast: 2,
  },
  {
    of: 'trainable-weight-raw',
    claim: 'The total that descent follows falls far below zero.',
    arms: { raw },
    measure: trained('raw', 'total', 'end'),
    atMost: -1000,
  },
  {
    of: 'trainable-weight',
    claim: 'The weight of size ends near 1.',
    arms: { descent },
    measure: trained('descent', columnName('weight', 'size'), 'end'),
    atLeast: 0.95,
  },
  {
    of: 'trainable-weight',
    claim: 'The accuracy of colour stays low.',
    arms: { descent },
    measure: validated('descent', accuracyOfColour),
    atMost: 0.6,
  },
  {
    of: 'trainable-weight',
    claim: 'Ascent gives colour its accuracy back.',
    arms: { descent, ascent },
    measure: validated('ascent', accuracyOfColour),
    minus: validated('descent', accuracyOfColour),
    atLeast: 0.3,
  },
  {
    of: 'uncertainty-weighting',
    claim: 'Colour is not given up: its accuracy after 350 steps.',
    arms: { uncertainty },
    measure: validated('uncertainty', accuracyOfColour),
    atLeast: 0.9,
  },
  {
    of: 'uncertainty-weighting',
    claim: 'The weight of colour, a half at first, grows past 3.',
    arms: { uncertainty },
    measure: trained('uncertainty', columnName('weight', 'colour'), 'highest'),
    atLeast: 3,
  },
];
