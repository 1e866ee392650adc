import { expect, test } from 'vitest';
import { append, emptyTable } from '../../../core/run/metrics.ts';
import { metricsCsv } from './metricsCsv.ts';

const train = append(emptyTable, {
  step: Float32Array.of(0, 1),
  total: Float32Array.of(0.1, Number.POSITIVE_INFINITY),
});
const validation = append(emptyTable, { step: Float32Array.of(2), 'loss:colour': Float32Array.of(Number.NaN) });

test('its metrics are a table with empty cells where there is no number', () => {
  expect(metricsCsv({ train, validation })).toBe(
    ['table,step,total,loss:colour', 'train,0,0.100000001,', 'train,1,Infinity,', 'validation,2,,', ''].join('\r\n'),
  );
});
