import { describe } from 'vitest';
import { surveyBackends } from '../backends/index.ts';
import { wasmUrls } from '../backends/wasmUrls.ts';
import { testGradients } from './gradientTests.ts';

const present = (await surveyBackends()).filter(({ available }) => available).map(({ name }) => name);

describe.each(present.filter((name) => name !== 'cpu'))('gradients against finite differences on %s', (backend) => {
  // Emulated graphics devices are slow.
  testGradients(backend, wasmUrls, 1);
});
