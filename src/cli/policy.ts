/**
 * What a browser lets the published page do: its Content-Security-Policy, and the headers that a server sends with it.
 * Both are made at the build, when the inline scripts are known.
 */
import { createHash } from 'node:crypto';
import { isolation } from '../offline/isolated.ts';

type Policy = Readonly<Record<string, readonly string[]>>;

/** What the page and its workers need; whatever is not named is refused. Frames are left open: the page may be embedded. */
const shared = {
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
const scripts = ["'self'", "'wasm-unsafe-eval'"];

/** The policy of the page itself: no style in HTML, and no script but the files beside it and the texts of these hashes. */
function pagePolicy(hashes: readonly string[]): Policy {
  return {
    ...shared,
    'script-src': [...scripts, ...hashes],
    'worker-src': ["'self'"],
    'trusted-types': ['default'],
    'require-trusted-types-for': ["'script'"],
  };
}

/**
 * The policy of the server, which workers obey, too: the threads of the engine are blobs that TensorFlow.js makes. On the
 * page both policies hold, so that its own stays as strict as it is.
 */
function serverPolicy(hashes: readonly string[]): Policy {
  return { ...shared, 'script-src': [...scripts, 'blob:', ...hashes], 'worker-src': ["'self'", 'blob:'] };
}

/** The features of a browser that nothing here asks for. */
const unused = [
  ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'magnetometer', 'microphone'],
  ...['midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'],
];

/** The page with its policy in its head, behind its charset. Throws where it names none. */
export function withPolicy(html: string): string {
  const charset = '<meta charset="utf-8" />';
  if (!html.includes(charset)) throw new Error(`The page has no ${charset}, behind which its policy stands.`);
  const referrer = '<meta name="referrer" content="no-referrer" />';
  const policy = `<meta http-equiv="Content-Security-Policy" content="${textOf(pagePolicy(hashesOf(html)))}" />`;
  return html.replace(charset, [charset, policy, referrer].join('\n    '));
}

/** The headers that a server sends with every file of the site. */
export function headersOf(html: string): Readonly<Record<string, string>> {
  return {
    ...isolation,
    'Content-Security-Policy': textOf(serverPolicy(hashesOf(html))),
    'Permissions-Policy': unused.map((feature) => `${feature}=()`).join(', '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}

function textOf(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, values]) => [directive, ...values].join(' '))
    .join('; ');
}

/** The inline scripts of a page, each as a source of `script-src`. */
function hashesOf(html: string): string[] {
  return [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
}
