/** The command `study` as a shell runs it: lanes, interruption, and what it says. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeLayer, makeLoss, makeOptimizer } from '../../core/make.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { readOutcomes } from '../../core/study/outcomes.ts';
import { makeStudy, type Study } from '../../core/study/study.ts';
import { bundle } from '../bundle.mjs';

const folder = mkdtempSync(join(tmpdir(), 'studies-'));
let command = '';
beforeAll(async () => {
  command = await bundle('study', join(process.cwd(), 'node_modules/.tmp/study-of-tests'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 80, size: 16 },
  network: {
    layers: [
      makeLayer('image', 'input', []),
      makeLayer('pool', 'average-pool', ['image'], { size: 4 }),
      makeLayer('flat', 'flatten', ['pool']),
      makeLayer('head-colour', 'dense', ['flat'], { units: 8 }),
    ],
  },
  losses: [makeLoss('colour', 'softmax-cross-entropy', { output: 'head-colour', target: 'colour' })],
  optimizer: makeOptimizer('sgd'),
  training: { ...defaultExperiment.training, batchSize: 16, epochs: 2, evaluateEvery: 2 },
};
const study = makeStudy(experiment, {
  title: 'Rates',
  variations: [{ kind: 'list', at: ['training.learningRate'], join: 'same', values: [0.01, 0.1] }],
  seeds: [1, 2],
  folds: 2,
});

function write(name: string, content: Study): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/** Calls the command; `killedAt` ends it as soon as it has said that, by Ctrl-C where that is the signal. */
function call(args: readonly string[], killedAt?: RegExp, signal: 'SIGKILL' | 'SIGINT' = 'SIGKILL') {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    texts.out += data;
  });
  child.stderr.on('data', (data) => {
    texts.err += data;
    if (!killedAt?.test(texts.err)) return;
    killedAt = undefined;
    child.kill(signal);
  });
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, ...texts }));
  });
}

/** The outcomes beside a study by id, without what a clock has measured. */
function outcomesOf(path: string): Map<string, object> {
  const { outcomes } = readOutcomes(JSON.parse(readFileSync(path.replace('.json', '.outcomes.json'), 'utf8')));
  return new Map(outcomes.map(({ stepMs: _, ...rest }) => [rest.id, rest]));
}

test('two lanes give exactly the numbers of one, and an interrupted study goes on where it was', async () => {
  const [one, two, cut] = ['one.json', 'two.json', 'cut.json'].map((name) => write(name, study)) as [
    string,
    string,
    string,
  ];
  const [alone, together] = await Promise.all([call([one, '--lanes', '1']), call([two, '--lanes', '2'])]);
  expect([alone.code, together.code]).toEqual([0, 0]);
  expect(outcomesOf(one).size).toBe(8);
  expect(outcomesOf(two)).toEqual(outcomesOf(one));

  expect((await call([cut, '--lanes', '1'], /\n3 of 8/)).code).toBeNull();
  const before = outcomesOf(cut);
  expect(before.size).toBeGreaterThanOrEqual(3);
  expect(before.size).toBeLessThan(8);
  const again = await call([cut, '--lanes', '1']);
  expect(again.err).toMatch(new RegExp(`^8 runs, ${before.size} of them done before, on 1 lane\\.\n`));
  expect(again.err.match(/^\d+ of 8: /gm)?.length).toBe(8 - before.size);
  expect(outcomesOf(cut)).toEqual(outcomesOf(one));
  // Means over the four runs of each setup, and the choice that the folds allow.
  const [head, ...rows] = again.out.trim().split('\n');
  expect(head).toMatch(/^setup +runs +colour: accuracy ↑ +mean rank ↓ +ms\/step$/);
  expect(rows.slice(0, 2)).toEqual([
    expect.stringMatching(/^learning rate 0\.01 +4 +0\.\d{3} ± 0\.\d{3} +[12]\.00 /),
    expect.stringMatching(/^learning rate 0\.1 +4 +0\.\d{3} ± 0\.\d{3} +[12]\.00 /),
  ]);
  expect(rows.slice(2).join('\n')).toMatch(
    /^\nLearning rate = 0\.0?1 is best for accuracy of colour \(0\.\d{3} ± 0\.\d{3}\)[.;]/,
  );
});

test('a run that diverges is an outcome, patience and the budget end runs, and --json says each', async () => {
  const penalty = makeLoss('penalty', 'l2', { scope: 'all' }, { fader: 1000 });
  const wild = makeStudy(
    { ...experiment, losses: [...experiment.losses, penalty] },
    {
      variations: [{ kind: 'list', at: ['losses.penalty.fader'], join: 'same', values: [0, 1000] }],
      seeds: [1],
      budget: { steps: 0, patience: 4 },
    },
  );
  const learningRate = (rate: number): Study['experiment'] => ({
    ...wild.experiment,
    training: { ...wild.experiment.training, learningRate: rate, epochs: 30 },
  });
  const { code, out } = await call([
    write('wild.json', { ...wild, experiment: learningRate(1) }),
    '--lanes',
    '2',
    '--json',
  ]);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .sort((a, b) => (a.setup < b.setup ? -1 : 1));
  expect({ code, setups: lines.map(({ setup, ending }) => [setup, ending]) }).toEqual({
    code: 0,
    setups: [
      ['L2: fader 0', 'early'],
      ['L2: fader 1,000', 'diverged'],
    ],
  });
  expect(lines[0].steps).toBeLessThan(4 * 30);
  const budget = { steps: 3, patience: 0 };
  const short = await call([write('short.json', { ...study, folds: 0, seeds: [1], budget }), '--json']);
  expect(
    short.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).steps),
  ).toEqual([3, 3]);
});

test.concurrent.each<[string, () => readonly string[], RegExp]>([
  ['no study', () => [], /^Usage: /],
  ['no lane', () => ['a.json', '--lanes', '0'], /^--lanes takes a whole number from 1 to 64\.$/m],
  ['a file that is not there', () => [join(folder, 'none.json')], /cannot be read: there is no such file/],
  [
    'a place that is not there',
    () => [write('place.json', { ...study, variations: [{ kind: 'list', at: ['rate'], join: 'same', values: [1] }] })],
    /^variations\.0\.at: There is no field "rate" to vary\. .+\n.+is not a complete study\./,
  ],
  [
    'outcomes that are none, which would be lost',
    () => {
      writeFileSync(join(folder, 'kept.outcomes.json'), '{"mine": 1}');
      return [write('kept.json', study)];
    },
    /kept\.outcomes\.json: .+ no outcomes\. .+ Move it away/,
  ],
])('%s is a sentence and exit code 2', async (_, args, sentence) => {
  const { code, out, err } = await call(args());
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/\n\s+at /);
});

test('Ctrl-C prints the table of what there is', async () => {
  const path = write('stopped.json', study);
  const { code, out, err } = await call([path, '--lanes', '2'], /\n3 of 8/, 'SIGINT');
  expect(code).toBe(130);
  expect(out).toMatch(/^setup +runs +colour: accuracy ↑ .*\nlearning rate /);
  expect(err).toMatch(
    /The outcomes so far are in .+stopped\.outcomes\.json\. The same command goes on with the rest\.\n$/,
  );
  const count = outcomesOf(path).size;
  expect(count).toBeGreaterThanOrEqual(3);
  expect(count).toBeLessThan(8);
});
