/** Kernels through which NaN and ∞ pass on WebGL, in place of stock ones: some make a number of NaN, some NaN of −∞. */
import { type GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';

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
  for (const [kernelName, body] of Object.entries(functions))
    register<{ readonly alpha?: number }>(kernelName, (x, attrs) => ({
      variableNames: ['A'],
      outputShape: x.shape,
      userCode: `void main() { float x = getAAtOutCoords(); setOutput(isnan(x) ? x : (${body(attrs)})); }`,
    }));
  register<tf.MaxPoolAttrs>(tf.MaxPool, (x, { filterSize, strides, pad, dimRoundingMode }) => {
    const shape = x.shape as [number, number, number, number];
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

/** Registers the kernel of one input that such a program is. */
function register<Attrs extends object>(
  kernelName: string,
  programOf: (x: tf.TensorInfo, attrs: Attrs) => GPGPUProgram,
): void {
  tf.unregisterKernel(kernelName, 'webgl');
  tf.registerKernel({
    kernelName,
    backendName: 'webgl',
    kernelFunc: ({ inputs, attrs, backend }) => {
      if (!(backend instanceof MathBackendWebGL)) throw new Error(`${kernelName} needs the WebGL backend.`);
      const x = inputs.x as tf.TensorInfo;
      return backend.compileAndRun(programOf(x, attrs as unknown as Attrs), [x], 'float32');
    },
  });
}
