import { describe } from 'vitest';
import { testNonFinite } from './nonFiniteTests.ts';

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  testNonFinite(backend, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/');
});
