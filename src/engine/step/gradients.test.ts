import { describe } from 'vitest';
import { testGradients } from './gradientTests.ts';

describe.each(['cpu', 'wasm'] as const)('gradients against finite differences on %s', (backend) => {
  testGradients(backend, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', 4);
});
