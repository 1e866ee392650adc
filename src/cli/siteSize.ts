/** How much script and style of a built site has to be there before the page can be used. */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/**
 * Usable: the run controls, the data and the mixing desk. Network, charts and formulas follow by themselves, and so does
 * the engine; what they look like at first sight counts.
 */
export function sizeBeforeUse(outDir: string): { readonly gzipBytes: number; readonly files: number } {
  const html = readFileSync(`${outDir}/index.html`, 'utf8');
  const linked = [...html.matchAll(/assets\/([\w.-]+\.(?:js|css))/g)].map(([, name = '']) => name);
  const desk = readdirSync(`${outDir}/assets`).filter((file) => /^Mixer-.*\.(js|css)$/.test(file));
  const found = new Set<string>();
  for (const file of [...linked, ...desk]) addWithImports(`${outDir}/assets`, file, found);
  const inline = [...html.matchAll(/<(style|script)\b[^>]*>([\s\S]*?)<\/\1>/g)].map(([, , text = '']) => text);
  const texts = [inline.join('\n'), ...[...found].map((file) => readFileSync(`${outDir}/assets/${file}`))];
  return { gzipBytes: texts.reduce((sum, text) => sum + gzipSync(text).length, 0), files: found.size };
}

/** A chunk and what it imports statically: what has to be there before it can run. */
function addWithImports(folder: string, file: string, found: Set<string>): void {
  if (found.has(file)) return;
  found.add(file);
  if (!file.endsWith('.js')) return;
  const code = readFileSync(`${folder}/${file}`, 'utf8');
  for (const [, name = ''] of code.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
    addWithImports(folder, name, found);
}
