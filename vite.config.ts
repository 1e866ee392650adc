import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { compression } from 'vite-plugin-compression2';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import product from './package.json' with { type: 'json' };
import { browserFlags, findChromium, plainFlags } from './src/cli/chromium.mjs';
import { firstSight } from './src/cli/firstSight.ts';
import { licences } from './src/cli/licences.ts';
import { LongFirst } from './src/cli/longFirst.ts';
import { publishPolicy } from './src/cli/publishPolicy.ts';
import { experimentSchema } from './src/core/jsonSchema.ts';
import { studySchema } from './src/core/study/jsonSchema.ts';
import { isolation } from './src/offline/headers.ts';
import { oldest } from './src/ui/page/oldest.ts';
import { namedAhead, startingPieces } from './src/ui/page/pieces.ts';

const tensorflow = [
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-core/dist/tape',
  '@tensorflow/tfjs-core/dist/register_all_gradients',
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-wasm',
];
const inBrowser = [...tensorflow, '@tensorflow/tfjs-backend-webgl', '@tensorflow/tfjs-backend-webgpu'];

/** What the page imports: found beforehand, or a test is loaded anew in the middle with a second React. */
const ofPage = [
  'react',
  'react-dom',
  'react-dom/client',
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  '@dagrejs/dagre',
  '@dnd-kit/core',
  '@dnd-kit/sortable',
  '@xyflow/react',
  'katex',
  'radix-ui',
  'radix-ui/internal',
  'recharts',
  'zod/mini',
  'zundo',
  'zustand',
  'zustand/react/shallow',
  'zustand/vanilla',
];

const styleSingleton = fileURLToPath(new URL('./src/ui/styleSingleton.tsx', import.meta.url));

/** A file for each piece of the start, not for everything that two of them share. The first takes what several need. */
const groups = startingPieces.map(({ name, holds }, i, { length }) => ({ name, test: holds, priority: length - i }));

/** What a script that is loaded later needs beside the pieces of the start, which are there by then: their names would stand in each. */
function withoutStart(_: string, dependencies: readonly string[], { hostType }: { readonly hostType: 'html' | 'js' }) {
  const isOfStart = (file: string) => startingPieces.some(({ name }) => file.startsWith(`assets/${name}-`));
  return dependencies.filter((file) => hostType === 'html' || !isOfStart(file));
}

/** What is shipped by others. The service worker is built when all else is there. */
const shipped = licences('licences.txt', [
  'workbox-core',
  'workbox-precaching',
  'workbox-routing',
  'workbox-strategies',
]);

/** Every file that the page may ask for at any time; what is compressed beside them is for servers. */
const keptOffline = ['**/*.{html,js,css,wasm,woff2,svg,png,webmanifest,txt}'];

export default defineConfig({
  base: './',
  define: { productVersion: JSON.stringify(product.version) },
  plugins: [
    react(),
    newFontsOnly(),
    publishSchema('experiment.schema.json', experimentSchema),
    publishSchema('study.schema.json', studySchema),
    firstSight(namedAhead),
    publishPolicy(),
    shipped.ofPage,
    compression({ algorithms: ['gzip'], include: /\.(html|js|css|wasm|svg|json)$/, logLevel: 'silent' }),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/offline',
      filename: 'serviceWorker.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: { globPatterns: keptOffline, maximumFileSizeToCacheInBytes: 8_000_000 },
    }),
  ],
  // The policy is that of what is published: hot reloading writes styles and scripts of its own.
  server: { headers: isolation },
  preview: { port: 4173 },
  // By an exact name: what the package has besides is not used.
  resolve: { alias: [{ find: /^react-style-singleton$/, replacement: styleSingleton }] },
  worker: { format: 'es', plugins: () => [shipped.ofWorker] },
  build: {
    target: Object.entries(oldest).map(([name, version]) => `${name.toLowerCase()}${version}`),
    chunkSizeWarningLimit: 3000,
    modulePreload: { resolveDependencies: withoutStart },
    // What the build drew needs nearly all of it at once.
    cssCodeSplit: false,
    // The page's policy takes fonts from files alone.
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  test: {
    // A frame that an observer of sizes could not serve any more is served in the next; the page prints nothing.
    onConsoleLog: (log) => !log.includes('ResizeObserver loop completed'),
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['src/**/*.test.ts'],
          exclude: ['src/**/*.browser.test.{ts,tsx}'],
          environment: 'node',
          setupFiles: 'src/cli/seedTests.ts',
          testTimeout: 60_000,
          // A file has a thread of its own; a process of its own takes longer to start than most files run.
          pool: 'threads',
          // One ES-module instance of TensorFlow.js, bundled once, instead of Node's CommonJS build of it.
          deps: { optimizer: { ssr: { enabled: true, include: tensorflow } } },
        },
      },
      {
        extends: true,
        optimizeDeps: { include: [...inBrowser, ...ofPage] },
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.{ts,tsx}'],
          testTimeout: 120_000,
          // What is drawn in turn comes later than in the second that Vitest waits, where two pages share the cores.
          expect: { poll: { timeout: 10_000 } },
          // Two pages at a time: with two cores Vitest opens one, which waits more than it works.
          maxWorkers: 2,
          // Real keys and pointers on a machine that others load too: what stalls once may be tried again there.
          retry: 1,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            // The engine has emulated graphics devices; the page is drawn faster without.
            instances: [instance('engine', browserFlags), instance('ui', plainFlags)],
          },
        },
      },
    ],
  },
});

/** A Chromium with flags of its own for the tests of a folder. */
function instance(folder: string, args: string[]) {
  return {
    browser: 'chromium' as const,
    name: `browser (${folder})`,
    include: [`src/${folder}/**/*.browser.test.{ts,tsx}`],
    provider: playwright({ launchOptions: { ...findChromium(), args } }),
  };
}

/** Puts a JSON Schema beside the page; made at every build, so that it is never behind the fields. */
function publishSchema(fileName: string, schema: () => object): Plugin {
  const source = () => `${JSON.stringify(schema(), null, 2)}\n`;
  return {
    name: `publish-${fileName}`,
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: source() });
    },
    configureServer(server) {
      server.middlewares.use(`/${fileName}`, (_, response) => {
        response.setHeader('Content-Type', 'application/json').end(source());
      });
    },
  };
}

/** KaTeX names every font in two older formats, too; whoever can train here reads the newest. */
function newFontsOnly(): Plugin {
  return {
    name: 'new-fonts-only',
    enforce: 'pre',
    transform: {
      filter: { id: /katex\.min\.css$/ },
      handler: (code) => code.replaceAll(/,\s*url\([^)]+\.(?:woff|ttf)\)\s*format\([^)]+\)/g, ''),
    },
  };
}
