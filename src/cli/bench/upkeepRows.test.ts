import { expect, test } from 'vitest';
import { isKept } from './row.ts';
import { memoryRow } from './upkeepRows.ts';

test.each([
  [3, true],
  [4, false],
])('memory of 3 tensors early and %i late is %s within its bound', async (tensors, kept) => {
  const early = { tensors: 3, bytes: 29_100, heap: 16e6 };
  const measures = {
    rateEvaluation: async () => 0,
    weighMemory: async () => ({ early, late: { ...early, tensors, heap: 9e6 } }),
  };
  const row = await memoryRow(measures, { where: 'Chromium wasm' }, [100, 5000]);
  expect(row.figures).toEqual({
    tensors: 3,
    tensorsLate: tensors,
    bytes: 29_100,
    bytesLate: 29_100,
    heapMB: 16,
    heapLateMB: 9,
    moreTensors: tensors - 3,
  });
  expect(isKept(row)).toBe(kept);
});
