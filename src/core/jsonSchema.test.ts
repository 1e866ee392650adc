import { expect, test } from 'vitest';
import * as z from 'zod';
import { experimentSchema } from './jsonSchema.ts';
import { layerKinds } from './layers/index.ts';
import { lossKinds } from './losses/index.ts';
import { defaultExperiment, presets } from './presets.ts';
import { strategies } from './strategies/index.ts';

const validator = z.fromJSONSchema(JSON.parse(JSON.stringify(experimentSchema())));
const accepts = (value: unknown) => validator.safeParse(JSON.parse(JSON.stringify(value))).success;

test.each(presets)('the schema accepts the preset $id', ({ experiment }) => {
  expect(accepts(experiment)).toBe(true);
});

test('the schema accepts a file that names it', () => {
  expect(accepts({ $schema: './experiment.schema.json', ...defaultExperiment })).toBe(true);
  expect(accepts({ $schema: 7, ...defaultExperiment })).toBe(false);
});

test('the schema lists every kind of every table', () => {
  const defs = experimentSchema().$defs as Record<string, { oneOf: { properties: { kind: { const: string } } }[] }>;
  const kinds = (name: string) => defs[name]?.oneOf.map((variant) => variant.properties.kind.const);
  expect(kinds('layer')).toEqual(Object.keys(layerKinds));
  expect(kinds('loss')).toEqual(Object.keys(lossKinds));
  expect(kinds('strategy')).toEqual(Object.keys(strategies));
});

test('a field carries its words, its range and its default', () => {
  const { properties } = experimentSchema() as { properties: { training: { properties: Record<string, unknown> } } };
  expect(properties.training.properties.batchSize).toEqual({
    type: 'integer',
    minimum: 1,
    maximum: 512,
    title: 'Batch size',
    description: 'Images per step.',
    default: 64,
  });
});

test.each([
  ['another version', { ...defaultExperiment, version: 2 }],
  ['an unknown section', { ...defaultExperiment, extra: 1 }],
  ['a batch of none', { ...defaultExperiment, training: { ...defaultExperiment.training, batchSize: 0 } }],
  ['an unknown layer', { ...defaultExperiment, network: { layers: [{ id: 'a', kind: 'quantum', inputs: [] }] } }],
  [
    'a million filters',
    { ...defaultExperiment, network: { layers: [{ id: 'a', kind: 'conv2d', inputs: [], filters: 1e6 }] } },
  ],
])('the schema refuses %s', (_, value) => {
  expect(accepts(value)).toBe(false);
});
