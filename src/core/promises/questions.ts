/** What the presets of "One task or several?" promise. */
import { columnName, cosineName } from '../run/columns.ts';
import { arm, trained, validated, withFaders, withMuted } from './arms.ts';
import type { RunEffect } from './effect.ts';

const apart = arm('colour-size-separate', 40);
const masks = arm('mask-bce-iou', 150);
const pixels = withMuted(masks, 'mask-iou');
const related = arm('related-tasks', 125);
const twoLosses = arm('two-losses-one-target', 100);
const penalised = arm('loss-and-l2', 600);
const lossOfGarment = columnName('loss', 'garment');
const accuracyOfGarment = columnName('accuracy', 'garment');

export const questionEffects: readonly RunEffect[] = [
  {
    of: 'colour-size-separate',
    claim: 'Muting colour leaves every loss of size as it was.',
    arms: { both: apart, alone: withMuted(apart, 'colour') },
    measure: { between: ['both', 'alone'], table: 'train', column: columnName('loss', 'size') },
    atMost: 1e-5,
  },
  {
    of: 'colour-size-separate',
    claim: 'Size is learned better alone: its loss with a shared trunk is higher.',
    arms: { shared: arm('colour-size', 250), separate: arm('colour-size-separate', 250) },
    measure: trained('shared', columnName('loss', 'size'), 'end'),
    minus: trained('separate', columnName('loss', 'size'), 'end'),
    atLeast: 0.03,
  },
  {
    of: 'two-losses-one-target',
    claim: 'At the start the gradients of cross-entropy and hinge point nearly the same way: their cosine.',
    arms: { start: arm('two-losses-one-target', 1) },
    measure: trained('start', cosineName('garment', 'garment-hinge')),
    atLeast: 0.8,
  },
  {
    of: 'two-losses-one-target',
    claim: 'Muting the hinge costs no accuracy.',
    arms: { both: twoLosses, alone: withMuted(twoLosses, 'garment-hinge') },
    measure: validated('alone', accuracyOfGarment),
    minus: validated('both', accuracyOfGarment),
    atLeast: -0.05,
  },
  {
    of: 'mask-bce-iou',
    claim: 'At first the two gradients point against each other: their lowest cosine.',
    arms: { both: masks },
    measure: trained('both', cosineName('mask', 'mask-iou'), 'lowest'),
    atMost: -0.3,
  },
  {
    of: 'mask-bce-iou',
    claim: 'Later they come to point the same way: their highest cosine.',
    arms: { both: masks },
    measure: trained('both', cosineName('mask', 'mask-iou'), 'highest'),
    atLeast: 0.8,
  },
  {
    of: 'mask-bce-iou',
    claim: 'The IoU gains little over cross-entropy alone.',
    arms: { both: masks, pixels },
    measure: validated('both', columnName('iou', 'mask')),
    minus: validated('pixels', columnName('iou', 'mask')),
    atMost: 0.1,
  },
  {
    of: 'loss-and-l2',
    claim: 'With L2 at 0 the validation loss ends above that at 0.003.',
    arms: { none: withFaders(penalised, { l2: 0 }), between: penalised },
    measure: validated('none', lossOfGarment),
    minus: validated('between', lossOfGarment),
    atLeast: 0.1,
  },
  {
    of: 'loss-and-l2',
    claim: 'With L2 at 0.01 the validation loss ends above that at 0.003.',
    arms: { much: withFaders(penalised, { l2: 0.01 }), between: penalised },
    measure: validated('much', lossOfGarment),
    minus: validated('between', lossOfGarment),
    atLeast: 0.1,
  },
  {
    of: 'loss-and-l2',
    claim: 'With L2 at 0 the validation loss turns up: its end above its lowest.',
    arms: { none: withFaders(penalised, { l2: 0 }) },
    measure: validated('none', lossOfGarment),
    minus: validated('none', lossOfGarment, 'lowest'),
    atLeast: 0.1,
  },
  {
    of: 'related-tasks',
    claim: 'The gradients agree more than those of colour and size: their mean cosines.',
    arms: { related, unrelated: arm('colour-size', 125) },
    measure: trained('related', cosineName('garment', 'colour')),
    minus: trained('unrelated', cosineName('colour', 'size')),
    atLeast: 0.1,
  },
  {
    of: 'related-tasks',
    claim: 'Muting colour makes the garment no slower: its mean loss over 125 steps is not higher.',
    arms: { related, alone: withMuted(related, 'colour') },
    measure: trained('related', lossOfGarment),
    minus: trained('alone', lossOfGarment),
    atLeast: 0,
  },
];
