/** Layers that only move values: up-sampling, zero-padding, reshape; and the activation as a layer of its own. */
import { choice, group, integer } from '../fields.ts';
import { defineLayer, type Shape } from './layer.ts';
import { activation as activationParam, activations } from './params.ts';
import { asImage, isProblem, shapeText, sizeOf } from './size.ts';

export const activation = defineLayer({
  kind: 'activation',
  label: 'Activation',
  family: 'activation',
  inputs: [1, 1],
  passes: 'any',
  params: group({ activation: activationParam }),
  formula: 'y=\\varphi(x)',
  help: 'A function applied to every value; without one between them, two linear layers are one.',
  summary: (p) => activations.find((a) => a.value === p.activation)?.label ?? '',
  infer: ([input]) => input ?? [],
  flops: ([input]) => sizeOf(input ?? []),
});

export const stopGradient = defineLayer({
  kind: 'stop-gradient',
  label: 'Stop gradient',
  family: 'shape',
  inputs: [1, 1],
  params: group({}),
  formula: 'y=x,\\quad\\frac{\\partial y}{\\partial x}:=0',
  passes: 'any',
  help: 'Passes values on and no gradient back: what reads it does not train what is before it (detach in PyTorch).',
  summary: () => '',
  infer: ([input]) => input ?? [],
});

export const upSample = defineLayer({
  kind: 'up-sample',
  label: 'Up-sample',
  family: 'shape',
  inputs: [1, 1],
  passes: 'any',
  params: group({
    factor: integer({ label: 'Factor', help: 'How many times larger.', min: 2, max: 4, default: 2 }),
    interpolation: choice({
      label: 'Interpolation',
      help: 'Repeat the nearest pixel, or blend between pixels.',
      default: 'nearest',
      choices: [
        { value: 'nearest', label: 'nearest' },
        { value: 'bilinear', label: 'bilinear' },
      ],
    }),
  }),
  formula: 'y_{ijc}=x_{\\lfloor i/s\\rfloor,\\,\\lfloor j/s\\rfloor,\\,c}',
  help: 'Makes the image larger without weights; a convolution after it learns the details. Bilinear as in Keras and PyTorch: pixels have their centres at ½, 1½ …',
  summary: (p) => `×${p.factor}`,
  infer([input], p) {
    const image = asImage(input);
    return isProblem(image) ? image : [image[0] * p.factor, image[1] * p.factor, image[2]];
  },
  reach: (p) => [1, 1 / p.factor],
});

export const zeroPad = defineLayer({
  kind: 'zero-pad',
  label: 'Zero-pad',
  family: 'shape',
  inputs: [1, 1],
  passes: 'any',
  params: group({
    pixels: integer({ label: 'Pixels', help: 'Rows and columns of zeros on every side.', min: 1, max: 8, default: 1 }),
  }),
  formula: 'y=\\mathrm{pad}(x)',
  help: 'A frame of zeros around the image.',
  summary: (p) => `${p.pixels}`,
  infer([input], p) {
    const image = asImage(input);
    return isProblem(image) ? image : [image[0] + 2 * p.pixels, image[1] + 2 * p.pixels, image[2]];
  },
});

const side = { min: 1, max: 64, default: 8 };
export const reshape = defineLayer({
  kind: 'reshape',
  label: 'Reshape',
  family: 'shape',
  inputs: [1, 1],
  passes: 'any',
  params: group({
    height: integer({ label: 'Height', help: 'Rows of the image made.', ...side }),
    width: integer({ label: 'Width', help: 'Columns of the image made.', ...side }),
    channels: integer({ label: 'Channels', help: 'Channels of the image made.', min: 1, max: 512, default: 1 }),
  }),
  formula: 'y=\\mathrm{reshape}(x)',
  help: 'Reads a vector as an image, row by row.',
  suited: imageOf,
  summary: (p) => `${p.height}×${p.width}×${p.channels}`,
  infer([input], p) {
    const wanted = [p.height, p.width, p.channels];
    if (sizeOf(input ?? []) === sizeOf(wanted)) return wanted;
    return {
      message: `makes ${shapeText(wanted)} = ${sizeOf(wanted)} values, gets ${shapeText(input)} = ${sizeOf(input ?? [])}`,
      remedy: 'Change height, width or channels so that the products agree.',
    };
  },
});

/** Height, width and channels of an image with as many values as the shape: the largest square of whole channels. */
function imageOf(shape: Shape): Readonly<Record<'height' | 'width' | 'channels', number>> {
  if (shape.length === 3) return { height: shape[0] ?? 1, width: shape[1] ?? 1, channels: shape[2] ?? 1 };
  const values = sizeOf(shape);
  const side = [8, 4, 16, 2].find((n) => values % (n * n) === 0 && values / (n * n) <= 512) ?? 1;
  return { height: side, width: side, channels: Math.min(512, values / (side * side)) };
}
