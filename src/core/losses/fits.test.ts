import { describe, expect, test } from 'vitest';
import { analyse } from '../graph.ts';
import { makeLayer } from '../make.ts';
import { defaultExperiment } from '../presets.ts';
import { fits, placesFor } from './fits.ts';

const graph = analyse(defaultExperiment);
const fitOf = (kind: Parameters<typeof placesFor>[2], output: string, target: string) =>
  fits(defaultExperiment, graph, { kind, output, target });

describe('whether a loss fits', () => {
  test('an output and a target of its kind and shape', () => {
    expect(fitOf('softmax-cross-entropy', 'head-colour', 'colour')).toEqual({ fits: true });
    expect(fitOf('l2', '', '')).toEqual({ fits: true });
    expect(fitOf('entropy', 'head-colour', '')).toEqual({ fits: true });
  });

  test('or the reason and what to do', () => {
    expect(fitOf('dice', 'head-colour', 'colour')).toEqual({
      fits: false,
      why: 'Soft Dice is for a mask; colour is a category.',
    });
    expect(fitOf('softmax-cross-entropy', 'head-size', 'colour')).toEqual({
      fits: false,
      why: 'Head: size gives 3; colour needs 8. Add a head for it.',
    });
    expect(fitOf('mse', 'gone', 'area')).toEqual({
      fits: false,
      why: 'That layer is not there. Choose another output.',
    });
    expect(fitOf('mse', 'head-size', 'gone')).toEqual({
      fits: false,
      why: 'The dataset has no target "gone". Choose another one.',
    });
    expect(fitOf('entropy', 'conv-1', '')).toEqual({
      fits: false,
      why: 'Confidence penalty needs one logit a class; this output is 32×32×16.',
    });
  });
});

describe('where a loss can be attached', () => {
  test('is where a fitting target is read already', () => {
    expect(placesFor(defaultExperiment, graph, 'softmax-focal')).toEqual([
      { output: 'head-colour', target: 'colour' },
      { output: 'head-size', target: 'size' },
    ]);
    expect(placesFor(defaultExperiment, graph, 'dice')).toEqual([]);
  });

  test('and at an end of the network that nothing reads yet', () => {
    const layers = [...defaultExperiment.network.layers, makeLayer('head-garment', 'dense', ['dense'], { units: 6 })];
    const experiment = { ...defaultExperiment, network: { layers } };
    expect(placesFor(experiment, analyse(experiment), 'multi-class-hinge')).toContainEqual({
      output: 'head-garment',
      target: 'garment',
    });
  });

  test('but not at a layer that another one reads, though it has the width', () => {
    const layers = [
      ...defaultExperiment.network.layers,
      makeLayer('inner', 'dense', ['dense'], { units: 6 }),
      makeLayer('end', 'dense', ['inner'], { units: 6 }),
    ];
    const experiment = { ...defaultExperiment, network: { layers } };
    const places = placesFor(experiment, analyse(experiment), 'multi-class-hinge');
    expect(places.filter(({ target }) => target === 'garment')).toEqual([{ output: 'end', target: 'garment' }]);
  });
});
