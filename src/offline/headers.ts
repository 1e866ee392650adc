/**
 * What a browser lets the site do, as headers. A server sends them with every file; on a host that sends none the service
 * worker adds them. Which inline scripts a page may have is known at the build alone (`cli/policy.ts`).
 */

export type Policy = Readonly<Record<string, readonly string[]>>;

/** What the page and its workers need; whatever is not named is refused. Frames are left open: the page may be embedded. */
export const shared = {
  'default-src': ["'none'"],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  // `data:` and `blob:`: pictures of charts, and what a person opens.
  'img-src': ["'self'", 'data:', 'blob:'],
  'connect-src': ["'self'"],
  // The page of examples frames the page itself.
  'frame-src': ["'self'"],
  'manifest-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
} satisfies Policy;

/** `'wasm-unsafe-eval'` lets a browser compile WebAssembly; no text becomes a script. */
export const scripts = ["'self'", "'wasm-unsafe-eval'"];

/**
 * The policy of the server, which workers obey, too: the threads of the engine are blobs that TensorFlow.js makes. On the
 * page both policies hold, so that its own stays as strict as it is.
 */
export function serverPolicy(hashes: readonly string[]): string {
  return textOf({ ...shared, 'script-src': [...scripts, 'blob:', ...hashes], 'worker-src': ["'self'", 'blob:'] });
}

export function textOf(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, values]) => [directive, ...values].join(' '))
    .join('; ');
}

/** The first two isolate a page, without which WebAssembly runs on one thread; by the third an isolated page may frame it. */
export const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** The features of a browser that nothing here asks for. */
const unused = [
  ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'magnetometer', 'microphone'],
  ...['midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'],
];

/** The headers of a page, whose policy stands in itself. */
export const pageHeaders = {
  ...isolation,
  'Permissions-Policy': unused.map((feature) => `${feature}=()`).join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** The headers of every other file. Workers have no policy but that of their own file. */
export const fileHeaders = { ...pageHeaders, 'Content-Security-Policy': serverPolicy([]) };
