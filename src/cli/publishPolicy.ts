/** Writes the policy into the page, and the headers into files that servers read; our own server sends them from there. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import sirv from 'sirv';
import type { Plugin } from 'vite';
import { headersOf, withPolicy } from './policy.ts';

/** Read by Netlify and Cloudflare Pages. */
const headersFile = '_headers';

/** Comes behind whatever writes scripts into the page. */
export function publishPolicy(): Plugin {
  let headers: Readonly<Record<string, string>> = {};
  return {
    name: 'publish-policy',
    apply: (_, { command, isPreview }) => command === 'build' || isPreview === true,
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        headers = headersOf(html);
        return withPolicy(html);
      },
    },
    generateBundle: {
      order: 'post',
      handler() {
        const lines = Object.entries(headers);
        const emit = (fileName: string, source: string) => this.emitFile({ type: 'asset', fileName, source });
        emit(headersFile, ['/*', ...lines.map(([name, value]) => `  ${name}: ${value}`), ''].join('\n'));
        emit('headers.nginx', lines.map(([name, value]) => `add_header ${name} "${value}" always;\n`).join(''));
      },
    },
    configurePreviewServer({ middlewares, config: { root, build } }) {
      const folder = resolve(root, build.outDir);
      const setHeaders = (response: { setHeader(name: string, value: string): void }) => {
        // Read anew: the page may have been built anew.
        for (const [, name = '', value = ''] of readFileSync(`${folder}/${headersFile}`, 'utf8').matchAll(
          /^ {2}([\w-]+): (.+)$/gm,
        ))
          response.setHeader(name, value);
      };
      // Sends what the build compressed: compressing while a page loads takes the time that the page needs.
      middlewares.use(sirv(folder, { dev: true, gzip: true, etag: true, setHeaders }));
    },
  };
}
