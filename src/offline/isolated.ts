/** Cross-origin isolation by headers, without which WebAssembly runs on one thread. */

/** The first two isolate a page; by the third an isolated page may frame it. */
export const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** The response with the headers that isolate a page; as it is where the host sends them. */
export function isolated(response: Response): Response {
  // An answer that a page may not read has no headers.
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.type === 'error') return response;
  const missing = Object.entries(isolation).filter(([name]) => !response.headers.has(name));
  if (missing.length === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of missing) headers.set(name, value);
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
}
