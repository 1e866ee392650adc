import { describe } from 'vitest';
import { surveyBackends } from './index.ts';
import { testNonFinite } from './nonFiniteTests.ts';
import { wasmUrls } from './wasmUrls.ts';

const present = (await surveyBackends()).filter(({ available }) => available).map(({ name }) => name);

describe.each(present)('on %s', (backend) => {
  testNonFinite(backend, wasmUrls);
});
