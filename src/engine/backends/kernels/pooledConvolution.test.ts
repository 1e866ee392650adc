import { testPooledConvolution } from './pooledConvolutionTests.ts';

testPooledConvolution('node_modules/@tensorflow/tfjs-backend-wasm/dist/');
