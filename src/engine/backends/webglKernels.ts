/** Kernels through which NaN and ∞ pass on WebGL, in place of stock ones: some make a number of NaN, some NaN of −∞. */
import { type GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { axisOf } from './kernels/extremes.ts';
import { type AddRows, inPairs, registerLongSums } from './longSums.ts';
import { registerExtremes } from './webglExtremes.ts';

/** Functions of a number x that is not NaN, in GLSL. */
const functions = {
  [tf.Relu]: () => 'x < 0.0 ? 0.0 : x',
  [tf.Relu6]: () => 'x < 0.0 ? 0.0 : min(x, 6.0)',
  [tf.LeakyRelu]: ({ alpha = 0 }) => `x < 0.0 ? ${alpha.toExponential()} * x : x`,
  [tf.Elu]: () => 'x < 0.0 ? exp(x) - 1.0 : x',
  // Beyond ±14 the sum in the logarithm has no digit of the other.
  [tf.Softplus]: () => 'x > 14.0 ? x : x < -14.0 ? exp(x) : log(1.0 + exp(x))',
  [tf.Sign]: () => 'sign(x)',
} satisfies Record<string, (attrs: { readonly alpha?: number }) => string>;

/** Registers all. */
export function registerWebglKernels(): void {
  registerLongSums('webgl', addRows);
  registerExtremes();
  for (const [kernelName, body] of Object.entries(functions))
    register<{ readonly alpha?: number }>(kernelName, ['x'], ([x], attrs) => ({
      variableNames: ['A'],
      outputShape: x!.shape,
      userCode: `void main() { float x = getAAtOutCoords(); setOutput(isnan(x) ? x : (${body(attrs)})); }`,
    }));
  for (const [kernelName, sign] of [
    [tf.ArgMax, '>'],
    [tf.ArgMin, '<'],
  ] as const)
    register<tf.ArgMaxAttrs>(kernelName, ['x'], ([x], attrs) => extremeProgram(x!, attrs, sign), 'int32');
  register(tf.Pow, ['a', 'b'], ([a, b]) => powerProgram(a!, b!));
  register<tf.MaxPoolAttrs>(tf.MaxPool, ['x'], ([x], { filterSize, strides, pad, dimRoundingMode }) => {
    const shape = x!.shape as [number, number, number, number];
    const w = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    return {
      variableNames: ['x'],
      outputShape: w.outShape,
      userCode: `
        void main() {
          ivec4 place = getOutputCoords();
          ivec2 corner = place.yz * ivec2(${w.strideHeight}, ${w.strideWidth}) - ivec2(${w.padInfo.top}, ${w.padInfo.left});
          ivec2 from = max(corner, ivec2(0));
          ivec2 to = min(corner + ivec2(${w.filterHeight}, ${w.filterWidth}), ivec2(${w.inHeight}, ${w.inWidth}));
          float most = getX(place.x, from.x, from.y, place.w);
          for (int row = from.x; row < to.x; row++)
            for (int column = from.y; column < to.y; column++) {
              float value = getX(place.x, row, column, place.w);
              if (value > most || isnan(value)) most = value;
            }
          setOutput(most);
        }`,
    };
  });
}

/** Adds rows that lie `outShape[1]` apart. */
const addRows: AddRows = (backend, x, outShape, factor) => {
  if (!(backend instanceof MathBackendWebGL)) throw new Error('Long sums need the WebGL backend.');
  const [, rows] = x.shape;
  const program = {
    variableNames: ['x'],
    outputShape: outShape,
    userCode: `
      float term(ivec3 place, int k) {
        int row = place.y + k * ${outShape[1]};
        return row < ${rows} ? getX(place.x, row, place.z) : 0.0;
      }
      void main() {
        ivec3 place = getOutputCoords();
        setOutput(float(${factor}) * ${inPairs((k) => `term(place, ${k})`)});
      }`,
  };
  return backend.compileAndRun(program, [x], 'float32');
};

/** Where along an axis the best number is, or the first NaN. */
function extremeProgram(x: tf.TensorInfo, attrs: tf.ArgMaxAttrs, sign: '>' | '<'): GPGPUProgram {
  const axis = axisOf(x.shape, attrs);
  const outputShape = x.shape.toSpliced(axis, 1);
  const rank = outputShape.length;
  const place = outputShape.map((_, k) => (rank === 1 ? 'place' : `place.${'xyzw'.charAt(k)}`));
  const at = (k: string) => `getX(${place.toSpliced(axis, 0, k).join(', ')})`;
  return {
    variableNames: ['x'],
    outputShape,
    userCode: `
      void main() {
        ${rank === 0 ? '' : `${rank === 1 ? 'int' : `ivec${rank}`} place = getOutputCoords();`}
        int best = 0;
        float extreme = ${at('0')};
        for (int k = 1; k < ${x.shape[axis]}; k++) {
          float value = ${at('k')};
          if (!isnan(extreme) && (isnan(value) || value ${sign} extreme)) {
            best = k;
            extreme = value;
          }
        }
        setOutput(float(best));
      }`,
  };
}

/** aᵇ, 1 where b is 0. */
function powerProgram(a: tf.TensorInfo, b: tf.TensorInfo): GPGPUProgram {
  return {
    variableNames: ['A', 'B'],
    outputShape: tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape),
    userCode: `
      float power(float a, float b) {
        if (b == 0.0) return 1.0;
        if (isnan(a)) return a;
        if (isnan(b)) return b;
        if (a < 0.0 && floor(b) < b) return NAN;
        float size = pow(abs(a), b);
        return mod(b, 2.0) == 1.0 ? sign(a) * size : size;
      }
      void main() { setOutput(power(getAAtOutCoords(), getBAtOutCoords())); }`,
  };
}

/** Registers the kernel that such a program is, of the inputs in that order. */
function register<Attrs extends object>(
  kernelName: string,
  names: readonly string[],
  programOf: (inputs: readonly tf.TensorInfo[], attrs: Attrs) => GPGPUProgram,
  dtype: tf.DataType = 'float32',
): void {
  tf.unregisterKernel(kernelName, 'webgl');
  tf.registerKernel({
    kernelName,
    backendName: 'webgl',
    kernelFunc: ({ inputs, attrs, backend }) => {
      if (!(backend instanceof MathBackendWebGL)) throw new Error(`${kernelName} needs the WebGL backend.`);
      const given = names.map((name) => inputs[name] as tf.TensorInfo);
      return backend.compileAndRun(programOf(given, attrs as unknown as Attrs), given, dtype);
    },
  });
}
