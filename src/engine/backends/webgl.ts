/**
 * The WebGL backend over a canvas of our own: TensorFlow.js refuses an OffscreenCanvas in Safari although a Worker has no
 * other canvas, and refuses emulated GPUs, which we rank instead.
 */

import { setWebGLContext } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { reportLoss, restoreFactory } from './deviceLoss.ts';

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
  if (!context || context.isContextLost()) {
    if (context) restoreFactory('webgl');
    const canvas = new OffscreenCanvas(1, 1);
    context = canvas.getContext('webgl2', attributes);
    if (!context) throw new Error('This browser gives no WebGL 2 context.');
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      reportLoss('webgl', 'The graphics driver took the WebGL context away.');
    });
    setWebGLContext(2, context);
  }
  return tf.setBackend('webgl');
}
