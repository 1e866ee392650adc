/** The wasm binaries on the disk, for the engine in Node. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** The folder of the binaries, ending in `/`. */
export function wasmPaths(): string {
  const require = createRequire(`${process.cwd()}/package.json`);
  return `${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`;
}
