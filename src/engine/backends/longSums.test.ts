import { describe } from 'vitest';
import { testLongSums } from './longSumTests.ts';

describe.each(['cpu', 'wasm'] as const)('long sums on %s', (backend) => {
  testLongSums(backend, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/');
});
