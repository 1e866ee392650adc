/**
 * Max and Min on WebGL, NaN where one of the numbers is. The stock kernels compare by `max(value, NaN)`, which GLSL leaves
 * to the driver: Mesa's llvmpipe takes the number, SwiftShader the NaN.
 */
import { type GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { kernelOf } from './longSums.ts';

/** Numbers that a pass compares at most. */
const compared = 64;

/** Registers both in place of the stock ones. */
export function registerExtremes(): void {
  const reshape = kernelOf(tf.Reshape, 'webgl');
  for (const [kernelName, sign] of [
    [tf.Max, '>'],
    [tf.Min, '<'],
  ] as const) {
    tf.unregisterKernel(kernelName, 'webgl');
    tf.registerKernel({
      kernelName,
      backendName: 'webgl',
      kernelFunc: ({ inputs, attrs, backend }) => {
        if (!(backend instanceof MathBackendWebGL)) throw new Error(`${kernelName} needs the WebGL backend.`);
        const x = inputs.x as tf.TensorInfo;
        const { axis, reductionIndices, keepDims } = attrs as unknown as Partial<tf.MinAttrs & tf.MaxAttrs>;
        const axes = tf.util.parseAxisParam(axis ?? reductionIndices ?? [], x.shape).toSorted((a, b) => a - b);
        const kept = x.shape.map((length, k) => (axes.includes(k) ? 1 : length));
        const shape = keepDims ? kept : kept.filter((_, k) => !axes.includes(k));
        let extremes = reshape(backend, x, { shape: x.shape });
        const replace = (next: tf.TensorInfo) => {
          backend.disposeData(extremes.dataId);
          extremes = next;
        };
        for (const [first, last] of runsOf(axes)) {
          const [outer, inner] = [sizeOf(kept.slice(0, first)), sizeOf(x.shape.slice(last + 1))];
          for (let rows = sizeOf(x.shape.slice(first, last + 1)); rows > 1; ) {
            replace(reshape(backend, extremes, { shape: [outer, rows, inner] }));
            rows = Math.ceil(rows / compared);
            replace(backend.compileAndRun(extremeRows(extremes, rows, sign), [extremes], x.dtype));
          }
        }
        replace(reshape(backend, extremes, { shape }));
        return extremes;
      },
    });
  }
}

const sizeOf = tf.util.sizeFromShape;

/** Neighbours among ascending axes, as the first and the last of each run. */
function runsOf(axes: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const axis of axes) {
    const run = runs.at(-1);
    if (run && run[1] === axis - 1) run[1] = axis;
    else runs.push([axis, axis]);
  }
  return runs;
}

/** From x [outer, rows, inner] to [outer, C, inner]: of the rows c, c + C, c + 2C, … the extreme, or NaN, for each c. */
function extremeRows({ shape }: tf.TensorInfo, count: number, sign: '>' | '<'): GPGPUProgram {
  const [outer = 1, rows = 1, inner = 1] = shape;
  return {
    variableNames: ['x'],
    outputShape: [outer, count, inner],
    userCode: `
      void main() {
        ivec3 place = getOutputCoords();
        float extreme = getX(place.x, place.y, place.z);
        for (int row = place.y + ${count}; row < ${rows}; row += ${count}) {
          float value = getX(place.x, row, place.z);
          if (!isnan(extreme) && (isnan(value) || value ${sign} extreme)) extreme = value;
        }
        setOutput(extreme);
      }`,
  };
}
