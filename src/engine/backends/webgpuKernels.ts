/** Kernels through which NaN passes on WebGPU, in place of stock ones that make a number of it. */
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_program';
import * as tf from '@tensorflow/tfjs-core';
import { axisOf } from './kernels/extremes.ts';
import { type AddRows, inPairs, registerLongSums } from './longSums.ts';

/** Functions of a number x that is not NaN, in WGSL: select(otherwise, then, condition). */
const functions = {
  [tf.Relu]: 'max(x, 0.0)',
  [tf.Relu6]: 'clamp(x, 0.0, 6.0)',
  [tf.Elu]: 'select(x, exp(x) - 1.0, x < 0.0)',
  [tf.Sigmoid]: '1.0 / (1.0 + exp(-x))',
  // Beyond ±14 the sum in the logarithm has no digit of the other.
  [tf.Softplus]: 'select(select(log(1.0 + exp(x)), exp(x), x < -14.0), x, x > 14.0)',
  [tf.Sign]: 'sign(x)',
  [tf.Exp]: 'exp(x)',
  [tf.Log]: 'log(x)',
} satisfies Record<string, string>;

/** Registers all. */
export function registerWebgpuKernels(): void {
  registerLongSums('webgpu', addRows);
  for (const [kernelName, body] of Object.entries(functions))
    register(kernelName, 'x', (x) =>
      programOf(
        kernelName,
        x.shape,
        `let x = getXByOutputIndex(index);
        setOutputAtIndex(index, select(${body}, x, isnan(x)));`,
      ),
    );
  register<tf.SoftmaxAttrs>(tf.Softmax, 'logits', ({ shape }) =>
    programOf(
      tf.Softmax,
      [shape[0]!, shape[1]!],
      `let place = getCoordsFromIndex(index);
      var most = getX(place.x, 0);
      for (var k = 1; k < ${shape[1]}; k++) {
        let value = getX(place.x, k);
        most = select(most, value, value > most || isnan(value));
      }
      var sum = 0.0;
      for (var k = 0; k < ${shape[1]}; k++) { sum += exp(getX(place.x, k) - most); }
      setOutputAtIndex(index, exp(getX(place.x, place.y) - most) / sum);`,
    ),
  );
  for (const [kernelName, sign] of [
    [tf.ArgMax, '>'],
    [tf.ArgMin, '<'],
  ] as const)
    register<tf.ArgMaxAttrs>(kernelName, 'x', (x, attrs) => extremeProgram(x, attrs, sign), 'int32');
  register<tf.MaxPoolAttrs>(tf.MaxPool, 'x', (x, { filterSize, strides, pad, dimRoundingMode }) => {
    const shape = x.shape as [number, number, number, number];
    const w = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    return programOf(
      tf.MaxPool,
      w.outShape,
      `let place = getCoordsFromIndex(index);
      let corner = place.yz * vec2<i32>(${w.strideHeight}, ${w.strideWidth}) - vec2<i32>(${w.padInfo.top}, ${w.padInfo.left});
      let start = max(corner, vec2<i32>(0));
      let end = min(corner + vec2<i32>(${w.filterHeight}, ${w.filterWidth}), vec2<i32>(${w.inHeight}, ${w.inWidth}));
      var most = getX(place.x, start.x, start.y, place.w);
      for (var row = start.x; row < end.x; row++) {
        for (var column = start.y; column < end.y; column++) {
          let value = getX(place.x, row, column, place.w);
          most = select(most, value, value > most || isnan(value));
        }
      }
      setOutputAtIndex(index, most);`,
    );
  });
}

/** Adds rows that lie `outShape[1]` apart. */
const addRows: AddRows = (backend, x, outShape, factor) => {
  if (!(backend instanceof WebGPUBackend)) throw new Error('Long sums need the WebGPU backend.');
  const [, rows] = x.shape;
  const term = (k: number) =>
    `select(0.0, getX(place.x, place.y + ${k * outShape[1]}, place.z), place.y + ${k * outShape[1]} < ${rows})`;
  const body = `let place = getCoordsFromIndex(index);
    setOutputAtIndex(index, f32(${factor}) * ${inPairs(term)});`;
  return backend.runWebGPUProgram(programOf(tf.Sum, outShape, body), [x], 'float32');
};

/** Where along an axis the best number is, or the first NaN. */
function extremeProgram(x: tf.TensorInfo, attrs: tf.ArgMaxAttrs, sign: '>' | '<'): WebGPUProgram {
  const axis = axisOf(x.shape, attrs);
  const outputShape = x.shape.toSpliced(axis, 1);
  const rank = outputShape.length;
  const place = outputShape.map((_, k) => (rank === 1 ? 'place' : `place.${'xyzw'.charAt(k)}`));
  const at = (k: string) => `getX(${place.toSpliced(axis, 0, k).join(', ')})`;
  return programOf(
    sign === '>' ? tf.ArgMax : tf.ArgMin,
    outputShape,
    `let place = getCoordsFromIndex(index);
    var best = 0;
    var extreme = ${at('0')};
    for (var k = 1; k < ${x.shape[axis]}; k++) {
      let value = ${at('k')};
      if (!isnan(extreme) && (isnan(value) || value ${sign} extreme)) {
        best = k;
        extreme = value;
      }
    }
    setOutputAtIndexI32(index, best);`,
  );
}

const threads = 64;

/** A program that computes the number at `index` of an output from an input X. */
function programOf(name: string, outputShape: number[], body: string): WebGPUProgram {
  const groups = Math.ceil(tf.util.sizeFromShape(outputShape) / threads);
  const across = Math.min(groups, 65535);
  return {
    variableNames: ['X'],
    outputShape,
    // What is compiled is kept by this key and the shapes.
    shaderKey: `${name} ${body}`,
    workgroupSize: [threads, 1, 1],
    dispatchLayout: { x: outputShape.map((_, axis) => axis) },
    dispatch: [across, Math.ceil(groups / across), 1],
    size: true,
    getUserCode: () => `fn main(index : i32) { if (index < uniforms.size) { ${body} } }`,
  };
}

/** Registers the kernel of one input that such a program is; a vector counts as one row of a matrix. */
function register<Attrs extends object>(
  kernelName: string,
  input: string,
  program: (x: tf.TensorInfo, attrs: Attrs) => WebGPUProgram,
  dtype: tf.DataType = 'float32',
): void {
  tf.unregisterKernel(kernelName, 'webgpu');
  tf.registerKernel({
    kernelName,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      if (!(backend instanceof WebGPUBackend)) throw new Error(`${kernelName} needs the WebGPU backend.`);
      const given = inputs[input] as tf.TensorInfo;
      const isSoftmax = kernelName === tf.Softmax;
      const width = given.shape.at(-1) ?? 1;
      const x = isSoftmax ? { ...given, shape: [tf.util.sizeFromShape(given.shape) / width, width] } : given;
      const y = backend.runWebGPUProgram(program(x, attrs as unknown as Attrs), [x], dtype);
      return isSoftmax ? { ...y, shape: given.shape } : y;
    },
  });
}
