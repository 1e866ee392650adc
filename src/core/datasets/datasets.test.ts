import { expect, test } from 'vitest';
import { defaultsOf, parseFields } from '../fields.ts';
import { defaultExperiment } from '../presets.ts';
import { type Dataset, targetShape } from './dataset.ts';
import { describeData, targetOf } from './describe.ts';
import { datasets } from './index.ts';

const rows: readonly (readonly [string, Dataset])[] = Object.entries(datasets);

test.each(rows)('%s is listed under its own kind and its ids are kebab-case and unique', (name, dataset) => {
  expect(dataset.kind).toBe(name);
  const { targets } = dataset.describe(defaultsOf(dataset.options));
  for (const list of [targets, ...targets.map((target) => target.classes ?? [])]) {
    const ids = list.map((item) => item.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  }
});

test.each(rows)('%s has classes for its categories and for nothing else', (_, dataset) => {
  for (const target of dataset.describe(defaultsOf(dataset.options)).targets)
    expect([target.id, !!target.classes]).toEqual([target.id, target.kind === 'category']);
});

test.each(rows)('%s accepts its own defaults without a problem', (_, dataset) => {
  const problems: Parameters<typeof parseFields>[3] = [];
  const defaults = defaultsOf(dataset.options);
  expect(parseFields(dataset.options, defaults, ['dataset'], problems)).toEqual(defaults);
  expect(problems).toEqual([]);
});

test('a wardrobe that would hang a browser is brought back to the default, with a problem for each field', () => {
  const problems: Parameters<typeof parseFields>[3] = [];
  const huge = { count: 1e9, size: 4096, correlation: Number.NaN, noise: -1 };
  expect(parseFields(datasets.wardrobe.options, huge, ['dataset'], problems)).toEqual(
    defaultsOf(datasets.wardrobe.options),
  );
  expect(problems.map((problem) => problem.at.at(-1))).toEqual(['count', 'size', 'noise', 'correlation']);
});

test('a target is found by its id, and an unknown id is nothing', () => {
  expect(targetOf(defaultExperiment, 'area')?.kind).toBe('number');
  expect(targetOf(defaultExperiment, 'toString')).toBeUndefined();
});

test('an experiment says what its data are', () => {
  const dataset = { ...defaultExperiment.dataset, count: 640, size: 24 };
  const { targets, balance, ...facts } = describeData({ dataset });
  expect(facts).toEqual({ label: 'Wardrobe', count: 640, height: 24, width: 24, channels: 3, unknown: {} });
  expect(Object.entries(balance).map(([id, shares]) => [id, shares.map((share) => share.toFixed(3)).join()])).toEqual([
    ['garment', Array(6).fill('0.167').join()],
    ['colour', Array(8).fill('0.125').join()],
    ['size', Array(3).fill('0.333').join()],
    ['pattern', Array(4).fill('0.250').join()],
  ]);
  expect(targets.map(({ id, kind }) => `${id}: ${kind}`)).toEqual([
    'garment: category',
    'colour: category',
    'size: category',
    'pattern: category',
    'mask: mask',
    'area: number',
    'image: image',
  ]);
});

test('the shape of a target follows its kind', () => {
  const images = { height: 24, width: 16, channels: 1 };
  const shapes = describeData(defaultExperiment).targets.map((target) => [target.id, targetShape(target, images)]);
  expect(Object.fromEntries(shapes)).toEqual({
    garment: [],
    colour: [],
    size: [],
    pattern: [],
    mask: [24, 16, 1],
    area: [],
    image: [24, 16, 1],
  });
});
