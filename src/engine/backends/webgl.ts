/**
 * The WebGL backend over a canvas of our own: TensorFlow.js refuses an OffscreenCanvas in Safari although a Worker has no
 * other canvas, and refuses emulated GPUs, which we rank instead.
 */

import { setWebGLContext } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { failReadsWhenLost, memoryUsedUp, reportLoss, restoreFactory } from './deviceLoss.ts';
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
    giveUpWithoutMemory(made);
    setWebGLContext(2, made);
    registerWebglKernels();
  }
  const started = await tf.setBackend('webgl');
  if (started && isNew) failReadsWhenLost(tf.backend(), 'webgl');
  return started;
}

/**
 * Gives a context up whose device has no memory left for a texture: TensorFlow.js would compute with one that is not
 * there. Asking waits for the driver; but textures are used again, so that few are made after the first steps.
 */
function giveUpWithoutMemory(gl: WebGL2RenderingContext): void {
  const { texStorage2D } = gl;
  gl.texStorage2D = (...shape) => {
    texStorage2D.apply(gl, shape);
    if (gl.getError() !== gl.OUT_OF_MEMORY) return;
    reportLoss('webgl', memoryUsedUp);
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    throw new Error(memoryUsedUp);
  };
}
