import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Arrow, arrowsOf, readArrows } from './imports.ts';
import { circlesOfFiles, circlesOfFolders, forbidden } from './rules.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Arrows from "a > b" lines; a name without a dot is a package. */
function arrows(...lines: readonly string[]): Arrow[] {
  return lines.map((line) => {
    const [from = '', to = ''] = line.split(' > ');
    return { from, to, isPackage: !to.includes('.') };
  });
}

describe('reading imports', () => {
  it('finds imports of values, types, re-exports, and those made at run time', () => {
    const source = `
      import type { A } from './a.ts';
      import { b, type C } from '../b.ts';
      export { d } from './deep/d.ts';
      import './style.css';
      import * as z from 'zod/mini';
      const e = await import('./e.ts');
      type F = typeof import('./f.ts');
    `;
    expect(arrowsOf('src/core/x.ts', source)).toEqual([
      { from: 'src/core/x.ts', to: 'src/core/a.ts', isPackage: false },
      { from: 'src/core/x.ts', to: 'src/b.ts', isPackage: false },
      { from: 'src/core/x.ts', to: 'src/core/style.css', isPackage: false },
      { from: 'src/core/x.ts', to: 'zod/mini', isPackage: true },
      { from: 'src/core/x.ts', to: 'src/core/deep/d.ts', isPackage: false },
      { from: 'src/core/x.ts', to: 'src/core/f.ts', isPackage: false },
      { from: 'src/core/x.ts', to: 'src/core/e.ts', isPackage: false },
    ]);
  });
});

describe('the rules', () => {
  it('names a circle of two files', () => {
    const found = circlesOfFiles(
      arrows('src/core/a.ts > src/core/b.ts', 'src/core/b.ts > src/core/a.ts', 'src/core/b.ts > src/core/c.ts'),
    );
    expect(found).toEqual(['src/core/a.ts → src/core/b.ts\nsrc/core/b.ts → src/core/a.ts']);
  });

  it('names a circle of three folders with the imports that make it, and lets tests and parents be', () => {
    const made = arrows(
      'src/ui/a/1.ts > src/ui/b/1.ts',
      'src/ui/b/deep/2.ts > src/ui/c/1.ts',
      'src/ui/c/1.ts > src/ui/a/2.ts',
      'src/ui/store.ts > src/ui/a/1.ts',
      'src/ui/a/1.ts > src/ui/store.ts',
      'src/ui/b/1.test.ts > src/ui/d/1.ts',
      'src/ui/d/1.ts > src/ui/b/1.ts',
    );
    expect(circlesOfFiles(made)).toHaveLength(1);
    expect(circlesOfFolders(made)).toEqual([
      [
        'src/ui/a → src/ui/b (src/ui/a/1.ts imports src/ui/b/1.ts)',
        'src/ui/b → src/ui/c (src/ui/b/deep/2.ts imports src/ui/c/1.ts)',
        'src/ui/c → src/ui/a (src/ui/c/1.ts imports src/ui/a/2.ts)',
      ].join('\n'),
    ]);
  });

  it('keeps what is for tests out of the product', () => {
    const made = arrows(
      'src/engine/losses/index.ts > src/engine/losses/testing/reference.ts',
      'src/engine/losses/losses.test.ts > src/engine/losses/testing/reference.ts',
      'src/engine/losses/testing/reference.ts > src/engine/losses/testing/cases.ts',
      'src/core/a.ts > @testing/library',
    );
    expect(forbidden(made)).toEqual([
      'src/engine/losses/index.ts imports src/engine/losses/testing/reference.ts: only tests may.',
      'src/core/a.ts imports the package @testing/library: src/core may not.',
    ]);
  });

  it('names an arrow that is not allowed, of tests as well', () => {
    const made = arrows(
      'src/core/a.ts > src/engine/b.ts',
      'src/core/a.test.ts > src/engine/b.ts',
      'src/ui/a.ts > src/engine/b.ts',
      'src/engine/a.ts > src/ui/b.ts',
      'src/core/a.ts > react',
      'src/core/a.ts > fast-check',
      'src/ui/a.ts > @tensorflow/tfjs-core',
      'src/engine/a.ts > src/core/b.ts',
      'src/core/testing/a.ts > fast-check',
      'src/core/a.test.ts > fast-check',
    );
    expect(forbidden(made)).toEqual([
      'src/core/a.ts imports src/engine/b.ts: src/core may not.',
      'src/core/a.test.ts imports src/engine/b.ts: src/core may not.',
      'src/ui/a.ts imports src/engine/b.ts: src/ui may not.',
      'src/engine/a.ts imports src/ui/b.ts: src/engine may not.',
      'src/core/a.ts imports the package react: src/core may not.',
      'src/core/a.ts imports the package fast-check: src/core may not.',
      'src/ui/a.ts imports the package @tensorflow/tfjs-core: src/ui may not.',
    ]);
  });
});

describe('this house', () => {
  const files = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `src/${file}`);
  const all = readArrows(root, files);

  it('is read whole', () => {
    expect(files.length).toBeGreaterThan(400);
    expect(all.length).toBeGreaterThan(2000);
  });

  it('has no circle of files', () => expect(circlesOfFiles(all)).toEqual([]));

  it('has no circle among folders that stand beside each other', () => expect(circlesOfFolders(all)).toEqual([]));

  it('names the engine once on the page: the worker', () => {
    const naming = files.filter((file) => {
      return file.startsWith('src/ui/') && /new URL\('[^']*engine\//.test(readFileSync(`${root}${file}`, 'utf8'));
    });
    expect(naming).toEqual(['src/ui/runs/engineWorker.ts']);
  });

  it('has no arrow that is not allowed', () => expect(forbidden(all)).toEqual([]));
});
