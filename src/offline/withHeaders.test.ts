import { expect, test } from 'vitest';
import { isolation } from './headers.ts';
import { withHeaders } from './withHeaders.ts';

test('a response gets the headers that isolate a page, and keeps its text, status and type', async () => {
  const plain = new Response('text', { status: 203, headers: { 'Content-Type': 'text/css' } });
  const response = withHeaders(plain, isolation);
  expect([response.status, await response.text()]).toEqual([203, 'text']);
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'text/css',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'cross-origin',
  });
});

test('what the host says stays', () => {
  const headers = { 'Cross-Origin-Embedder-Policy': 'credentialless' };
  const response = withHeaders(new Response('', { headers }), isolation);
  expect(response.headers.get('Cross-Origin-Embedder-Policy')).toBe('credentialless');
});

test('an answer without a body keeps none', () => {
  expect(withHeaders(new Response(null, { status: 304 }), isolation).body).toBe(null);
});

test('an answer that may not be read is handed on', () => {
  const error = Response.error();
  expect(withHeaders(error, isolation)).toBe(error);
});
