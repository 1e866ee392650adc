/**
 * The wasm backend of TensorFlow.js with the kernels it needs for training. With threads where the page is cross-origin
 * isolated (only then does a browser share memory between threads), else with SIMD on one thread.
 */

import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { registerAdam } from './kernels/adam.ts';
import { registerBounds } from './kernels/bounds.ts';
import { registerConvolutions } from './kernels/convolution.ts';
import { registerCopies } from './kernels/copies.ts';
import { registerDepthwiseGradients } from './kernels/depthwise.ts';
import { registerInterpolation } from './kernels/interpolation.ts';
import { registerMatMul } from './kernels/matmul.ts';
import { registerOneHot } from './kernels/oneHot.ts';
import { registerPooledConvolution } from './kernels/pooledConvolution.ts';
import { registerPooling } from './kernels/pooling.ts';
import { registerReductions } from './kernels/reduce.ts';
import { registerReluGradient } from './kernels/relu.ts';
import { registerRows } from './kernels/rows.ts';
import { registerSegmentSum } from './kernels/segments.ts';
import { defaultThreads } from './threadCount.ts';
import { hearFailures, throwWithoutMemory } from './wasmMemory.ts';

/** Where the three binaries are: a folder ending in `/`, or the URL of each by name. */
export type WasmFiles =
  | string
  | Readonly<
      Record<'tfjs-backend-wasm.wasm' | 'tfjs-backend-wasm-simd.wasm' | 'tfjs-backend-wasm-threaded-simd.wasm', string>
    >;

let isPrepared = false;
/** Whether the files could not be loaded. TensorFlow.js would never answer a second try in the same worker. */
let hasFailed = false;
let isWatched = false;

/** How many threads the backend in use runs on; 1 before it was started. */
export function wasmThreads(): number {
  return isPrepared ? getThreadsCount() : 1;
}

/** Registers the kernels and starts the backend, unless it failed here before. `threads` 0 leaves the number to the machine. */
export async function startWasm(files: WasmFiles, threads: number): Promise<boolean> {
  if (hasFailed) return false;
  // `tf.findBackend('wasm')` would start the backend before it knows where its files are.
  if (!isPrepared) {
    setWasmPaths(files);
    // With a single thread the shared build would only start eight idle workers.
    if ((threads || defaultThreads()) === 1) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    else await (await import('./threads.ts')).keepFactoryText();
    if (threads > 1) setThreadsCount(threads);
    registerConvolutions();
    registerDepthwiseGradients();
    registerSegmentSum();
    registerPooling();
    registerPooledConvolution();
    registerReductions();
    registerRows();
    registerMatMul();
    registerCopies();
    registerReluGradient();
    registerBounds();
    registerInterpolation();
    registerOneHot();
    registerAdam();
    // Not before: where the script of the threads is lost, the next run prepares anew.
    isPrepared = true;
  }
  const isStarted = await withDirname(() => hearFailures(() => tf.setBackend('wasm')));
  hasFailed = !isStarted;
  if (isStarted && !isWatched) {
    isWatched = true;
    throwWithoutMemory(tf.backend());
  }
  return isStarted;
}

/**
 * Emscripten's branch for Node reads __dirname as it starts, which ES modules lack; its value goes unused as the paths are
 * given. It is there no longer than that: other programs take it for their own.
 */
async function withDirname(start: () => Promise<boolean>): Promise<boolean> {
  const isMissing = tf.env().getBool('IS_NODE') && !('__dirname' in globalThis);
  if (isMissing) Object.assign(globalThis, { __dirname: '' });
  try {
    return await start();
  } finally {
    if (isMissing) Reflect.deleteProperty(globalThis, '__dirname');
  }
}
