// Runs every stage of `npm test` in turn and prints, last, how many tests passed and failed.
// A stage that breaks off without a count (a type error, say) counts as one failure.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findFirefox, noFirefox } from './firefox.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const reports = `${root}node_modules/.tmp/reports`;
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const readJson = (name) => JSON.parse(readFileSync(`${reports}/${name}.json`, 'utf8'));

const reporters = ['--reporter=default', '--reporter=./src/cli/testCounts.mjs'];
const vitest = (name, ...options) => ({
  name: `${name} tests`,
  command: ['vitest', 'run', ...options, ...reporters],
  env: { COUNTS: `${reports}/${name}.json` },
  count: () => readJson(name),
});
/** On all cores: by itself Vitest leaves one free. */
const node = ['--project', 'node', '--maxWorkers=100%'];
const others = readdirSync(`${root}src`).flatMap((folder) => (folder === 'core' ? [] : [`src/${folder}/`]));

/** The tests of Playwright that passed at a second try, by file and title. */
function flakyTests({ suites = [], specs = [] }) {
  const flaky = specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky'));
  return [...flaky.map(({ file, title }) => `${file} › ${title}`), ...suites.flatMap(flakyTests)];
}

const stages = [
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint', command: ['biome', 'check', '.'] },
  // What is pure needs no thread of its own for each file: most of a file's time is the start of one.
  vitest('core', ...node, '--no-isolate', 'src/core/'),
  vitest('unit', ...node, ...others),
  vitest('browser', '--project', 'browser'),
  { name: 'build', command: ['vite', 'build', '--logLevel', 'warn'] },
  {
    name: 'end-to-end tests',
    command: ['playwright', 'test', '--config', 'e2e/playwright.config.ts'],
    env: { REPORTS: reports },
    count: () => {
      const report = readJson('e2e');
      const { expected, flaky, unexpected } = report.stats;
      return { passed: expected + flaky, failed: unexpected, flaky: flakyTests(report) };
    },
  },
];

/** A shared machine may stall now and then; what needs a second try more often than this has a fault. */
const mostFlaky = 2;

let passed = 0;
let failed = 0;
const flaky = [];
for (const { name, command, env = {}, count } of stages) {
  console.log(`\n— ${name}: ${command.join(' ')}`);
  const from = Date.now();
  const { status } = spawnSync('npx', ['--no-install', ...command], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env, npm_config_loglevel: 'error' },
  });
  const result = counted(count);
  passed += result?.passed ?? (status === 0 ? 1 : 0);
  failed += Math.max(result?.failed ?? 0, status === 0 ? 0 : 1);
  flaky.push(...(result?.flaky ?? []));
  console.log(`— ${name}: ${status === 0 ? 'ok' : 'FAILED'} after ${Math.round((Date.now() - from) / 1000)} s`);
}
if (flaky.length > 0) {
  const isTooMany = flaky.length > mostFlaky;
  console.log(`\nPassed only at the second try${isTooMany ? `; more than ${mostFlaky} count as failed` : ''}:`);
  for (const name of flaky) console.log(`  ${name}`);
  if (isTooMany) {
    passed -= flaky.length;
    failed += flaky.length;
  }
}
if (!findFirefox()) console.log(`\n${noFirefox}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function counted(count) {
  try {
    return count?.();
  } catch (error) {
    console.log(`No count was written: ${error.message}`);
    return undefined;
  }
}
