import { expect, test } from 'vitest';
import { headersOf, withPolicy } from './policy.ts';

const page = `<html><head><meta charset="utf-8" /><script>alert('Hello, world.');</script><script src="./a.js"></script></head></html>`;

// The text and its hash stand in https://www.w3.org/TR/CSP3/#external-hash and in MDN.
const hash = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";

const directives = (policy = '') =>
  new Map(policy.split('; ').map((one) => [one.split(' ', 1)[0], one.split(' ').slice(1)]));

test('the page allows its own scripts, the inline ones by their hashes, and no other', () => {
  const policy = directives(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(withPolicy(page))?.[1]);
  expect(policy.get('default-src')).toEqual(["'none'"]);
  expect(policy.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'", hash]);
  expect(policy.get('require-trusted-types-for')).toEqual(["'script'"]);
  expect([...policy.values()].flat()).not.toContain("'unsafe-inline'");
  expect([...policy.values()].flat()).not.toContain("'unsafe-eval'");
});

test('a page that has no place for its policy is refused', () => {
  expect(() => withPolicy('<html></html>')).toThrow('no <meta charset="utf-8" />');
});

test('the policy stands before every script that it is to hold for', () => {
  const html = withPolicy(page);
  expect(html.indexOf('Content-Security-Policy')).toBeGreaterThan(0);
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
});

test('the server allows what the page allows, and blobs to workers, which are under its policy alone', () => {
  const policy = directives(headersOf(page)['Content-Security-Policy']);
  expect(policy.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'", 'blob:', hash]);
  expect(policy.get('worker-src')).toEqual(["'self'", 'blob:']);
  expect(policy.has('frame-ancestors')).toBe(false);
});
