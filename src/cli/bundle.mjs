// Bundles one TypeScript command of this folder for Node.
// Vite resolves TensorFlow.js to the same ES modules as in the browser; Node itself would load a second, CommonJS copy.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The commands, each with a file of that name. */
export const commands = ['train', 'study', 'verify', 'promises', 'bench'];

/** The path of the bundled command, made anew. */
export async function bundle(name, outDir = `${root}node_modules/.tmp/cli`) {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: { __dirname: 'import.meta.dirname' },
    ssr: { noExternal: /@tensorflow/, target: 'node' },
    build: {
      ssr: `src/cli/${name}.ts`,
      outDir,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      copyPublicDir: false,
    },
  });
  return `${outDir}/${name}.js`;
}
