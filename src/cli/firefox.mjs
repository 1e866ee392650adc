// Which Firefox the end-to-end tests use beside Chromium, if there is one.
import { existsSync } from 'node:fs';

const candidates = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** The path of a Firefox that is installed here, or that FIREFOX_PATH names.
 * @returns {string | undefined} */
export function findFirefox() {
  return [process.env.FIREFOX_PATH, ...candidates].find((file) => file && existsSync(file));
}

/** What is said where there is none. */
export const noFirefox =
  'No Firefox is here: e2e/firefox.spec.ts is left out. On Debian: apt-get install firefox-esr; elsewhere FIREFOX_PATH names one.';
