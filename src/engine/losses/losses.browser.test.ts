import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend, surveyBackends } from '../backends/index.ts';
import { wasmUrls } from '../backends/wasmUrls.ts';
import { caseName, everyCase, hidingNaN, measure } from './testing/cases.ts';
import { referenceGradient, referenceLoss } from './testing/reference.ts';

const reports = await surveyBackends();
const present = reports.filter((report) => report.available).map((report) => report.name);

describe.each(present.filter((name) => name !== 'cpu'))('on %s', (backend) => {
  beforeAll(() => openBackend(backend, wasmUrls));

  test.each(everyCase.map((it) => [caseName(it), it] as const))('%s', async (_, it) => {
    const { value, gradient } = await measure(it);
    expect(value).toBeCloseTo(referenceLoss(it.loss, it.z, it.y, it.shape, it.counted), 3);
    const expected = referenceGradient(it.loss, it.z, it.y, it.shape, it.counted);
    const scale = Math.max(...expected.map(Math.abs));
    expect(Math.max(...gradient.map((g, i) => Math.abs(g - expected[i]!))) / scale).toBeLessThan(2e-3);
  });

  test('no loss hides an output that is no number, nor does its gradient', async () => {
    expect(await hidingNaN()).toEqual([]);
  });

  test('every loss is finite at extreme outputs', async () => {
    const odd: string[] = [];
    for (const it of everyCase)
      for (const at of [(i: number) => (i % 2 === 0 ? 1e4 : -1e4), () => -1e4]) {
        const { value, gradient } = await measure({ ...it, z: it.z.map((_, i) => at(i)) });
        if (![value, ...gradient].every(Number.isFinite)) odd.push(caseName(it));
      }
    expect(odd).toEqual([]);
  });
});
