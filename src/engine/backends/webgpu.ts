/** The WebGPU backend. TensorFlow.js neither asks whether there is an adapter nor notices a lost device: done here. */

import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { findAdapter } from './adapter.ts';
import { failReadsWhenLost, memoryUsedUp, reportLoss, restoreFactory } from './deviceLoss.ts';
import { registerWebgpuKernels } from './webgpuKernels.ts';

const watched = new WeakSet<GPUDevice>();
let isLost = false;

/** Starts the backend, anew after its device was lost; throws where there is no adapter. */
export async function startWebgpu(): Promise<boolean> {
  const adapter = await findAdapter(navigator.gpu);
  if (!adapter) throw new Error('This browser gives no WebGPU adapter.');
  if (isLost) restoreFactory('webgpu');
  isLost = false;
  registerWebgpuKernels();
  const started = await tf.setBackend('webgpu');
  const backend = tf.backend();
  if (started && backend instanceof WebGPUBackend && !watched.has(backend.device)) {
    watched.add(backend.device);
    failReadsWhenLost(backend, 'webgpu');
    watch(backend.device);
  }
  return started;
}

/** A device that refuses anything is given up: what it was to compute or to hold is not there, and nothing else says so. */
function watch(device: GPUDevice): void {
  const lose = (why: string) => {
    isLost = true;
    reportLoss('webgpu', why);
  };
  device.addEventListener('uncapturederror', ({ error }) => {
    lose(error instanceof GPUOutOfMemoryError ? memoryUsedUp : error.message);
    device.destroy();
  });
  void device.lost.then(({ message }) => lose(message || 'The graphics device was lost.'));
}
