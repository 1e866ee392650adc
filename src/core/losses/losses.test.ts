import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { makeLoss } from '../make.ts';
import { channelFields, isLossKind, lossKind, lossKinds, outputOf } from './index.ts';

const rows = Object.entries(lossKinds);

test.each(rows)('%s is listed under its own kind, with a formula, a sentence of help and a source', (name, row) => {
  expect(row.kind).toBe(name);
  expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  expect(row.help).toMatch(/^.{20,}\.$/);
  expect(row.citation).toMatch(/\d{4}/);
  expect(row.formula.split('{').length).toBe(row.formula.split('}').length);
});

test.each(rows)('%s names targets exactly where it reads one', (_, row) => {
  expect(row.targets.length > 0).toBe(row.reads === 'target');
  expect(row.family === 'penalty').toBe(row.reads !== 'target');
});

test.each(rows)('%s is added with a fader above zero that its field allows', (_, row) => {
  expect(row.fader).toBeGreaterThan(0);
  expect(z.safeParse(channelFields.fader, row.fader).success).toBe(true);
});

test('labels tell the losses apart', () => {
  expect(new Set(rows.map(([, row]) => row.label)).size).toBe(rows.length);
});

test('a kind is a row of the table and nothing that objects inherit', () => {
  expect(['mse', 'toString', '__proto__', 'constructor', 3, null].map(isLossKind)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(lossKind('mse')).toBe(lossKinds.mse);
});

test('the output of a loss is the layer it reads; a penalty on weights has none', () => {
  expect(outputOf(makeLoss('a', 'mse', { output: 'head', target: 'area' }))).toBe('head');
  expect(outputOf(makeLoss('b', 'entropy', { output: 'head' }))).toBe('head');
  expect(outputOf(makeLoss('c', 'l2', { scope: 'all' }))).toBeUndefined();
});
