/** What the presets promise whose networks answer with a picture. */
import { columnName } from '../run/columns.ts';
import { arm, trained, validated, withFaders, withMuted } from './arms.ts';
import type { RunEffect } from './effect.ts';

const views = arm('encoder-decoder', 60);
const helped = arm('autoencoder-classifier', 150);
const shareOfArea = columnName('share', 'area');
const accuracyOfGarment = columnName('accuracy', 'garment');

export const pictureEffects: readonly RunEffect[] = [
  {
    of: 'encoder-decoder',
    claim: 'With its fader at 1 the area has a smaller share of the update than at 10.',
    arms: { ten: views, one: withFaders(views, { area: 1 }) },
    measure: trained('ten', shareOfArea),
    minus: trained('one', shareOfArea),
    atLeast: 0.1,
  },
  {
    of: 'autoencoder-classifier',
    claim: 'Without the image the garment is learned sooner: its accuracy after 150 steps is higher.',
    arms: { alone: withMuted(helped, 'image'), both: helped },
    measure: validated('alone', accuracyOfGarment),
    minus: validated('both', accuracyOfGarment),
    atLeast: 0.05,
  },
];
