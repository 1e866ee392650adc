// Bundles one TypeScript command of this folder for Node and runs it: `node src/cli/run.mjs verify PATH…`.
// Vite resolves TensorFlow.js to the same ES modules as in the browser; Node itself would load a second, CommonJS copy.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [name, ...args] = process.argv.slice(2);
const outDir = `${root}node_modules/.tmp/cli`;
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
process.argv = [process.argv[0], `${outDir}/${name}.js`, ...args];
await import(pathToFileURL(`${outDir}/${name}.js`).href);
