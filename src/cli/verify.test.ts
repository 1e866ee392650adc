import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { relativeError } from './vectors.ts';
import { verify } from './verify.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vectors-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function run(...paths: string[]) {
  const lines: string[] = [];
  const complaints: string[] = [];
  const code = await verify(paths, {
    line: (text) => lines.push(text.split(/ {2,}/).join(' | ')),
    complain: (text) => complaints.push(text.replaceAll(folder, '')),
  });
  return { code, lines, complaints };
}

/** One case of one step; the gradients conflict. */
function vectorFile(strategy: string, options: object, step: object, tolerance = 1e-9) {
  return { format: 1, kind: 'strategy', strategy, options, cases: [{ name: 'one', tolerance, steps: [step] }] };
}
const gradients = [
  [1, 0],
  [-1, 1],
];
const pcgrad = vectorFile(
  'pcgrad',
  {},
  { gradients, random: { orders: [[1], [0]] }, expected: { weights: [1.5, 2], update: [-0.5, 2] } },
);
const right = vectorFile('pcgrad', {}, { gradients, expected: { update: [0.5, 1.5], weights: [2, 1.5] } });

describe('verify', () => {
  it('says ok for a file that we agree with, and exits 0', async () => {
    expect(await run(write('right.json', right))).toEqual({
      code: 0,
      lines: ['right.json | pcgrad | 1 | 0.00e+0 | ok'],
      complaints: [],
    });
  });

  it('says what differs and by how much, and exits 1', async () => {
    expect(await run(write('wrong.json', pcgrad))).toEqual({
      code: 1,
      lines: ['wrong.json | pcgrad | 1 | 5.00e-1 | differs'],
      complaints: ['  wrong.json: one: update of step 0, error 5.00e-1 > 1e-9'],
    });
  });

  it('takes a folder, and the folders in it, by name', async () => {
    write('b.json', right);
    write('README.md', 'not a vector file');
    mkdirSync(join(folder, 'a'));
    write('a/a.json', right);
    const { code, lines } = await run(folder);
    expect({ code, files: lines.map((line) => line.split(' | ')[0]) }).toEqual({
      code: 0,
      files: ['a.json', 'b.json'],
    });
  });

  it('goes on after a bad file and exits 1', async () => {
    write('a.json', '{ not json');
    write('b.json', right);
    const { code, lines } = await run(folder);
    expect({ code, lines }).toEqual({
      code: 1,
      lines: ['a.json | - | 0 | - | unknown', 'b.json | pcgrad | 1 | 0.00e+0 | ok'],
    });
  });

  it.each([
    ['another strategy', { ...right, strategy: 'no-such' }, 'there is no strategy "no-such" here'],
    ['an unknown option', { ...right, options: { alpha: 1 } }, 'one: pcgrad has no option "alpha"'],
    [
      'an unknown value',
      vectorFile('mgda', { normalisation: 'max' }, { gradients, losses: [1, 1], expected: {} }),
      'one: normalisation of mgda cannot be "max"',
    ],
    [
      'nothing to compare',
      vectorFile('sum', {}, { losses: [1, 1], expected: {} }),
      'one: nothing is expected of any step',
    ],
    [
      'missing gradients',
      vectorFile('mgda', {}, { losses: [1, 1], expected: { weights: [1, 0] } }),
      'one: step 0 has no gradients',
    ],
    [
      'missing draws',
      vectorFile('rlw', {}, { losses: [1, 1], expected: { weights: [1, 0] } }),
      'one: it needs more recorded normals than the 0 there',
    ],
    ['another format', { ...right, format: 2 }, 'not a vector file of format 1: format: Invalid input'],
    [
      'an expectation that we cannot check',
      vectorFile('sum', {}, { losses: [1], expected: { heads: [1] } }),
      'not a vector file of format 1: cases.0.steps.0.expected: Invalid input',
    ],
    ['no object', [1, 2], 'not a vector file of format 1: the file: Invalid input'],
  ])('calls a file with %s unknown, and says why', async (_, content, reason) => {
    const { code, lines, complaints } = await run(write('file.json', content));
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/unknown$/);
    expect(complaints).toEqual([`  file.json: ${reason}`]);
  });

  it('complains about a path that is not there, an empty folder and no path at all', async () => {
    expect(await run(join(folder, 'missing.json'), folder)).toEqual({
      code: 2,
      lines: [],
      complaints: ['/missing.json: there is no such file or folder', ': there is no .json file in this folder'],
    });
    expect(await run()).toEqual({ code: 2, lines: [], complaints: [expect.stringContaining('Usage')] });
  });

  it('differs where our number is none', async () => {
    const file = vectorFile('sum', {}, { losses: [1, 2], expected: { update: [1, 2] } });
    expect((await run(write('file.json', file))).lines).toEqual(['file.json | sum | 1 | Infinity | differs']);
  });

  it('carries the state from step to step and the options from file to case', async () => {
    const file = {
      ...vectorFile('trainable-weight', { form: 'raw', optimizer: 'sgd' }, {}),
      cases: [
        {
          name: 'two steps',
          tolerance: 1e-12,
          options: { learningRate: 0.5, initial: 0.5 },
          steps: [
            { losses: [1, 0.5], expected: { weights: [0.5, 0.5], total: 0.75 } },
            { losses: [1, 0.5], expected: { weights: [0.25, 0.75] } },
          ],
        },
      ],
    };
    expect((await run(write('file.json', file))).code).toBe(0);
  });

  it('reads the names that the format uses for our options', async () => {
    const e = 1 / (1 + Math.exp(-0.8));
    const files = [
      vectorFile(
        'nash-mtl',
        { maxNorm: null },
        {
          gradients: [
            [2, 0],
            [0, 4],
          ],
          expected: { weights: [0.5, 0.25] },
        },
        1e-6,
      ),
      vectorFile(
        'tchebycheff',
        { preference: [0.5, 0.5], ideal: 1 },
        { losses: [3, 2], expected: { weights: [0.5, 0], total: 1 } },
      ),
      vectorFile(
        'graddrop',
        { leak: [0.5, 1] },
        { gradients: [[1], [-3]], random: { uniforms: [0.1] }, expected: { update: [-2] } },
      ),
      vectorFile('sum', { lossWeights: [0.7, 0.3] }, { losses: [1, 2], expected: { weights: [0.7, 0.3], total: 1.3 } }),
      vectorFile(
        'trainable-weight',
        { form: 'sigmoid', initial: 0.5 },
        { losses: [1, 1], expected: { weights: [0.5, 0.5] } },
      ),
      vectorFile(
        'trainable-weight',
        { form: 'sigmoid', initial: 0.8 },
        { losses: [1, 1], expected: { weights: [e, 1 - e] } },
      ),
    ];
    const paths = files.map((file, i) => write(`${i}.json`, file));
    expect((await run(...paths)).complaints).toEqual([]);
  });
});

describe('the relative error', () => {
  it('is relative to the expected values, but not below 1e-7 of the gradients', () => {
    expect(relativeError([1, 2.5], [1, 2], [])).toBe(0.25);
    expect(relativeError([1e-9, 0], [0, 0], [[0, -4]])).toBeCloseTo(1e-9 / 4e-7, 12);
    expect(relativeError(0, 0, [])).toBe(0);
    expect(relativeError(1, 0, [])).toBe(Number.POSITIVE_INFINITY);
  });

  it('is not a number where the shapes differ', () => {
    expect(relativeError([1], [1, 2], [])).toBeNaN();
    expect(relativeError(undefined, 1, [])).toBeNaN();
  });
});
