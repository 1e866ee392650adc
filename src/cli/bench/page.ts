/** The benchmark inside a browser: waits to be asked, by name. */
import type { BackendName } from '../../core/backends.ts';
import { openBackend } from '../../engine/backends/index.ts';
import { wasmThreads } from '../../engine/backends/wasm.ts';
import { wasmUrls } from '../../engine/backends/wasmUrls.ts';
import { countSteps, timeGramian, timeStep } from './steps.ts';

/** What the page answers; arguments and answers cross the border as JSON. */
export const answers = {
  open: (name: BackendName, threads: number) => openBackend(name, wasmUrls, { threads }),
  threads: wasmThreads,
  timeStep,
  countSteps,
  timeGramian,
};

export type Answers = typeof answers;

Object.assign(globalThis, { answers });
