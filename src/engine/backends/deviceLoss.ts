/** Losing a graphics device while running: tensors on it are garbage from then on. */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from '../../core/backends.ts';

/** Why a device is given up that has no memory left. */
export const memoryUsedUp = 'its memory is used up; a smaller batch, smaller images or fewer filters need less';

type Listener = (name: BackendName, why: string) => void;
const listeners = new Set<Listener>();

/** Calls back whenever a graphics device or context is lost; returns the function that stops it. */
export function onBackendLost(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells every listener that a backend is gone. */
export function reportLoss(name: BackendName, why: string): void {
  for (const listener of listeners) listener(name, why);
}

/**
 * Makes what waits for numbers of a backend fail once it is lost: TensorFlow.js would let it wait for ever. Reads that
 * are asked for later fail as well.
 */
export function failReadsWhenLost(backend: tf.KernelBackend, name: BackendName): void {
  const waiting = new Set<(error: Error) => void>();
  let loss: Error | undefined;
  const stopListening = onBackendLost((lost, why) => {
    if (lost !== name) return;
    stopListening();
    loss = new Error(why);
    for (const fail of waiting) fail(loss);
    waiting.clear();
  });
  const read = backend.read.bind(backend);
  backend.read = (id) =>
    new Promise((resolve, reject) => {
      if (loss) return reject(loss);
      waiting.add(reject);
      read(id)
        .then(resolve, reject)
        .finally(() => waiting.delete(reject));
    });
}

/** Forgets the lost instance of a backend, so that the next start makes a new one. */
export function restoreFactory(name: BackendName): void {
  const factory = tf.findBackendFactory(name);
  try {
    tf.removeBackend(name);
  } catch {
    // The instance could not even be disposed of: it is forgotten all the same.
  }
  if (factory && !tf.findBackendFactory(name)) tf.registerBackend(name, factory);
}
