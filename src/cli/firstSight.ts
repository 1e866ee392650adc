/**
 * What a visitor sees before any script has run. At a build the page is rendered once in Node and stands in `index.html`,
 * with the scripts named that take it over.
 */
import { pathToFileURL } from 'node:url';
import { build, type HtmlTagDescriptor, type Plugin, type Rolldown } from 'vite';

const outDir = `${process.cwd()}/node_modules/.tmp/prerender`;
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
        const [start, page] = ['start', 'page'].map((name) =>
          files.find((one) => one.type === 'chunk' && one.isDynamicEntry && one.name === name),
        );
        const script = withImports([start, page], bundle);
        for (const file of withImports([entry], bundle)) script.delete(file);
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
            ...[...script].map((file) => link('modulepreload', file)),
          ],
        };
      },
    },
  };
}

/** The files of the chunks and of all that they import. */
function withImports(
  chunks: readonly (Rolldown.OutputAsset | Rolldown.OutputChunk | undefined)[],
  bundle: Rolldown.OutputBundle,
) {
  const found = new Set<string>();
  const add = (one: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined) => {
    if (one?.type !== 'chunk' || found.has(one.fileName)) return;
    found.add(one.fileName);
    for (const file of one.imports) add(bundle[file]);
  };
  for (const chunk of chunks) add(chunk);
  return found;
}

/** The body, by the page's own code. */
async function renderBody(): Promise<string> {
  const options = { ssr: 'src/ui/page/prerender.tsx', outDir, minify: false, copyPublicDir: false } as const;
  const { output } = (await build({ configFile: false, logLevel: 'error', build: options })) as Rolldown.RolldownOutput;
  const { body } = await import(`${pathToFileURL(outDir)}/${output[0].fileName}?${Date.now()}`);
  return body;
}
