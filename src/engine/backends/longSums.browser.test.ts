import { describe } from 'vitest';
import { testLongSums } from './longSumTests.ts';
import { wasmUrls } from './wasmUrls.ts';

// Graphics devices have no float64: theirs are trees of sums in float32.
describe('long sums on wasm', () => testLongSums('wasm', wasmUrls));
