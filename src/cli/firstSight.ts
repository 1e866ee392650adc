/**
 * What a visitor sees before any script has run. At a build the page is rendered once in Node and stands in `index.html`,
 * with every style that it needs and the scripts named that take it over.
 */
import { pathToFileURL } from 'node:url';
import { PurgeCSS } from 'purgecss';
import { build, type HtmlTagDescriptor, type Plugin, type Rolldown } from 'vite';

const outDir = `${process.cwd()}/node_modules/.tmp/prerender`;
/** The parts of the page that come in chunks of their own. */
const parts = ['page', 'NetworkCanvas', 'Charts', 'Palette', 'Mixer'];
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
      async handler(html, { bundle = {}, chunk: entry }) {
        const files = Object.values(bundle);
        const chunks = files.flatMap((one) => (one.type === 'chunk' && parts.includes(one.name) ? [one] : []));
        const style = new Set(chunks.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));
        const page = chunks.find(({ name }) => name === 'page');
        const start = files.find((one) => one.type === 'chunk' && one.name === 'start');
        const script = new Set(
          [start, page].flatMap((one) => (one?.type === 'chunk' ? [one.fileName, ...one.imports] : [])),
        );
        for (const file of entry ? [entry.fileName, ...entry.imports] : []) script.delete(file);
        const font = files.find(({ fileName }) => /inter-latin-.*\.woff2$/.test(fileName));
        if (!page || !font) throw new Error('The page or its font is not in the bundle.');
        const link = (rel: string, file: string, more = {}): HtmlTagDescriptor => ({
          tag: 'link',
          attrs: { rel, href: `./${file}`, crossorigin: '', ...more },
          injectTo: 'head',
        });
        return {
          html: html.replace(emptyRoot, () => body),
          tags: [
            // Without it the text is laid out twice: once in a font of the system.
            link('preload', font.fileName, { as: 'font', type: 'font/woff2' }),
            ...[...style].map((file) => link('stylesheet', file)),
            { tag: 'style', children: await styleOfFormulas(files, body), injectTo: 'head' },
            ...[...script].map((file) => link('modulepreload', file)),
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

/** Of the style of KaTeX what the formulas in the body use; the rest comes with KaTeX. */
async function styleOfFormulas(
  files: readonly (Rolldown.OutputAsset | Rolldown.OutputChunk)[],
  body: string,
): Promise<string> {
  const katex = files.find(({ fileName }) => /katex-.*\.css$/.test(fileName));
  if (katex?.type !== 'asset') throw new Error('The style of KaTeX is not in the bundle.');
  const [used] = await new PurgeCSS().purge({
    content: [{ raw: body, extension: 'html' }],
    // Its main font is named in a shorthand, where it is not looked for.
    css: [{ raw: `.katex{font-family:KaTeX_Main}${katex.source}` }],
    fontFace: true,
  });
  // Its fonts lie beside it.
  return (used?.css ?? '').replaceAll(/url\((?!["']?data:)/g, 'url(./assets/');
}
