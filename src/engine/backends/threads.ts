/**
 * Threads of the wasm backend in a bundled worker. TensorFlow.js starts them from the text of Emscripten's factory
 * function (`factory.toString()`), and a bundler has renamed what that text refers to outside of itself ("e is not
 * defined"). So the function is made to give the text of its whole file, as it was published.
 */
import factory from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';

/** Lets threads start from the published text. Call before the backend starts, in a browser. */
export async function keepFactoryText(): Promise<void> {
  const source = await import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js?raw');
  // TensorFlow.js writes `var WasmBackendModuleThreadedSimd = ` before it; the file declares that name itself.
  factory.toString = () => `undefined;\n${source.default}`;
}
