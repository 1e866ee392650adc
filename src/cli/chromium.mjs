// Which Chromium the tests and the benchmark use, and with which flags.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The launch option that names a Chromium: the system's, else Playwright's own (no option needed).
 * @returns {{ executablePath?: string }} */
export function findChromium() {
  const path = [process.env.CHROMIUM_PATH, ...candidates].find((file) => file && existsSync(file));
  return path ? { executablePath: path } : {};
}

/** Whether some Chromium can be started. */
export function hasChromium() {
  return Boolean(findChromium().executablePath) || existsSync(chromium.executablePath());
}

/** What Playwright (1.65.1) turns off but for Edge. The last list of features is the one that counts, so ours repeats it. */
const offInPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** Two popups of the address bar: nobody sees them here, and each window starts a process for them. */
const popups = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** Quiet and offline. */
const quietFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...offInPlaywright, ...popups].join(',')}`,
];

const { GRAPHICS_FLAGS } = process.env;

/** Whether graphics are emulated on the processor: unless `GRAPHICS_FLAGS` names what gives Chromium a device of this machine. */
export const isEmulated = !GRAPHICS_FLAGS;

const emulation = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/** With WebGL and WebGPU, so that every backend can be tested, without a GPU too. The page is drawn slowly where they are emulated. */
export const browserFlags = [
  ...quietFlags,
  ...(GRAPHICS_FLAGS ? GRAPHICS_FLAGS.split(' ') : emulation),
  '--ignore-gpu-blocklist',
  '--enable-unsafe-webgpu',
];

/** Without any graphics device: what a page without WebGL has, and the fastest way to draw it here. */
export const plainFlags = [...quietFlags, '--disable-gpu'];
