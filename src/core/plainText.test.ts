import { expect, test } from 'vitest';
import { parseExperiment } from './parse.ts';
import { isolated, oneLine, plainText } from './plainText.ts';
import { defaultExperiment } from './presets.ts';
import { show } from './problem.ts';
import { parseSummary } from './run/kept/parseRecord.ts';
import { makeRun } from './run/run.ts';
import { summaryOf } from './run/runSummary.ts';
import { readOutcomes } from './study/outcomes.ts';
import { parseStudy } from './study/parse.ts';

test('what is not seen goes, and what languages need stays', () => {
  expect(plainText('a\u202eb\u200bc\u0007\u2066d\u3164\ufeff\uffa0\ud800')).toBe('abcd');
  expect(plainText('\r\nشكرًا \u200f שלום\t👩‍👩‍👧 é ñ')).toBe('\nشكرًا \u200f שלום\t👩‍👩‍👧 é ñ');
  expect(plainText(`Z${'\u0301'.repeat(500)}!`)).toBe(`Z${'\u0301'.repeat(8)}!`);
  expect(oneLine(' a \n\u200b\u2028 b\t')).toBe('a b');
});

const hostile = '<b>\u202ea</b>\u0000\n$\\frac$\u200b';
const seen = '<b>a</b> $\\frac$';

test('titles, labels and messages of strangers stand on one line, and turn no sentence around', () => {
  const experiment = parseExperiment({ ...defaultExperiment, title: hostile }).experiment;
  expect(experiment.title).toBe(seen);
  const list = { kind: 'list', at: ['training.seed'], values: [1], labels: [hostile] };
  const { study } = parseStudy({ version: 1, title: hostile, experiment, variations: [list] });
  expect(study).toMatchObject({ title: seen, variations: [{ labels: [seen] }] });
  const outcome = { id: 'a', ending: 'failed', message: hostile, steps: 0, outcomes: {} };
  expect(readOutcomes({ version: 1, study, outcomes: [outcome] }).outcomes).toMatchObject([{ message: seen }]);
  const failure = { code: 'bug' as const, message: hostile, remedy: hostile };
  const run = { ...makeRun('one', hostile, experiment, 5), note: hostile, status: 'failed' as const, failure };
  expect(parseSummary(summaryOf(run))).toMatchObject({
    title: seen,
    note: seen,
    failure: { message: seen, remedy: seen },
  });
});

test('what a message quotes and the field that it names are seen as they are', () => {
  expect(show('\u202edne')).toBe('"dne"');
  const { problems } = parseExperiment({ ...defaultExperiment, '\u202edleif': 1 });
  expect(problems).toMatchObject([{ at: ['dleif'], message: 'There is no field "dleif" here.' }]);
});

test('a text that is read from right to left stands isolated in a sentence; any other stands as it is', () => {
  for (const text of ['שלום', 'abc مرحبا 5', '\u{1e900}']) expect(isolated(text)).toBe(`\u2068${text}\u2069`);
  for (const text of ['', 'Été 1½ → “x”', '日本語', 'Ω α', '👩‍👧']) expect(isolated(text)).toBe(text);
  expect(show('שלום')).toBe('\u2068"שלום"\u2069');
  // It does not pile up where a message is kept and read again.
  expect(plainText(show('שלום'))).toBe('"שלום"');
});
