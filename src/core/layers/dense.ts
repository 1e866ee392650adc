/** Fully connected layers and what surrounds them: flatten, dropout. */
import { group, integer, number } from '../fields.ts';
import { defineLayer, type WeightSpec } from './layer.ts';
import { activation, bias, initializer, l1, l2, trained } from './params.ts';
import { asImage, isProblem, shapeText, sizeOf } from './size.ts';

export const dense = defineLayer({
  kind: 'dense',
  label: 'Dense',
  family: 'dense',
  inputs: [1, 1],
  params: group({
    units: integer({ label: 'Units', help: 'Number of outputs.', min: 1, max: 2048, default: 64, scale: 'log' }),
    activation,
    bias,
    initializer,
    l1,
    l2,
    trained,
  }),
  formula: 'y=\\varphi(W^\\top x+b)',
  help: 'Every output sees every input. A head is often one of these, with as many units as the target has classes.',
  width: 'units',
  summary: (p) => `${p.units}`,
  infer([input], p) {
    if (input?.length === 1) return [p.units];
    return {
      message: `needs a vector, gets ${shapeText(input)}`,
      remedy: 'Insert Flatten or global pooling before it.',
      fix: 'flatten',
    };
  },
  weights([input], p) {
    const features = input?.[0] ?? 0;
    const specs: WeightSpec[] = [
      {
        name: 'kernel',
        shape: [features, p.units],
        initial: 'initializer',
        fanIn: features,
        fanOut: p.units,
        trainable: true,
      },
    ];
    if (!p.bias) return specs;
    return [
      ...specs,
      { name: 'bias', shape: [p.units], initial: 'zeros', fanIn: p.units, fanOut: p.units, trainable: true },
    ];
  },
  flops: ([input], _output, p) => 2 * (input?.[0] ?? 0) * p.units,
  reach: () => 'all',
});

export const flatten = defineLayer({
  kind: 'flatten',
  label: 'Flatten',
  family: 'shape',
  inputs: [1, 1],
  passes: 'any',
  params: group({}),
  formula: 'y=\\mathrm{vec}(x)',
  help: 'Lays the image out as one long vector.',
  summary: () => '',
  infer: ([input]) => [sizeOf(input ?? [])],
});

const rate = number({
  label: 'Rate',
  help: 'Share of the values set to zero in training.',
  min: 0,
  max: 0.9,
  step: 0.05,
  default: 0.25,
});

export const dropout = defineLayer({
  kind: 'dropout',
  label: 'Dropout',
  family: 'normalisation',
  inputs: [1, 1],
  passes: 'any',
  params: group({ rate }),
  formula: 'y=\\tfrac{m}{1-p}\\odot x,\\quad m\\sim\\mathrm{Bernoulli}(1-p)',
  help: 'Sets random values to zero in training and scales the rest up; does nothing when evaluating.',
  summary: (p) => `${p.rate}`,
  infer: ([input]) => input ?? [],
});

export const spatialDropout = defineLayer({
  kind: 'spatial-dropout',
  label: 'Spatial dropout',
  family: 'normalisation',
  inputs: [1, 1],
  passes: 'any',
  params: group({ rate }),
  formula: 'y_{ijc}=\\tfrac{m_c}{1-p}\\,x_{ijc},\\quad m_c\\sim\\mathrm{Bernoulli}(1-p)',
  help: 'Dropout of whole channels, because neighbouring pixels repeat each other.',
  summary: (p) => `${p.rate}`,
  infer([input]) {
    const image = asImage(input);
    return isProblem(image) ? image : [...image];
  },
});
