/** How a kernel of our own is registered for the wasm backend of TensorFlow.js, in place of a stock one if there is one. */

import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/** What a kernel is given: its tensors by name, its attributes, and the backend whose heap holds the numbers. */
export interface KernelCall<Name extends string, Attrs> {
  readonly inputs: Readonly<Record<Name, tf.TensorInfo>>;
  readonly attrs: Attrs;
  readonly wasm: BackendWasm;
}

/** Registers `run` as the wasm kernel of that name, replacing the stock one. */
export function registerWasmKernel<Name extends string, Attrs extends object>(
  kernelName: string,
  run: (call: KernelCall<Name, Attrs>) => tf.TensorInfo | tf.TensorInfo[],
): void {
  const stock = tf.getKernel(kernelName, 'wasm');
  if (stock) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    // Binds the stock kernel to the heap: ours may still call it.
    ...(stock?.setupFunc ? { setupFunc: stock.setupFunc } : {}),
    kernelFunc: ({ inputs, attrs, backend }) => {
      if (!(backend instanceof BackendWasm)) throw new Error(`${kernelName} needs the wasm backend.`);
      return run({ inputs: inputs as Record<Name, tf.TensorInfo>, attrs: (attrs ?? {}) as Attrs, wasm: backend });
    },
  });
}

/** The stock kernel of that name, to be called by ours: take it before registering. Throws where there is none. */
export function stockKernel(kernelName: string): (wasm: BackendWasm, inputs: Inputs, attrs?: object) => tf.TensorInfo {
  const kernel = tf.getKernel(kernelName, 'wasm');
  if (!kernel) throw new Error(`The wasm backend has no kernel ${kernelName}.`);
  return (backend, inputs, attrs = {}) => {
    const result = kernel.kernelFunc({ inputs, backend, attrs: attrs as tf.NamedAttrMap });
    if (Array.isArray(result)) throw new Error(`${kernelName} gives several tensors.`);
    return result;
  };
}
type Inputs = Readonly<Record<string, tf.TensorInfo>>;

/** Where a tensor lies on the heap, in bytes. */
export function addressOf(wasm: BackendWasm, tensor: tf.TensorInfo): number {
  return wasm.dataIdMap.get(tensor.dataId).memoryOffset;
}

/** The numbers of a float32 tensor, as a view on the heap: valid until the next allocation. */
export function floats(wasm: BackendWasm, tensor: tf.TensorInfo): Float32Array {
  const view = wasm.typedArrayFromHeap(tensor);
  if (!(view instanceof Float32Array)) throw new Error(`A float32 tensor is needed, not ${tensor.dtype}.`);
  return view;
}
