/**
 * What a browser lets the published page do: its Content-Security-Policy, and the headers that a server sends with it.
 * Both are made at the build, when the inline scripts are known.
 */
import { createHash } from 'node:crypto';
import { fileHeaders, type Policy, scripts, serverPolicy, shared, textOf } from '../offline/headers.ts';

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
  return { ...fileHeaders, 'Content-Security-Policy': serverPolicy(hashesOf(html)) };
}

/** The inline scripts of a page, each as a source of `script-src`. */
function hashesOf(html: string): string[] {
  return [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
}
