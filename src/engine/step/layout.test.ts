import { describe, expect, it, test } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { graphOf } from '../../core/graphOf.ts';
import { makeLayer } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { initialValues, layOut, rangesOf } from './layout.ts';

/** The default network with the dense layer of 2048 × 64 weights changed. */
function withDense(params: object, more: Experiment['network']['layers'] = []): Experiment {
  const layers = defaultExperiment.network.layers.map((layer) =>
    layer.id === 'dense' ? { ...layer, ...params } : layer,
  );
  return { ...defaultExperiment, network: { layers: [...layers, ...more] } };
}

function valuesOf(experiment: Experiment, layer: string, name = 'kernel'): Float32Array {
  const layout = layOut(experiment, graphOf(experiment));
  const slot = layout.slots.find((one) => one.layer === layer && one.spec.name === name);
  if (!slot) throw new Error(`There is no ${name} of ${layer}.`);
  return initialValues(experiment, layout).subarray(slot.start, slot.start + slot.size);
}

/** Of many numbers faster than equality of objects. */
const isSame = (a: Float32Array, b: Float32Array) => a.length === b.length && a.every((value, k) => value === b[k]);
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('weights before the first step', () => {
  const [ins, outs] = [2048, 64];

  test.each([
    ['glorot', 2 / (ins + outs), 9 / 5],
    ['he', 2 / ins, 3],
    ['lecun', 1 / ins, 3],
  ] as const)('of %s have its variance, and the kurtosis of its distribution', (initializer, variance, kurtosis) => {
    const values = valuesOf(withDense({ initializer }), 'dense');
    expect(values.length).toBe(ins * outs);
    const moment = (power: number) => mean(values.map((value) => value ** power));
    // Five standard errors of 131,072 numbers.
    expect(Math.abs(moment(1)) / Math.sqrt(variance)).toBeLessThan(0.014);
    expect(Math.abs(moment(2) / variance - 1)).toBeLessThan(0.02);
    expect(Math.abs(moment(4) / moment(2) ** 2 - kurtosis)).toBeLessThan(0.07);
  });

  it('of Glorot stay within ±√(6/(in + out))', () => {
    const values = valuesOf(withDense({ initializer: 'glorot' }), 'dense');
    const most = values.reduce((so, value) => Math.max(so, Math.abs(value)), 0);
    expect(most / Math.sqrt(6 / (ins + outs))).toBeCloseTo(1, 3);
  });

  it('are He’s before a ReLU and Glorot’s before a tanh, unless chosen, and zeros where these are chosen', () => {
    const auto = (activation: string) => valuesOf(withDense({ initializer: 'auto', activation }), 'dense');
    expect(isSame(auto('relu'), valuesOf(withDense({ initializer: 'he' }), 'dense'))).toBe(true);
    expect(isSame(auto('tanh'), valuesOf(withDense({ initializer: 'glorot' }), 'dense'))).toBe(true);
    expect(new Set(valuesOf(withDense({ initializer: 'zeros' }), 'dense'))).toEqual(new Set([0]));
  });

  it('of biases are 0, of scales 1', () => {
    expect(new Set(valuesOf(defaultExperiment, 'dense', 'bias'))).toEqual(new Set([0]));
    const layers = defaultExperiment.network.layers.flatMap((layer) =>
      layer.id === 'dense' ? [makeLayer('norm', 'layer-norm', ['flatten']), { ...layer, inputs: ['norm'] }] : [layer],
    );
    const normed = { ...defaultExperiment, network: { layers } };
    expect(new Set(valuesOf(normed, 'norm', 'gamma'))).toEqual(new Set([1]));
    expect(new Set(valuesOf(normed, 'norm', 'beta'))).toEqual(new Set([0]));
    // Another layer leaves the others as they were.
    expect(isSame(valuesOf(normed, 'dense'), valuesOf(defaultExperiment, 'dense'))).toBe(true);
  });

  it('are others for every layer and for another seed', () => {
    const { training } = defaultExperiment;
    const other = { ...defaultExperiment, training: { ...training, seed: training.seed + 1 } };
    expect(isSame(valuesOf(other, 'dense'), valuesOf(defaultExperiment, 'dense'))).toBe(false);
    const [colour, size] = ['head-colour', 'head-size'].map((id) => valuesOf(defaultExperiment, id).slice(0, 8));
    expect(colour).not.toEqual(size);
  });
});

test('ranges of neighbours are joined, others stand apart', () => {
  const layout = layOut(defaultExperiment, graphOf(defaultExperiment));
  expect(rangesOf(layout, () => true)).toEqual([{ start: 0, end: 136_939 }]);
  const convolutions = rangesOf(layout, ({ layer }) => layer.startsWith('conv'));
  expect(convolutions.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(448 + 4640);
  expect(rangesOf(layout, () => false)).toEqual([]);
});
