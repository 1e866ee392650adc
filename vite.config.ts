import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserFlags, findChromium } from './src/cli/chromium.mjs';

/** Cross-origin isolation: without these two headers wasm has to do with one thread. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const tensorflow = [
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-core/dist/tape',
  '@tensorflow/tfjs-core/dist/register_all_gradients',
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-wasm',
];
const inBrowser = [...tensorflow, '@tensorflow/tfjs-backend-webgl', '@tensorflow/tfjs-backend-webgpu'];

export default defineConfig({
  base: './',
  plugins: [react()],
  server: { headers },
  preview: { headers, port: 4173 },
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 3000 },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['src/**/*.test.ts'],
          exclude: ['src/**/*.browser.test.{ts,tsx}'],
          environment: 'node',
          testTimeout: 60_000,
          // One ES-module instance of TensorFlow.js, bundled once, instead of Node's CommonJS build of it.
          deps: { optimizer: { ssr: { enabled: true, include: tensorflow } } },
        },
      },
      {
        extends: true,
        optimizeDeps: { include: inBrowser },
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.{ts,tsx}'],
          testTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { ...findChromium(), args: browserFlags },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
