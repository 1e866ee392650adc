/** Networks that answer with a picture: the mask of the garment, or the image itself. */
import type { Layer } from '../layers/index.ts';
import { makeLayer, makeLoss } from '../make.ts';
import { conv, dense, draft, head, image, type Preset, pool } from './draft.ts';

const up = (id: string, input: string) => makeLayer(id, 'up-sample', [input]);
const mask = (input: string) => makeLayer('head-mask', 'conv2d', [input], { filters: 1 });

const maskLoss = makeLoss('mask', 'sigmoid-cross-entropy', { output: 'head-mask', target: 'mask' });
const garmentLoss = makeLoss('garment', 'softmax-cross-entropy', { output: 'head-garment', target: 'garment' });

/** Down to 8×8, and the first doubling. */
const encoder: readonly Layer[] = [
  image,
  conv('conv-1', 'image', 8),
  pool('pool-1', 'conv-1'),
  conv('conv-2', 'pool-1', 16),
  pool('pool-2', 'conv-2'),
  conv('conv-3', 'pool-2', 16),
  up('up-1', 'conv-3'),
];

/** Down to 8×8 and up again, without shortcuts. */
export const encoderDecoderLayers: readonly Layer[] = [
  ...encoder,
  conv('conv-4', 'up-1', 8),
  up('up-2', 'conv-4'),
  conv('conv-5', 'up-2', 8),
  mask('conv-5'),
];

const encoderDecoder: Preset = {
  id: 'encoder-decoder',
  help: 'The mask from a decoder, the area from the same code: two views of one thing, and still a trade-off.',
  intro:
    'Do two views of one thing help each other? The decoder draws the mask of the garment, a head on the same code says how large it is. The losses have different units, hence the fader of 10 on the area. At 1 its share of the update is smaller; mute the area, run it again and compare the masks.',
  experiment: draft({
    title: 'Encoder–decoder, mask and area',
    layers: [
      ...encoderDecoderLayers,
      makeLayer('global-pool', 'global-pool', ['conv-3']),
      dense('dense', 'global-pool', 16),
      head('area', 'dense', 1),
    ],
    losses: [maskLoss, makeLoss('area', 'mse', { output: 'head-area', target: 'area' }, { fader: 10 })],
  }),
};

const uNet: Preset = {
  id: 'u-net',
  help: 'Skips carry the outline past the bottleneck (Ronneberger et al. 2015); a second head names the garment.',
  intro:
    'What if the tasks need different things? The mask needs the outline, which the skips carry past the bottleneck; the name of the garment is read from the bottleneck alone. Watch the first convolutions, which both losses reach.',
  experiment: draft({
    title: 'Small U-Net, mask and garment',
    layers: [
      ...encoder,
      makeLayer('concat-1', 'concat', ['up-1', 'conv-2']),
      conv('conv-4', 'concat-1', 8),
      up('up-2', 'conv-4'),
      makeLayer('concat-2', 'concat', ['up-2', 'conv-1']),
      conv('conv-5', 'concat-2', 8),
      mask('conv-5'),
      makeLayer('flatten', 'flatten', ['conv-3']),
      dense('dense', 'flatten', 32),
      head('garment', 'dense', 6),
    ],
    losses: [maskLoss, garmentLoss],
  }),
};

const autoencoder: Preset = {
  id: 'autoencoder-classifier',
  help: 'Reconstruct the image and name the garment from one code: a helper task, wanted only for what it teaches.',
  intro:
    'Is a helper task worth its place? Reconstructing the image is wanted only for what it teaches the shared code. Mute it and run again: here the garment is learned sooner without. Then look for a fader at which it pays.',
  experiment: draft({
    title: 'Autoencoder + classifier',
    layers: [
      image,
      conv('conv-1', 'image', 8, { stride: 2 }),
      conv('conv-2', 'conv-1', 16, { stride: 2 }),
      makeLayer('flatten', 'flatten', ['conv-2']),
      dense('code', 'flatten', 32),
      dense('dense', 'code', 512),
      makeLayer('reshape', 'reshape', ['dense'], { height: 8, width: 8, channels: 8 }),
      up('up-1', 'reshape'),
      conv('conv-3', 'up-1', 16),
      up('up-2', 'conv-3'),
      makeLayer('head-image', 'conv2d', ['up-2'], { filters: 3, activation: 'sigmoid' }),
      head('garment', 'code', 6),
    ],
    losses: [garmentLoss, makeLoss('image', 'mse', { output: 'head-image', target: 'image' }, { fader: 10 })],
  }),
};

export const pictureTemplates: readonly Preset[] = [encoderDecoder, uNet, autoencoder];
