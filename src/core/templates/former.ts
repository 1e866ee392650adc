/**
 * What links may start from that is no preset any more. A link says what differs, so where it starts has to stay as it was:
 * a preset whose experiment changes takes a new id, and what it was stays here under the old one.
 */
import type { Preset } from './draft.ts';
import { draft } from './draft.ts';
import { colourAndSize } from './networks.ts';
import { lossAndL2 } from './questions.ts';
import { withFaders } from './weights.ts';

export const formerPresets: readonly Pick<Preset, 'id' | 'experiment'>[] = [
  {
    id: 'loss-and-penalty',
    experiment: draft({
      title: 'Loss + L2 penalty',
      layers: lossAndL2.experiment.network.layers,
      losses: lossAndL2.experiment.losses.map((loss) => (loss.id === 'l2' ? { ...loss, fader: 1e-3 } : loss)),
      dataset: { count: 500 },
    }),
  },
  {
    id: 'weights-70-30',
    experiment: {
      ...colourAndSize.experiment,
      title: 'Weights by hand, 0.7 and 0.3',
      losses: withFaders(0.7, 0.3),
    },
  },
];
