/**
 * What a visitor sees before any script has run. At a build the page is rendered once in Node and stands in `index.html`,
 * with the scripts named that take it over.
 */
import { pathToFileURL } from 'node:url';
import { build, type HtmlTagDescriptor, type Plugin, type Rolldown } from 'vite';

const outDir = `${process.cwd()}/node_modules/.tmp/prerender`;
const emptyRoot = '<div id="root"></div>';

/** `named` are the pieces of the page whose files the head names. */
export function firstSight(named: readonly string[]): Plugin {
  let drawn = { head: '', body: emptyRoot };
  return {
    name: 'first-sight',
    apply: 'build',
    async buildStart() {
      drawn = await draw();
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle = {}, chunk: entry }) {
        const files = Object.values(bundle);
        const pieces = named.map((name) => {
          const piece = files.find((one) => one.type === 'chunk' && one.isDynamicEntry && one.name === name);
          if (!piece) throw new Error(`The piece "${name}" of the page is not in the bundle.`);
          return piece;
        });
        const script = withImports(pieces, bundle);
        for (const file of withImports([entry], bundle)) script.delete(file);
        const font = files.find(({ fileName }) => /inter-latin-.*\.woff2$/.test(fileName));
        if (!font) throw new Error('The font of the page is not in the bundle.');
        const link = (rel: string, file: string, more = {}): HtmlTagDescriptor => ({
          tag: 'link',
          attrs: { rel, href: `./${file}`, crossorigin: '', ...more },
          injectTo: 'head',
        });
        return {
          html: html
            .replace('</title>', (end) => `${end}\n    <script>${drawn.head}</script>`)
            .replace(emptyRoot, () => drawn.body),
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

/** Script of the head, and the body, by the page's own code. */
async function draw(): Promise<{ readonly head: string; readonly body: string }> {
  const options = { ssr: 'src/ui/page/prerender.tsx', outDir, minify: false, copyPublicDir: false } as const;
  const { output } = (await build({ configFile: false, logLevel: 'error', build: options })) as Rolldown.RolldownOutput;
  return import(`${pathToFileURL(outDir)}/${output[0].fileName}?${Date.now()}`);
}
