import { describe } from 'vitest';
import { surveyBackends } from './index.ts';
import { testLongSums } from './longSumTests.ts';
import { wasmUrls } from './wasmUrls.ts';

const present = (await surveyBackends()).filter(({ available }) => available).map(({ name }) => name);

describe.each(present.filter((name) => name !== 'cpu'))('long sums on %s', (backend) => {
  testLongSums(backend, wasmUrls);
});
