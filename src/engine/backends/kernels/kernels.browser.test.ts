import { wasmUrls } from '../wasmUrls.ts';
import { testKernels } from './kernelTests.ts';

testKernels(wasmUrls);
