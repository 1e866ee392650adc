import { expect, test } from 'vitest';
import { makeLayer, makeLoss, makeStrategy } from '../make.ts';
import { defaultExperiment as base, presetOf } from '../presets.ts';
import { settingText } from '../run/settings.ts';
import { differingColumns, differsFrom, referenceOf, traitColumns } from './differing.ts';
import { setupOf } from './setup.ts';
import { finished, trained } from './testing/runs.ts';

const setup = (experiment = base, changes: Parameters<typeof setupOf>[0]['changes'] = []) =>
  setupOf({ ...finished('a', experiment), changes });
const labels = (...setups: ReturnType<typeof setup>[]) => differingColumns(setups).map(({ label }) => label);
const withStrategy = (...args: Parameters<typeof makeStrategy>) => ({ ...base, strategy: makeStrategy(...args) });

test('nothing differs between runs that are set up alike', () => {
  expect(labels(setup(), setup({ ...base, strategy: makeStrategy('sum') }))).toEqual([]);
  expect(labels(setup())).toEqual([]);
});

test('a setting that differs is a column, methods before training and the seed last', () => {
  const other = { ...trained({ seed: 7, learningRate: 0.01 }), strategy: makeStrategy('pcgrad') };
  expect(labels(setup(), setup(other))).toEqual(['Strategy', 'Learning rate', 'Seed']);
});

test('an option of one method alone is no difference; between two runs of the method it is one', () => {
  const [plain, normalised] = [withStrategy('mgda'), withStrategy('mgda', { normalisation: 'l2' })];
  expect(labels(setup(), setup(normalised))).toEqual(['Strategy']);
  expect(labels(setup(), setup(plain), setup(normalised))).toEqual(['Strategy', 'MGDA: normalisation']);
  const column = differingColumns([setup(plain), setup(normalised)])[0]!;
  expect(setup().get(column.key)).toBeUndefined();
});

test('live changes count as they were in the end', () => {
  const moved = [{ step: 10, change: { faders: { size: 2 } } }];
  expect(labels(setup(), setup(base, moved))).toEqual(['size: fader']);
  expect(labels(setup(), setup(base, [...moved, { step: 20, change: { faders: { size: 1 } } }]))).toEqual([]);
});

test('an added layer shows in the facts about the network, and its parameters are not differences', () => {
  const layers = [...base.network.layers, makeLayer('drop', 'dropout', ['image'])];
  expect(labels(setup(), setup({ ...base, network: { layers } }))).toEqual(['Layers']);
});

test('two networks instead of one differ in what they share', () => {
  const separate = presetOf('colour-size-separate')!.experiment;
  const [one, two] = [setup(), setup(separate)].map((each) => each.get('network:sharing')?.value);
  expect([one, two]).toEqual([expect.stringMatching(/^\d+ layers shared$/), 'separate']);
});

test('the first loss of a target is the same in every experiment, whatever its id', () => {
  const garment = (id: string, kind: 'softmax-cross-entropy' | 'multi-class-hinge') =>
    makeLoss(id, kind, { output: 'head-size', target: 'size' });
  const [a, b] = [
    { ...base, losses: [garment('x', 'softmax-cross-entropy')] },
    { ...base, losses: [garment('y', 'multi-class-hinge')] },
  ];
  expect(labels(setup(a), setup(b))).toEqual(['size: loss']);
});

test('cells are measured against the baseline, or against what most runs have', () => {
  const [slow, fast, also] = [setup(), setup(trained({ learningRate: 0.01 })), setup(trained({ learningRate: 0.01 }))];
  const all = [slow, fast, also];
  const key = 'training:learningRate';
  const text = (baseline?: typeof slow) => settingText(referenceOf(key, all, baseline)!);
  expect([text(), text(slow)]).toEqual(['0.01', '0.001']);
  expect(all.map((one) => differsFrom(referenceOf(key, all), one))).toEqual([true, false, false]);
});

test('a baseline without the option marks by what most have, and "not applicable" is never marked', () => {
  const [sum, plain, normalised] = [
    setup(),
    setup(withStrategy('mgda')),
    setup(withStrategy('mgda', { normalisation: 'l2' })),
  ];
  const { key } = traitColumns([plain]).find(({ label }) => label === 'MGDA: normalisation')!;
  const reference = referenceOf(key, [sum, plain, normalised], sum);
  expect([sum, plain, normalised].map((one) => differsFrom(reference, one))).toEqual([false, false, true]);
});
