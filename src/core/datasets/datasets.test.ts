import { expect, test } from 'vitest';
import { defaultsOf, parseFields } from '../fields.ts';
import { type Dataset, targetShape } from './dataset.ts';
import { datasets, targetOf } from './index.ts';

const rows: readonly (readonly [string, Dataset])[] = Object.entries(datasets);

test.each(rows)('%s is listed under its own kind and its ids are kebab-case and unique', (name, dataset) => {
  expect(dataset.kind).toBe(name);
  for (const list of [dataset.targets, ...dataset.targets.map((target) => target.classes ?? [])]) {
    const ids = list.map((item) => item.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  }
});

test.each(rows)('%s has classes for its categories and for nothing else', (_, dataset) => {
  for (const target of dataset.targets)
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
  expect(targetOf('wardrobe', 'area')?.kind).toBe('number');
  expect(targetOf('wardrobe', 'toString')).toBeUndefined();
});

test('the shape of a target follows its kind', () => {
  const shapes = datasets.wardrobe.targets.map((target) => [target.id, targetShape(target, 24)]);
  expect(Object.fromEntries(shapes)).toEqual({
    garment: [],
    colour: [],
    size: [],
    pattern: [],
    mask: [24, 24, 1],
    area: [],
    image: [24, 24, 3],
  });
});
