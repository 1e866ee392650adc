import { wasmUrls } from '../wasmUrls.ts';
import { testPooledConvolution } from './pooledConvolutionTests.ts';

testPooledConvolution(wasmUrls);
