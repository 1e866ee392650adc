/**
 * The WebGL backend over a canvas of our own: TensorFlow.js refuses an OffscreenCanvas in Safari although a Worker has no
 * other canvas, and refuses emulated GPUs, which we rank instead.
 */

import { setWebGLContext } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { failReadsWhenLost, reportLoss, restoreFactory } from './deviceLoss.ts';
import { registerWebglKernels } from './webglKernels.ts';

const attributes = {
  alpha: false,
  antialias: false,
  premultipliedAlpha: false,
  preserveDrawingBuffer: false,
  depth: false,
  stencil: false,
} satisfies WebGLContextAttributes;

let context: WebGL2RenderingContext | null = null;

/** Starts the backend, anew after its context was lost; throws where there is no WebGL 2. */
export async function startWebgl(): Promise<boolean> {
  const isNew = !context || context.isContextLost();
  if (isNew) {
    if (context) restoreFactory('webgl');
    const canvas = new OffscreenCanvas(1, 1);
    const made = canvas.getContext('webgl2', attributes);
    context = made;
    if (!made) throw new Error('This browser gives no WebGL 2 context.');
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      reportLoss('webgl', 'The graphics driver took the WebGL context away.');
      // TensorFlow.js would ask for a fence of this context again and again, without a pause.
      made.clientWaitSync = () => made.CONDITION_SATISFIED;
    });
    setWebGLContext(2, made);
    registerWebglKernels();
  }
  const started = await tf.setBackend('webgl');
  if (started && isNew) failReadsWhenLost(tf.backend(), 'webgl');
  return started;
}
