/** What the presets of "One optimizer or two?" and "What if gradients conflict?" promise. */
import { makeStrategy } from '../make.ts';
import { columnName, cosineName } from '../run/columns.ts';
import { arm, trained, withFaders, withTurns } from './arms.ts';
import type { RunEffect } from './effect.ts';

const one = arm('one-optimizer-sgd', 150);
const two = arm('optimizers-together-sgd', 150);
const inTurn = arm('optimizers-together-sgd', 150, { schedule: { kind: 'alternating' } });
const sum = arm('colour-size', 40);
const together = arm('optimizers-together', 40);
const turns = arm('optimizers-in-turn', 30);
const more = withTurns(turns, 'colour', 5);
const mgda = arm('mgda', 350);
const lossOfColour = columnName('loss', 'colour');
const lossOfSize = columnName('loss', 'size');
const weightOfColour = columnName('weight', 'colour');

export const combinationEffects: readonly RunEffect[] = [
  {
    of: 'optimizers-together-sgd',
    claim: 'Two SGDs together and one on the sum: the largest distance of their curves.',
    arms: { one, two },
    measure: { between: ['one', 'two'], table: 'train', column: 'total' },
    atMost: 1e-4,
  },
  {
    of: 'optimizers-together-sgd',
    claim: 'Two SGDs in turn and one on the sum: the largest distance of their curves.',
    arms: { one, inTurn },
    measure: { between: ['one', 'inTurn'], table: 'train', column: 'total' },
    atLeast: 0.01,
  },
  {
    of: 'optimizers-together',
    claim: 'Two Adams together part from one on the sum: the largest distance of their curves.',
    arms: { together, sum },
    measure: { between: ['together', 'sum'], table: 'train', column: 'total' },
    atLeast: 0.2,
  },
  {
    of: 'optimizers-together',
    claim: 'The faders nearly cancel: how far the loss of size moves with colour at 10.',
    arms: { together, ten: withFaders(together, { colour: 10 }) },
    measure: { between: ['together', 'ten'], table: 'train', column: lossOfSize },
    atMost: 0.15,
  },
  {
    of: 'optimizers-together',
    claim: 'On the sum they do not: how far the loss of size moves with colour at 10.',
    arms: { sum, ten: withFaders(sum, { colour: 10 }) },
    measure: { between: ['sum', 'ten'], table: 'train', column: lossOfSize },
    atLeast: 0.3,
  },
  {
    of: 'optimizers-in-turn',
    claim: 'With five steps a turn for colour, size is learned later: its mean loss over 30 steps is higher.',
    arms: { turns, more },
    measure: trained('more', lossOfSize),
    minus: trained('turns', lossOfSize),
    atLeast: 0.05,
  },
  {
    of: 'optimizers-in-turn',
    claim: 'With five steps a turn for colour, colour is learned sooner: its mean loss over 30 steps is lower.',
    arms: { turns, more },
    measure: trained('turns', lossOfColour),
    minus: trained('more', lossOfColour),
    atLeast: 0.3,
  },
  {
    of: 'pcgrad',
    claim: 'The gradients of colour and size do conflict at times: their lowest cosine.',
    arms: { pcgrad: arm('pcgrad', 60) },
    measure: trained('pcgrad', cosineName('colour', 'size'), 'lowest'),
    atMost: -0.1,
  },
  {
    of: 'mgda',
    claim: 'Once colour is nearly learned, it has most of the weight.',
    arms: { mgda },
    measure: trained('mgda', weightOfColour, 'end'),
    atLeast: 0.7,
  },
  {
    of: 'mgda',
    claim: 'Normalised, it does not.',
    arms: { normalised: arm('mgda', 100, { strategy: makeStrategy('mgda', { normalisation: 'l2' }) }) },
    measure: trained('normalised', weightOfColour, 'end'),
    atMost: 0.6,
  },
  {
    of: 'mgda',
    claim: 'Size stays behind: its loss after 350 steps is higher than on the sum.',
    arms: { mgda, sum: arm('colour-size', 350) },
    measure: trained('mgda', lossOfSize, 'end'),
    minus: trained('sum', lossOfSize, 'end'),
    atLeast: 0.05,
  },
];
