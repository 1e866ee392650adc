/**
 * The rules of the house: which storey may import which, and that nothing imports in a circle, neither files nor the
 * folders beside each other. Each rule returns what breaks it, in words.
 */
import { posix } from 'node:path';
import { Graph, graphlib } from '@dagrejs/dagre';
import type { Arrow } from './imports.ts';

interface Storey {
  /** Folders whose files it may import. */
  readonly files: readonly string[];
  /** Packages that it may import, by how their names begin; without it, any. */
  readonly packages?: readonly string[];
  readonly forbiddenPackages?: readonly string[];
}

/** The storeys by folder; a folder inside another comes behind it. */
const storeys: Readonly<Record<string, Storey>> = {
  'src/core': { files: ['src/core'], packages: ['zod/mini'] },
  'src/core/testing': { files: ['src/core'], packages: ['fast-check'] },
  'src/engine': { files: ['src/engine', 'src/core'], packages: ['@tensorflow/', 'zod/mini'] },
  'src/ui': { files: ['src/ui', 'src/core'], forbiddenPackages: ['@tensorflow/', 'node:'] },
  'src/offline': { files: ['src/offline'], packages: ['workbox-precaching'] },
  'src/cli': { files: ['src/cli', 'src/engine', 'src/core', 'src/offline'] },
};

/** Arrows from one storey to another, to a package, or from the product to a folder for tests, that are not allowed. */
export function forbidden(arrows: readonly Arrow[]): string[] {
  return arrows.flatMap((arrow) => {
    const { from, to, isPackage } = arrow;
    if (!isPackage && isForTests(to) && !isForTests(from) && !isTest(from))
      return [`${from} imports ${to}: only tests may.`];
    const folder = Object.keys(storeys).findLast((one) => isIn(from, one));
    if (!folder || isAllowed(arrow, storeys[folder]!)) return [];
    return [`${from} imports ${isPackage ? 'the package ' : ''}${to}: ${folder} may not.`];
  });
}

/** Tests of any storey may import any package. */
function isAllowed(
  { from, to, isPackage }: Arrow,
  { files, packages = [''], forbiddenPackages = [] }: Storey,
): boolean {
  if (!isPackage) return files.some((folder) => isIn(to, folder));
  const begins = (name: string) => to.startsWith(name);
  return isTest(from) || (packages.some(begins) && !forbiddenPackages.some(begins));
}

/** Circles of files, each with its imports. */
export function circlesOfFiles(arrows: readonly Arrow[]): string[] {
  return circles(arrows.filter(({ isPackage }) => !isPackage).map(({ from, to }) => ({ from, to, because: '' })));
}

/** Circles among folders that stand beside each other, each with the imports that make it; tests do not count. */
export function circlesOfFolders(arrows: readonly Arrow[]): string[] {
  const byParent = new Map<string, { from: string; to: string; because: string }[]>();
  for (const { from, to, isPackage } of arrows) {
    if (isPackage || isTest(from)) continue;
    const siblings = siblingsOf(posix.dirname(from), posix.dirname(to));
    if (!siblings) continue;
    const list = byParent.get(siblings.parent) ?? [];
    list.push({ ...siblings, because: ` (${from} imports ${to})` });
    byParent.set(siblings.parent, list);
  }
  return [...byParent.values()].flatMap(circles);
}

/** The two folders at which the paths part, if both have one. */
function siblingsOf(a: string, b: string): { parent: string; from: string; to: string } | undefined {
  const [x, y] = [a.split('/'), b.split('/')];
  let depth = 0;
  while (depth < x.length && depth < y.length && x[depth] === y[depth]) depth += 1;
  if (depth === x.length || depth === y.length) return undefined;
  const path = (parts: readonly string[]) => parts.slice(0, depth + 1).join('/');
  return { parent: x.slice(0, depth).join('/'), from: path(x), to: path(y) };
}

function circles(edges: readonly { readonly from: string; readonly to: string; readonly because: string }[]): string[] {
  const graph = new Graph();
  for (const { from, to } of edges) graph.setEdge(from, to);
  return graphlib.alg.findCycles(graph).map((members: readonly string[]) => {
    const inside = edges.filter(({ from, to }) => members.includes(from) && members.includes(to));
    return inside.map(({ from, to, because }) => `${from} → ${to}${because}`).join('\n');
  });
}

function isIn(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`);
}

function isForTests(file: string): boolean {
  return file.includes('/testing/');
}

function isTest(file: string): boolean {
  return /(\.test|Tests)\.tsx?$/.test(file);
}
