import { expect, test } from 'vitest';
import { columnName, cosineName, layerCosineName, lossQuantities, readColumnName } from './columns.ts';
import { type HeadMetricName, headMetrics } from './headMetrics.ts';

test('the names stand as they are printed by the command line and kept with a run', () => {
  expect([columnName('loss', 'size'), columnName('top-2', 'size'), cosineName('colour', 'size')]).toEqual([
    'loss:size',
    'top-2:size',
    'cosine:colour:size',
  ]);
  expect(layerCosineName('conv-1', 'colour', 'size')).toBe('layer-cosine:conv-1:colour:size');
});

test('every name is read back', () => {
  const quantities = [...lossQuantities, ...(Object.keys(headMetrics) as HeadMetricName[])];
  expect(quantities.map((quantity) => readColumnName(columnName(quantity, 'shoe-size-2')))).toEqual(
    quantities.map((quantity) => ({ quantity, loss: 'shoe-size-2' })),
  );
  expect(readColumnName(cosineName('colour', 'size-2'))).toEqual({ quantity: 'cosine', pair: ['colour', 'size-2'] });
  expect(readColumnName(layerCosineName('conv-1', 'colour', 'size-2'))).toEqual({
    quantity: 'layer-cosine',
    layer: 'conv-1',
    pair: ['colour', 'size-2'],
  });
});

test.each([
  'step',
  'total',
  'learning-rate',
  '',
  'loss',
  'loss:',
  'loss:a:b',
  'cosine:a',
  'cosine:a:b:c',
  'layer-cosine:a:b',
  'layer-cosine:a:b:c:d',
  'toString:a',
])('"%s" belongs to no loss', (name) => {
  expect(readColumnName(name)).toBeUndefined();
});
