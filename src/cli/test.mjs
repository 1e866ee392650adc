// Runs every stage of `npm test` in turn and prints, last, how many tests passed and failed.
// A stage that breaks off without a count (a type error, say) counts as one failure.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const reports = `${root}node_modules/.tmp/reports`;
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const vitest = (project) => ({
  name: `${project === 'node' ? 'unit' : project} tests`,
  command: ['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json'],
  extra: [`--outputFile.json=${reports}/${project}.json`],
  count: () => {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(`${reports}/${project}.json`, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  },
});

const stages = [
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint', command: ['biome', 'check', '.'] },
  vitest('node'),
  vitest('browser'),
  { name: 'build', command: ['vite', 'build', '--logLevel', 'warn'] },
  {
    name: 'end-to-end tests',
    command: ['playwright', 'test', '--config', 'e2e/playwright.config.ts'],
    count: () => {
      const { stats } = JSON.parse(readFileSync(`${reports}/e2e.json`, 'utf8'));
      return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
    },
  },
];

let passed = 0;
let failed = 0;
for (const { name, command, extra = [], count } of stages) {
  console.log(`\n— ${name}: ${command.join(' ')}`);
  const from = Date.now();
  const { status } = spawnSync('npx', ['--no-install', ...command, ...extra], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, REPORTS: reports, npm_config_loglevel: 'error' },
  });
  const result = counted(count);
  passed += result?.passed ?? (status === 0 ? 1 : 0);
  failed += Math.max(result?.failed ?? 0, status === 0 ? 0 : 1);
  console.log(`— ${name}: ${status === 0 ? 'ok' : 'FAILED'} after ${Math.round((Date.now() - from) / 1000)} s`);
}
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
