import { expect, test } from 'vitest';
import { analyse } from './graph.ts';
import { defaultExperiment } from './presets.ts';
import { summary } from './summary.ts';

test('the summary of the default network', () => {
  expect(summary(defaultExperiment, analyse(defaultExperiment))).toBe(
    `Experiment: "Colour and size, one trunk"
_______________________________________________________________________________
Layer (type)            Output shape         Params  Connected to  Reached by
===============================================================================
image (Image)           (None, 32, 32, 3)         0                colour, size
conv-1 (Conv 3×3 · 16)  (None, 32, 32, 16)      448  image         colour, size
pool-1 (Max-pool 2×2)   (None, 16, 16, 16)        0  conv-1        colour, size
conv-2 (Conv 3×3 · 32)  (None, 16, 16, 32)    4,640  pool-1        colour, size
pool-2 (Max-pool 2×2)   (None, 8, 8, 32)          0  conv-2        colour, size
flatten (Flatten)       (None, 2048)              0  pool-2        colour, size
dense (Dense 64)        (None, 64)          131,136  flatten       colour, size
head-colour (Dense 8)   (None, 8)               520  dense         colour
head-size (Dense 3)     (None, 3)               195  dense         size
_______________________________________________________________________________
Trainable parameters: 136,939
Moving averages: 0
Forward pass of one image: 3.5 MFLOP
________________________________________________________
Loss    Kind           Reads                       Fader
========================================================
colour  Cross-entropy  head-colour against colour      1
size    Cross-entropy  head-size against size          1
________________________________________________________
`,
  );
});

test('a layer on a circle and one without a shape are still listed', () => {
  const [image, conv, ...rest] = defaultExperiment.network.layers;
  if (!image || !conv) throw new Error('The default network has layers.');
  const broken = {
    ...defaultExperiment,
    network: { layers: [image, { ...conv, inputs: ['pool-1'] }, ...rest] },
  };
  const text = summary(broken, analyse(broken));
  expect(text.split('\n').filter((line) => /^(conv|pool|dense|head)/.test(line)).length).toBe(7);
});
