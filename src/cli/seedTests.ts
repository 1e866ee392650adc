/** Before every test file: properties draw the same cases every time, so that a red test is red for everybody. */
import { configureGlobal } from 'fast-check';

configureGlobal({ seed: Number(process.env.SEED ?? 1) });
