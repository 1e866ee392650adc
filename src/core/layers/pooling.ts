/** Pooling: maximum, average, and the mean over the whole image. */
import { choice, group, integer } from '../fields.ts';
import { defineLayer } from './layer.ts';
import { asImage, isProblem, sizeOf, slideImage } from './size.ts';

const size = integer({ label: 'Window', help: 'Height and width of the window.', min: 1, max: 8, default: 2 });
const stride = integer({ label: 'Stride', help: 'Pixels between two windows.', min: 1, max: 8, default: 2 });
const padding = choice({
  label: 'Padding',
  help: 'What is done with windows that hang over the border. Keras and PyTorch leave them out by default.',
  default: 'valid',
  choices: [
    { value: 'same', label: 'same', help: 'They count, with the pixels inside alone, as in Keras.' },
    { value: 'valid', label: 'valid', help: 'They are left out, and with them the pixels at the end of odd sizes.' },
  ],
});
const params = group({ size, stride, padding });

function pooling<const K extends string>(kind: K, label: string, formula: string, help: string) {
  return defineLayer({
    kind,
    label,
    family: 'pooling',
    inputs: [1, 1],
    passes: 'any',
    params,
    formula,
    help,
    summary: (p) => `${p.size}×${p.size}`,
    infer([input], p) {
      const image = asImage(input);
      if (isProblem(image)) return image;
      const spatial = slideImage(image, { kernel: p.size, stride: p.stride, padding: p.padding });
      return isProblem(spatial) ? spatial : [...spatial, image[2]];
    },
    flops: (_, output, p) => sizeOf(output) * p.size * p.size,
    reach: (p) => [p.size, p.stride],
  });
}

export const maxPool = pooling(
  'max-pool',
  'Max-pool',
  'y_{ijc}=\\max_{(u,v)\\in W_{ij}}x_{uvc}',
  'Keeps the largest value of every window: halves the image and forgives small shifts.',
);
export const averagePool = pooling(
  'average-pool',
  'Avg-pool',
  'y_{ijc}=\\tfrac1{|W_{ij}|}\\sum_{(u,v)\\in W_{ij}}x_{uvc}',
  'Keeps the mean of every window W, at the border of its pixels inside, as in Keras; PyTorch counts its zeros along.',
);

export const globalPool = defineLayer({
  kind: 'global-pool',
  label: 'Global avg-pool',
  family: 'pooling',
  inputs: [1, 1],
  passes: 'any',
  params: group({}),
  formula: 'y_c=\\tfrac1{HW}\\sum_{i,j}x_{ijc}',
  help: 'The mean of every channel over the whole image: forgets where, keeps what.',
  summary: () => '',
  infer([input]) {
    const image = asImage(input);
    return isProblem(image) ? image : [image[2]];
  },
  flops: ([input]) => sizeOf(input ?? []),
  reach: () => 'all',
});
