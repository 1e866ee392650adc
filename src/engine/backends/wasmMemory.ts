/**
 * Lets the wasm backend throw where its heap cannot grow: TensorFlow.js and XNNPACK go on, with wrong numbers. Covered are
 * tensors and XNNPACK's scratch memory, on one thread and on several: only the thread of the engine takes memory, the
 * others just compute in it. What else a kernel in C++ asks for, it throws itself for lack of: `Aborted()`.
 */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type * as tf from '@tensorflow/tfjs-core';

/** What XNNPACK has said instead of computing, until it is thrown. */
let failure: string | undefined;

/**
 * Starts the backend so that it hears when XNNPACK has failed: it says so in the console alone, in the one that Emscripten
 * finds as it starts. The growth of the heap would not tell: Emscripten does not even try it beyond 4 GiB.
 */
export async function hearFailures(start: () => Promise<boolean>): Promise<boolean> {
  const { warn } = console;
  console.warn = (...values: unknown[]) => {
    const line = String(values[0]);
    if (line.startsWith('XNN status')) failure = line;
    else warn.apply(console, values);
  };
  try {
    return await start();
  } finally {
    console.warn = warn;
  }
}

/**
 * Throws what was heard before the next tensor gets its place or numbers are read: none that are wrong leave the heap. A
 * tensor throws, too, that gets no place. Its address is 0 then, and TensorFlow.js would write over whatever lies there.
 */
export function throwWithoutMemory(backend: tf.KernelBackend): void {
  if (!(backend instanceof BackendWasm)) throw new Error('The wasm backend is not open.');
  const { tfjs } = backend.wasm;
  const { registerTensor } = tfjs;
  tfjs.registerTensor = (id, size, address) => {
    throwFailure();
    if (address === 0 && size > 0) throw new Error(`WebAssembly has no memory left for ${size} numbers.`);
    registerTensor(id, size, address);
  };
  const read = backend.readSync.bind(backend);
  backend.readSync = (id, start, end) => {
    throwFailure();
    return read(id, start, end);
  };
}

function throwFailure(): void {
  if (failure === undefined) return;
  const line = failure;
  failure = undefined;
  // XNNPACK's xnn_status_out_of_memory.
  throw new Error(line.includes('Got status 6') ? `WebAssembly has no memory left for a kernel: ${line}` : line);
}
