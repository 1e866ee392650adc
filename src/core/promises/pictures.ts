/** What the presets promise whose networks answer with a picture. */
import { columnName } from '../run/columns.ts';
import { arm, trained, validated, withFaders, withMuted } from './arms.ts';
import type { Effect } from './effect.ts';

const views = arm('encoder-decoder', 200);
const helped = arm('autoencoder-classifier', 300);
const shareOfArea = columnName('share', 'area');
const iouOfMask = columnName('iou', 'mask');
const accuracyOfGarment = columnName('accuracy', 'garment');

export const pictureEffects: readonly Effect[] = [
  {
    of: 'encoder-decoder',
    claim: 'With its fader at 1 the area has a smaller share of the update than at 10.',
    arms: { ten: views, one: withFaders(views, { area: 1 }) },
    measure: trained('ten', shareOfArea),
    minus: trained('one', shareOfArea),
    atLeast: 0.1,
    isLong: true,
  },
  {
    of: 'encoder-decoder',
    claim: 'With the area at 10 the mask is learned later than without: its IoU after 200 steps is lower.',
    arms: { both: views, alone: withMuted(views, 'area') },
    measure: validated('alone', iouOfMask),
    minus: validated('both', iouOfMask),
    atLeast: 0.02,
    isLong: true,
  },
  {
    of: 'autoencoder-classifier',
    claim: 'Without the image the garment is learned sooner: its accuracy after 300 steps is higher.',
    arms: { alone: withMuted(helped, 'image'), both: helped },
    measure: validated('alone', accuracyOfGarment),
    minus: validated('both', accuracyOfGarment),
    atLeast: 0.05,
    isLong: true,
  },
];
