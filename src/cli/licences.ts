/** The licences of all that the build ships, as a text beside the page: of scripts, styles, fonts, and the workers. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import * as z from 'zod/mini';

const manifest = z.object({ name: z.string(), version: z.string(), license: z.optional(z.string()) });

/** Plugins for the page and for its workers. `apart`: packages of what is built after the page. */
export function licences(
  fileName: string,
  apart: readonly string[],
): { readonly ofPage: Plugin; readonly ofWorker: Plugin } {
  const files = new Set<string>();
  const collect = (bundle: Rolldown.OutputBundle) => {
    for (const one of Object.values(bundle))
      for (const file of one.type === 'chunk' ? one.moduleIds : one.originalFileNames) files.add(file);
  };
  return {
    ofPage: {
      name: 'licences',
      apply: 'build',
      buildStart() {
        files.clear();
        for (const name of apart) files.add(`node_modules/${name}/package.json`);
      },
      generateBundle: {
        order: 'post',
        handler(_, bundle) {
          collect(bundle);
          this.emitFile({ type: 'asset', fileName, source: textOf(files) });
        },
      },
    },
    ofWorker: { name: 'licences-of-worker', generateBundle: (_, bundle) => collect(bundle) },
  };
}

/** The packages of the files, by name, each with its licence. */
function textOf(files: ReadonlySet<string>): string {
  const folders = new Set([...files].map(folderOf).filter((folder) => folder !== undefined));
  const texts = [...folders].map((folder) => {
    const {
      name,
      version,
      license = 'no licence named',
    } = manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `https://spdx.org/licenses/${license}.html`;
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  const head = 'Loss Mixer is under the MIT licence. It ships the following packages.\n';
  return [head, ...[...new Set(texts)].sort()].join(`\n${'-'.repeat(80)}\n\n`);
}

/** The folder of the package that a file belongs to; undefined for our own files and what the bundler makes up. */
function folderOf(file: string): string | undefined {
  const at = file.lastIndexOf('node_modules/');
  if (at < 0 || file.startsWith('\0')) return undefined;
  const [scope = '', name = ''] = file.slice(at + 'node_modules/'.length).split('/');
  const folder = file.slice(0, at) + join('node_modules', scope.startsWith('@') ? join(scope, name) : scope);
  return existsSync(join(folder, 'package.json')) ? folder : undefined;
}
