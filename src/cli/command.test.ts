import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeLoss, makeOptimizer } from '../core/make.ts';
import { defaultExperiment } from '../core/presets.ts';
import { bundle } from './bundle.mjs';

const folder = mkdtempSync(join(tmpdir(), 'commands-'));
const command: Record<string, string> = {};

beforeAll(async () => {
  // Inside the checkout, where the bundled command finds its packages.
  const built = join(process.cwd(), 'node_modules/.tmp/cli-of-tests');
  for (const name of ['train', 'study', 'verify', 'bench', 'promises']) command[name] = await bundle(name, built);
  // Five bundles: ten seconds are too few on a machine that does much else.
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a command as a shell would; `out` may be another file than a pipe to us, which may be closed at the first line.
 * `interruptedAt` sends it Ctrl-C as soon as it has printed or said that.
 */
function call(
  name: string,
  args: readonly string[],
  { out = 'pipe' as 'pipe' | number, hangsUp = false, interruptedAt = undefined as RegExp | undefined } = {},
) {
  const child = spawn(process.execPath, [command[name] ?? name, ...args], { stdio: ['ignore', out, 'pipe'] });
  const texts = { out: '', err: '' };
  const interrupt = (text: string) => {
    if (!interruptedAt?.test(text)) return;
    interruptedAt = undefined;
    child.kill('SIGINT');
  };
  child.stdout?.on('data', (data) => {
    texts.out += data;
    if (hangsUp) child.stdout?.destroy();
    interrupt(texts.out);
  });
  child.stderr?.on('data', (data) => {
    texts.err += data;
    interrupt(texts.err);
  });
  return new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...texts })));
}

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  const isText = typeof content === 'string' || content instanceof Uint8Array;
  writeFileSync(path, isText ? content : JSON.stringify(content));
  return path;
}

const small = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 200, size: 16 },
  training: { ...defaultExperiment.training, batchSize: 8, evaluateEvery: 1 },
};
const small3 = () => [write('small.json', small), '--steps', '3'];
const linesOf = (text: string) => text.trim().split('\n');

describe.concurrent('a wrong call is a sentence and exit code 2:', () => {
  test.each<[string, string, () => string[], RegExp]>([
    ['train without a file', 'train', () => [], /^Usage: /],
    ['two files', 'train', () => ['a.json', 'b.json'], /^Usage: /],
    ['an unknown option', 'train', () => ['--fast'], /^Unknown option '--fast'/],
    ['a file that is not there', 'train', () => [join(folder, 'none.json')], /cannot be read: there is no such file/],
    ['a folder', 'train', () => [folder], /cannot be read: it is a folder/],
    ['a text that is not JSON', 'train', () => [write('not.json', '{"version": 1')], /This is not JSON/],
    ['bytes', 'train', () => [write('zip.json', Uint8Array.of(80, 75, 3, 4, 0, 0))], /This is not text\./],
    ['a file without end', 'train', () => [write('long.json', ' '.repeat(5e6))], /The file has 5 MB; at most 4 MB/],
    [
      'something else',
      'train',
      () => [write('list.json', [1, 2])],
      /not an experiment.*\n.*is not a complete experiment/,
    ],
    ['a newer version', 'train', () => [write('new.json', { version: 2 })], /load the newest one\./],
    ['an unknown optimizer', 'train', () => [write('o.json', { ...small, optimizer: { kind: 'adamx' } })], /"adamx"/],
    [
      'a study where an experiment is wanted',
      'train',
      () => [write('study.json', { version: 1, experiment: small, variations: [] })],
      /study\.json is a study\. To run it: npm run --silent study -- /,
    ],
    [
      'a run where an experiment is wanted',
      'train',
      () => [write('left.run.json', '{"format":"loss-mixer-runs","version":1,"runs":[]}')],
      /is a file of runs\. To go on: .+ --continue /,
    ],
    [
      'an experiment where a study is wanted',
      'study',
      () => [write('no-study.json', small)],
      /is no study: .+ To run an experiment: npm run --silent train -- /,
    ],
    [
      'outcomes where a study is wanted',
      'study',
      () => [write('study.outcomes.json', { version: 1, study: {}, outcomes: [] })],
      /holds what came out of a study\. Name the file of the study itself/,
    ],
    ['no losses', 'train', () => [write('n.json', { ...small, losses: [] })], /cannot run yet/],
    ['no steps', 'train', () => ['a.json', '--steps', '0'], /--steps takes a whole number above 0/],
    ['negative steps', 'train', () => ['a.json', '--steps', '-5'], /--steps takes a whole number above 0/],
    ['steps that are none', 'train', () => ['a.json', '--steps', 'many'], /--steps takes a whole number above 0/],
    [
      'a backend of browsers',
      'train',
      () => ['a.json', '--backend', 'webgpu'],
      /no backend "webgpu" here: wasm or cpu/,
    ],
    [
      'to go on with a file that is not there',
      'train',
      () => ['--continue', join(folder, 'none.json')],
      /no such file/,
    ],
    [
      'to go on with an experiment',
      'train',
      () => ['--continue', write('experiment.json', small)],
      /is no file of a run\. --continue takes one that Ctrl-C has left/,
    ],
    [
      'to go on with a damaged run',
      'train',
      () => ['--continue', write('damaged.json', '{"format":"loss-mixer-runs","version":1,"runs":[{}]}')],
      /There is no run in .+damaged\.json that can be read/,
    ],
    ['verify without a path', 'verify', () => [], /^Usage: /],
    ['vectors that are not there', 'verify', () => [join(folder, 'none')], /there is no such file or folder/],
    ['a benchmark of no row', 'bench', () => ['--rows', '1,99'], /--rows takes numbers from 1 to 14/],
    [
      'promises of no preset',
      'promises',
      () => ['lenet-5'],
      /"lenet-5" is no preset or lesson that promises anything\.\nUsage: /,
    ],
    ['a benchmark with a file', 'bench', () => ['a.json'], /^Usage: /],
  ])('%s', async (_, name, args, sentence) => {
    const { code, out, err } = await call(name, args());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/\n\s+at |reload|the page/);
  });

  test('an unknown command', async () => {
    const { code, err } = await call('src/cli/run.mjs', ['tain']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'There is no command "tain": train, study, verify, promises, bench.\n',
    });
  });
});

test('what the page would warn of is said, and is in the JSON', async () => {
  const losses = [...small.losses, makeLoss('penalty', 'l2', { scope: 'image' })];
  const training = { ...small.training, batchSize: 1000 };
  const { code, out, err } = await call('train', [
    write('warned.json', { ...small, losses, training }),
    ...['--steps', '1', '--json'],
  ]);
  expect(code).toBe(0);
  expect(err).toContain('training.batchSize: Batch size is 1000; it must be a whole number from 1 to 512.');
  expect(err).toContain('losses.penalty.scope: ');
  const [first, second] = linesOf(out).map((line) => JSON.parse(line));
  expect(first).toMatchObject({
    kind: 'problems',
    problems: [
      { severity: 'warning', at: ['training', 'batchSize'] },
      { severity: 'warning', at: ['losses', 'penalty', 'scope'] },
    ],
  });
  expect(second).toMatchObject({ table: 'train', step: 0 });
});

describe('output', () => {
  test('into a pipe that the reader closes ends quietly', async () => {
    const { code, err } = await call('train', [write('small.json', small), '--json'], { hangsUp: true });
    expect(code).toBe(0);
    expect(err).not.toMatch(/EPIPE|\n\s+at /);
  });

  test('onto a full disk ends with a sentence', async () => {
    for (const name of ['train', 'verify']) {
      const args = name === 'train' ? small3() : [write('small.json', small)];
      const { code, err } = await call(name, args, { out: openSync('/dev/full', 'w') });
      expect({ name, code }).toEqual({ name, code: 1 });
      expect(err).toContain('The output cannot be written: the disk is full.');
      expect(err).not.toMatch(/ENOSPC|\n\s+at /);
    }
  });
});

test('a byte-order mark is accepted, in either encoding of Windows', async () => {
  const text = JSON.stringify(small);
  const files = [
    write('bom8.json', `\ufeff${text}`),
    write('bom16.json', Buffer.from(`\ufeff${text}`, 'utf16le')),
    write('bom16be.json', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()),
  ];
  for (const file of files) expect(await call('train', [file, '--steps', '1'])).toMatchObject({ code: 0 });
});

test('a run that fails exits 1 and says what helps', async () => {
  const penalty = makeLoss('penalty', 'l2', { scope: 'all' }, { fader: 1000 });
  const diverging = {
    ...small,
    optimizer: makeOptimizer('sgd'),
    losses: [...small.losses, penalty],
    training: { ...small.training, learningRate: 10 },
  };
  const { code, err } = await call('train', [write('diverging.json', diverging), '--steps', '50']);
  expect(code).toBe(1);
  expect(err).toMatch(
    /^The loss .+ became (NaN|-?Infinity) at step \d+\.\n.+ learning rate of 10 is too high for SGD\. Try 0\.1, or lower the fader of L2, now 1,000\.$/m,
  );
  expect(err).not.toMatch(/\n\s+at /);
});

test('Ctrl-C ends promises with those that were not tried', async () => {
  const { code, out, err } = await call('promises', ['optimizers'], { interruptedAt: /on \d+ lanes?\./ });
  expect(code).toBe(130);
  expect(out).toMatch(/^ +seed 1 +seed 2 +seed 3 *\noptimizers\/[a-z-]+\n .+ not tried\n/);
  expect(err).toMatch(
    /^\d+ runs, on \d+ lanes?\.\n\nIt stops; the runs under way are lost\. .+\n0 runs took about \d+ s\.\n$/,
  );
});

test('Ctrl-C prints what there is and leaves the run, which goes on with the numbers of one without a break', async () => {
  const training = { ...small.training, epochs: 30, evaluateEvery: 50 };
  const path = write('long-run.json', { ...small, training });
  const whole = await call('train', [path, '--json']);
  expect(whole.code).toBe(0);

  const stopped = await call('train', [path, '--json'], { interruptedAt: /"table":"validation","step":50,/ });
  expect(stopped.code).toBe(130);
  const file = path.replace('.json', '.run.json');
  expect(stopped.err).toContain(`The run is in ${file}. To go on: npm run --silent train -- --continue ${file}`);
  expect(JSON.parse(linesOf(stopped.out).at(-1) ?? '')).toMatchObject({ kind: 'diagnosis' });

  // The same run again is another one: what was left is not written over.
  const again = await call('train', [path], { interruptedAt: /^step 50 /m });
  expect(again.err).toContain(`The run is in ${path.replace('.json', '.run-2.json')}.`);
  expect(again.err).toMatch(/\nIt stopped after \d+ of 600 steps\.\n/);
  expect(again.out).toMatch(/^On the validation images: accuracy of colour /m);

  const rest = await call('train', ['--continue', file, '--json']);
  expect(rest.code).toBe(0);
  const rows = (text: string) => linesOf(text).filter((line) => line.startsWith('{"table"'));
  expect(rows(stopped.out).length).toBeLessThan(rows(whole.out).length);
  expect(rows(stopped.out).concat(rows(rest.out)).sort()).toEqual(rows(whole.out).sort());
  expect(linesOf(rest.out).at(-1)).toBe(linesOf(whole.out).at(-1));

  const nothing = await call('train', ['--continue', file]);
  expect(nothing.code).toBe(2);
  expect(nothing.err).toMatch(/has taken its \d+ steps: there is nothing to go on with\.\n$/);
});
