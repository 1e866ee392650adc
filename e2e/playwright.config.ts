/** End-to-end tests on the built site, served by `vite preview`. Two at a time: while one waits for its page, the other uses the cores. */
import { defineConfig } from 'playwright/test';
import { findChromium, plainFlags } from '../src/cli/chromium.mjs';
import { findFirefox } from '../src/cli/firefox.mjs';

const port = Number(process.env.PORT ?? 4180);
const reports = process.env.REPORTS;

export default defineConfig({
  testDir: '.',
  testIgnore: findFirefox() ? [] : 'firefox.spec.ts',
  outputDir: 'artefacts/results',
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  // A shared machine may stall for longer than any patience; a second failure is one.
  retries: 1,
  reporter: reports ? [['list'], ['json', { outputFile: `${reports}/e2e.json` }]] : [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    // It would serve one test what another has changed; `offline.spec.ts` is about it.
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    // Motion is a fifth of what a page costs where no graphics device draws it; the specs of what moves ask for it.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { ...findChromium(), args: plainFlags },
    // Recording what every test does would take a third of the time of all.
    trace: 'on-first-retry',
  },
  webServer: {
    command: `npx --no-install vite preview --port ${port} --strictPort`,
    url: `http://localhost:${port}`,
    cwd: '..',
  },
});
