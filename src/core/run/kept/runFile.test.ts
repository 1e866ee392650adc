import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultExperiment } from '../../presets.ts';
import { append, emptyTable } from '../metrics.ts';
import { makeRun } from '../run.ts';
import { summaryOf } from '../runSummary.ts';
import { fromPlain, toPlain } from './plain.ts';
import type { RunRecord } from './record.ts';
import { chunksOf } from './record.ts';
import { isRunFile, parseRunFile, toRunFile } from './runFile.ts';

const train = append(emptyTable, {
  step: Float32Array.of(0, 1),
  total: Float32Array.of(0.1, Number.POSITIVE_INFINITY),
});
const validation = append(emptyTable, { step: Float32Array.of(2), 'loss:colour': Float32Array.of(Number.NaN) });
const run = { ...makeRun('one', 'A "title"', defaultExperiment, 5), status: 'finished' as const, train, validation };

const record: RunRecord = {
  summary: summaryOf(run),
  parts: {
    confusion: { colour: [[1, 0]] },
    notices: [],
    dataset: {
      trainCount: 4,
      validationCount: 2,
      stepsPerEpoch: 1,
      totalSteps: 2,
      gallery: [{ pixels: Uint8Array.of(0, 255, 7), truths: { colour: 'red' } }],
    },
    checkpoint: {
      step: 2,
      evaluated: 2,
      changes: 0,
      seconds: 0.5,
      theta: Float32Array.of(0.1, -0, Number.NaN),
      statistics: {},
      optimizers: { all: { steps: 2, slots: [Float32Array.of(1e-30)] } },
      weigher: { $number: 'not ours', memory: [Number.NaN, -0, { grams: Float64Array.of(1 / 3) }] },
    },
  },
  chunks: [...chunksOf('train', train), ...chunksOf('validation', validation)],
};

const fileOf = (...records: readonly RunRecord[]) => [...toRunFile(records)].join('');

test('a run comes back from its file, to the last bit', () => {
  const text = fileOf(record, record);
  expect(isRunFile(text)).toBe(true);
  expect(parseRunFile(text)).toEqual({ records: [record, record], problems: [] });
});

test('any plain data comes back from its text', () => {
  const leaf = fc.oneof(
    fc.double(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.float32Array(),
    fc.uint8Array(),
    fc.float64Array(),
  );
  const key = fc.oneof(fc.constantFrom('$number', '$Float32Array', '$$', '$'), fc.string());
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('tree')), fc.dictionary(key, tie('tree'))),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      expect(fromPlain(JSON.parse(JSON.stringify(toPlain(value))))).toEqual(value);
    }),
  );
});

test('what is no plain data is not written', () => {
  expect(() => toPlain({ a: [() => 1] })).toThrow('A function cannot be written into a file.');
  expect(() => toPlain(new DataView(new ArrayBuffer(4)))).toThrow('A DataView cannot be written into a file.');
});

test('a run that went on when it was exported has stopped', () => {
  const going: RunRecord = { ...record, summary: { ...record.summary, status: 'training' } };
  expect(parseRunFile(fileOf(going)).records[0]?.summary.status).toBe('stopped');
});

test.each([
  ['', 'The file of runs is damaged: it is not JSON.'],
  ['{"format":"loss-mixer-runs","version":1,"runs":[{"summ', 'The file of runs is damaged: it is not JSON.'],
  ['[]', 'This is no file of runs.'],
  [
    '{"format":"loss-mixer-runs","version":2,"runs":[{}]}',
    'The file of runs has the version 2; this page reads version 1.',
  ],
  ['{"format":"loss-mixer-runs","version":1,"runs":[]}', 'The file holds no runs.'],
  ['{"format":"loss-mixer-runs","version":1,"runs":[{}]}', 'Run 1 of the file could not be read.'],
])('of %j it says what is wrong', (text, message) => {
  expect(parseRunFile(text)).toMatchObject({ records: [], problems: [{ severity: 'error', message }] });
});

test('whether the others are there is said as it is', () => {
  const remedies = (...runs: readonly unknown[]) =>
    parseRunFile(JSON.stringify({ format: 'loss-mixer-runs', version: 1, runs })).problems.map(({ remedy }) => remedy);
  const [whole] = JSON.parse(fileOf(record)).runs;
  expect(remedies(null)).toEqual(['Export it again. Nothing was taken from it.']);
  expect(remedies(whole, null)).toEqual(['Export it again. The others are there.']);
});

test('of a title and a note that are too long the beginning is read', () => {
  const long = { title: 't'.repeat(10_000), note: 'n'.repeat(10_000) };
  const { records, problems } = parseRunFile(fileOf({ ...record, summary: { ...record.summary, ...long } }));
  expect(problems).toEqual([]);
  expect(records[0]?.summary).toMatchObject({ title: 't'.repeat(2000), note: 'n'.repeat(2000) });
});

test('of a time that is no date it is read that it is not known', () => {
  const startedAt = (at: number) =>
    parseRunFile(fileOf({ ...record, summary: { ...record.summary, startedAt: at } })).records[0]?.summary.startedAt;
  expect([startedAt(5), startedAt(8.64e15), startedAt(8.65e15), startedAt(1e300)]).toEqual([5, 8.64e15, 0, 0]);
});

test('any damage of a file leaves what is whole', () => {
  const text = fileOf(record);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 3 }), (at, other) => {
      const { records, problems } = parseRunFile(text.slice(0, at) + other + text.slice(at + 1));
      expect(records.length + problems.length).toBeGreaterThan(0);
    }),
  );
});
