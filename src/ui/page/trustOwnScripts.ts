declare global {
  /** Where the browser has Trusted Types: https://www.w3.org/TR/trusted-types/ */
  var trustedTypes:
    | { createPolicy(name: 'default', rules: { createScriptURL(url: string): string | null }): unknown }
    | undefined;
}

/**
 * Runs by its text alone in the head, before any script is asked for. With it the page takes scripts and workers from its
 * own folder alone; HTML and script texts it takes from nobody, since nothing is said about them.
 */
export function trustOwnScripts(): void {
  const folder = new URL('.', document.baseURI).href;
  globalThis.trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => (new URL(url, document.baseURI).href.startsWith(folder) ? url : null),
  });
}
