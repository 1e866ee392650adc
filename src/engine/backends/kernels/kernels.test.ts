import { testKernels } from './kernelTests.ts';

testKernels('node_modules/@tensorflow/tfjs-backend-wasm/dist/');
