/** Reads which files of this project import which others, and which packages; the parser is oxc's, as Vite brings it. */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync, Visitor } from 'vite';

/** One import: from a file to a file of the project (a path from its root), or to a package. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly isPackage: boolean;
}

/** The imports of all files (paths from `root`); also of types alone, and those made while the page runs. */
export function readArrows(root: string, files: readonly string[]): Arrow[] {
  return files.flatMap((from) => arrowsOf(from, readFileSync(posix.join(root, from), 'utf8')));
}

/** The imports of one file, in order, each once. */
export function arrowsOf(from: string, source: string): Arrow[] {
  const { module, program, errors } = parseSync(from, source);
  if (errors.length > 0) throw new Error(`${from} cannot be read: ${errors[0]?.message}`);
  const ofTypes: string[] = [];
  const note = ({ source: { value } }: { readonly source: { readonly value: string } }) => void ofTypes.push(value);
  new Visitor({ TSImportType: note }).visit(program);
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...ofTypes,
    ...module.dynamicImports.flatMap(({ moduleRequest }) =>
      literal(source.slice(moduleRequest.start, moduleRequest.end)),
    ),
  ];
  return [...new Set(requests)].map((request) => {
    const isPackage = !request.startsWith('.');
    return { from, to: isPackage ? request : posix.join(posix.dirname(from), request), isPackage };
  });
}

function literal(expression: string): string[] {
  return /^(['"]).*\1$/.test(expression) ? [expression.slice(1, -1)] : [];
}
