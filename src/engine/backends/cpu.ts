/** The plain cpu backend of TensorFlow.js, with the kernels whose stock versions hide NaN. */
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { axisOf, extremes, placesOfExtremes } from './kernels/extremes.ts';
import { poolInLoops } from './kernels/windows.ts';

let isPrepared = false;

/** Registers the kernels and starts the backend. */
export async function startCpu(): Promise<boolean> {
  if (!isPrepared) {
    isPrepared = true;
    registerMaxPool();
    registerSign();
    registerExtremes();
  }
  return tf.setBackend('cpu');
}

function registerMaxPool(): void {
  register<tf.MaxPoolAttrs>(tf.MaxPool, (cpu, x, { filterSize, strides, pad, dimRoundingMode }) => {
    const shape = x.shape as [number, number, number, number];
    const w = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const out = new Float32Array(tf.util.sizeFromShape(w.outShape));
    poolInLoops(w, valuesOf(cpu, x), out, 'maxima');
    return cpu.makeTensorInfo(w.outShape, 'float32', out);
  });
}

function registerSign(): void {
  register(tf.Sign, (cpu, x) =>
    cpu.makeTensorInfo(
      x.shape,
      'float32',
      Float32Array.from(valuesOf(cpu, x), (value) => Math.sign(value)),
    ),
  );
}

function registerExtremes(): void {
  for (const [kernelName, isBetter] of Object.entries(extremes))
    register<tf.ArgMaxAttrs>(kernelName, (cpu, x, attrs) => {
      const axis = axisOf(x.shape, attrs);
      const places = placesOfExtremes(valuesOf(cpu, x), x.shape, axis, isBetter);
      return cpu.makeTensorInfo(x.shape.toSpliced(axis, 1), 'int32', places);
    });
}

function valuesOf(cpu: MathBackendCPU, x: tf.TensorInfo): Float32Array {
  const values = cpu.readSync(x.dataId);
  if (!(values instanceof Float32Array)) throw new Error(`A float32 tensor is needed, not ${x.dtype}.`);
  return values;
}

/** Registers a kernel of one input in place of the stock one. */
function register<Attrs extends object>(
  kernelName: string,
  run: (cpu: MathBackendCPU, x: tf.TensorInfo, attrs: Attrs) => tf.TensorInfo,
): void {
  tf.unregisterKernel(kernelName, 'cpu');
  tf.registerKernel({
    kernelName,
    backendName: 'cpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      if (!(backend instanceof MathBackendCPU)) throw new Error(`${kernelName} needs the cpu backend.`);
      return run(backend, inputs.x as tf.TensorInfo, attrs as unknown as Attrs);
    },
  });
}
