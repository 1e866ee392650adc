/** The benchmark inside a browser: waits to be asked, by name. */
import type { BackendName } from '../../core/backends.ts';
import { openBackend } from '../../engine/backends/index.ts';
import { wasmThreads } from '../../engine/backends/wasm.ts';
import { wasmUrls } from '../../engine/backends/wasmUrls.ts';
import { countSteps, timeGramian, timeStep } from './steps.ts';
import { rateEvaluation, weighMemory } from './upkeep.ts';

/** Chromium's own figure; both it and `gc` are there by flags of the launch. */
function heap(): number {
  const { gc, performance } = globalThis as typeof globalThis & {
    gc(): void;
    readonly performance: { readonly memory: { readonly usedJSHeapSize: number } };
  };
  gc();
  return performance.memory.usedJSHeapSize;
}

/** What the page answers; arguments and answers cross the border as JSON. */
const answers = {
  open: (name: BackendName, threads: number) => openBackend(name, wasmUrls, { threads }),
  threads: wasmThreads,
  timeStep,
  countSteps,
  timeGramian,
  rateEvaluation,
  weighMemory: (early: number, late: number) => weighMemory(early, late, heap),
};

export type Answers = typeof answers;

Object.assign(globalThis, { answers });
