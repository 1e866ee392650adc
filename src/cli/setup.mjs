// Installs what is missing and says so: the packages, and with --browser a Chromium for the tests.
// Writes to stderr only, so that commands whose output is data stay clean. Plain JavaScript: it runs before anything is installed.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const say = (text) => process.stderr.write(`${text}\n`);
const run = (command, args) => execFileSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });

const stamp = `${root}node_modules/.loss-mixer-lock`;
const lock = readFileSync(`${root}package-lock.json`, 'utf8');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  say('Installing the npm packages that package-lock.json names into node_modules/ (once) …');
  // Not `npm ci`: it refuses a lock file that lacks the optional binaries of other platforms, as some mirrors serve it.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

if (process.argv.includes('--browser')) {
  const { hasChromium } = await import('./chromium.mjs');
  if (!hasChromium()) installChromium();
}

function installChromium() {
  const attempts = [
    ["Playwright's own Chromium into its cache folder", [['npx', ['playwright', 'install', 'chromium']]]],
    [
      "Debian's package chromium",
      [
        ['apt-get', ['update', '-qq']],
        ['apt-get', ['install', '-y', '-qq', 'chromium']],
      ],
    ],
  ];
  for (const [what, commands] of attempts) {
    say(`The tests need a Chromium and none is here. Installing ${what} …`);
    try {
      for (const [command, args] of commands) run(command, args);
      return;
    } catch (error) {
      say(`That did not work: ${error.message}`);
    }
  }
  say('No Chromium could be installed. Install one by hand and name it: CHROMIUM_PATH=/path/to/chromium npm test');
  process.exit(1);
}
