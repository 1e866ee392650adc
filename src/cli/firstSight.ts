/**
 * What a visitor sees before any script has run. At a build the page is rendered once in Node and stands in `index.html`,
 * with every style that it needs and the scripts named that take it over.
 */
import { pathToFileURL } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';

const outDir = `${process.cwd()}/node_modules/.tmp/prerender`;
/** The parts of the page that come in chunks of their own, and the style of the formulas. */
const parts = ['page', 'NetworkCanvas', 'Charts', 'Palette', 'Mixer', 'katex'];
const emptyRoot = '<div id="root"></div>';

export function firstSight(): Plugin {
  let body = emptyRoot;
  return {
    name: 'first-sight',
    apply: 'build',
    async buildStart() {
      body = await renderBody();
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {}, chunk: entry }) {
        const chunks = Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? [one] : []));
        const needed = parts.flatMap((name) => chunks.filter((chunk) => chunk.name === name));
        const style = new Set(needed.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));
        const page = needed.filter(({ name }) => name === 'page');
        const script = new Set(page.flatMap(({ fileName, imports }) => [fileName, ...imports]));
        if (entry) script.delete(entry.fileName);
        const font = Object.keys(bundle).find((file) => /inter-latin-.*\.woff2$/.test(file));
        const link = (attrs: Record<string, string>) => ({ tag: 'link', attrs, injectTo: 'head' as const });
        return {
          html: html.replace(emptyRoot, () => body),
          tags: [
            // Without it the text is laid out twice: once in a font of the system.
            link({ rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `./${font}` }),
            ...[...style].map((css) => link({ rel: 'stylesheet', crossorigin: '', href: `./${css}` })),
            ...[...script].map((js) => link({ rel: 'modulepreload', crossorigin: '', href: `./${js}` })),
          ],
        };
      },
    },
  };
}

/** The body, by the page's own code. */
async function renderBody(): Promise<string> {
  const options = { ssr: 'src/ui/prerender.tsx', outDir, minify: false, copyPublicDir: false } as const;
  const { output } = (await build({ configFile: false, logLevel: 'error', build: options })) as Rolldown.RolldownOutput;
  const { body } = await import(`${pathToFileURL(outDir)}/${output[0].fileName}?${Date.now()}`);
  return body;
}
