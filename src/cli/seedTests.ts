/** Before every test file: properties draw the same cases every time, so that a red test is red for everybody. */
import { configureGlobal } from 'fast-check';

const { SEED = '1', RUNS } = process.env;
// RUNS: as many cases of each property that names no number itself.
configureGlobal({ seed: Number(SEED), ...(RUNS ? { numRuns: Number(RUNS) } : {}) });
