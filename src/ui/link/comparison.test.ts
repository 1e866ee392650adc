import fc from 'fast-check';
import { zlibSync } from 'fflate';
import { expect, test } from 'vitest';
import { oneLine } from '../../core/plainText.ts';
import { defaultExperiment, presetOf, presets } from '../../core/presets.ts';
import { columnName } from '../../core/run/columns.ts';
import type { LinkedRun } from '../../core/run/linkedRun.ts';
import { append, column, emptyTable } from '../../core/run/metrics.ts';
import { decodeComparison, encodeComparison, encodeWithCurves, isComparison } from './comparison.ts';
import { linkLimits } from './pack.ts';
import { decodeLink } from './url.ts';

const base64 = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const linkOf = (value: unknown) => `#1/compare/j${base64(JSON.stringify(value))}`;
const messages = (fragment: string) => decodeComparison(fragment).problems.map(({ message }) => message);

const steps = 2000;
const at = (f: (step: number) => number, every = 1) =>
  Float32Array.from({ length: steps / every }, (_, i) => f(i * every));
const curves = {
  train: append(emptyTable, {
    step: at((step) => step),
    [columnName('loss', 'colour')]: at((step) => 2 - step / 1000),
    [columnName('weight', 'colour')]: at(() => 1),
  }),
  validation: append(emptyTable, {
    step: at((step) => step, 50),
    [columnName('loss', 'colour')]: at((step) => 1 + step / 1000, 50),
    [columnName('accuracy', 'colour')]: at((step) => step / 2000, 50),
    [columnName('macro-f1', 'colour')]: at((step) => step / 4000, 50),
  }),
};
const runs: readonly LinkedRun[] = [
  { title: 'plain sum', experiment: defaultExperiment, isBaseline: true, curves },
  {
    title: 'lr 1e-3 → 3e-4',
    experiment: { ...defaultExperiment, training: { ...defaultExperiment.training, learningRate: 3e-4 } },
    isBaseline: false,
    curves,
  },
];

test('no preset has the name that tells such links apart, and a link of one experiment is none', () => {
  expect(presetOf('compare')).toBeUndefined();
  expect(
    [encodeComparison(runs), '#2/compare/zabc', '#1/compare', '#1/colour-size', '#1/compared/j'].map(isComparison),
  ).toEqual([true, true, true, false, false]);
});

test('runs come back from their link exactly', () => {
  const plain = runs.map(({ curves: _, ...run }) => run);
  expect(decodeComparison(encodeComparison(runs))).toEqual({ runs: plain, problems: [] });
  const choice = fc.array(
    fc.record({
      title: fc.string({ minLength: 1, maxLength: 80 }).map((text) => oneLine(text) || 'run'),
      preset: fc.constantFrom(...presets),
      learningRate: fc.double({ min: 1e-6, max: 10, noNaN: true }),
      isBaseline: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(choice, (given) => {
      const made = given.map(({ title, preset: { experiment }, learningRate, isBaseline }) => {
        const training = { ...experiment.training, learningRate };
        return { title, experiment: { ...experiment, training }, isBaseline };
      });
      expect(decodeComparison(encodeComparison(made))).toEqual({ runs: made, problems: [] });
    }),
    { seed: 1, numRuns: 20 },
  );
});

test('curves are few points of three digits that fit into the room, losses in training as means', () => {
  const eight = Array.from({ length: 8 }, () => runs)
    .flat()
    .slice(0, 8);
  const fitting = encodeWithCurves(eight, 8000);
  expect(fitting?.link.length).toBeLessThanOrEqual(8000);
  expect(fitting?.points).toBeGreaterThanOrEqual(8);
  expect(encodeWithCurves(eight, 100)).toBeUndefined();
  const [first] = decodeComparison(encodeWithCurves(runs, 8000)?.link ?? '').runs;
  const { train, validation } = first?.curves ?? { train: emptyTable, validation: emptyTable };
  expect(Object.keys(train.buffers)).toEqual(['step', 'loss:colour']);
  expect(Object.keys(validation.buffers)).toEqual(['step', 'loss:colour', 'accuracy:colour']);
  const seen = column(train, 'step') ?? [];
  expect([seen[0], seen.at(-1)]).toEqual([0, 1999]);
  for (const [i, step] of seen.entries()) {
    // Three digits; the ends are means of one side only.
    const most = i === 0 || i === seen.length - 1 ? 0.02 : 0.0051;
    expect(Math.abs((column(train, 'loss:colour')?.[i] ?? 0) - (2 - step / 1000))).toBeLessThan(most);
  }
  expect(Array.from(column(validation, 'accuracy:colour') ?? [])).toContain(Math.fround(0.25));
});

test('what cannot be read is said, and the rest comes', () => {
  expect(messages('#2/compare/zabc')).toEqual(['The link has the version "2"; this page reads version 1.']);
  expect(messages('#1/compare/z!!')).toEqual(['The link is damaged: its end cannot be read.']);
  expect(messages(encodeComparison(runs).slice(0, -9))).toEqual(['The link is damaged: its end cannot be read.']);
  expect(messages(linkOf({ runs: [] }))).toEqual(['The link holds no runs.']);
  expect(messages(`#1/compare/j${'A'.repeat(linkLimits.fragment)}`)[0]).toMatch(/characters; 60000 are read/);
  const mixed = decodeComparison(
    linkOf({
      runs: [
        { title: 'good', preset: 'colour-size', curves: { train: { step: [3, 2] }, validation: {} } },
        { title: 'bad', preset: 'gone' },
        { preset: 'colour-size', patch: { training: { learningRate: -1 } } },
      ],
    }),
  );
  expect(mixed.runs.map(({ title }) => title)).toEqual(['good', defaultExperiment.title]);
  expect(mixed.problems.map(({ message }) => message.slice(0, 56))).toEqual([
    'Run 1 of the link: its curves cannot be read.',
    'Run 2 of the link starts from "gone", which is no preset',
    expect.stringMatching(/^Run 3 of the link: /),
  ]);
  const many = decodeComparison(linkOf({ runs: Array.from({ length: 20 }, () => ({ preset: 'colour-size' })) }));
  expect([many.runs.length, many.problems.length]).toEqual([9, 1]);
});

test('whatever stands in a link, reading it never throws', () => {
  const number = fc.oneof(fc.double(), fc.constant(null), fc.string());
  const table = fc.dictionary(
    fc.constantFrom('step', 'loss:colour', '__proto__', 'x'),
    fc.array(number, { maxLength: 5 }),
  );
  const run = fc.record(
    {
      title: fc.anything(),
      preset: fc.oneof(fc.constantFrom(...presets.map(({ id }) => id)), fc.anything()),
      patch: fc.jsonValue(),
      curves: fc.oneof(fc.record({ train: table, validation: table }), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  const value = fc.oneof(fc.jsonValue(), fc.record({ runs: fc.array(run, { maxLength: 4 }) }));
  fc.assert(
    fc.property(value, fc.string(), (content, rest) => {
      const json = JSON.stringify(content, (_, one) => (typeof one === 'bigint' ? String(one) : one)) ?? 'null';
      const bytes = unescape(encodeURIComponent(json));
      const opened = decodeComparison(`#1/compare/j${base64(bytes)}`);
      expect(opened.runs.length + opened.problems.length).toBeGreaterThan(0);
      decodeComparison(`#1/compare/${rest}`);
      decodeLink(`#1/compare/${rest}`);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('a decompression bomb is given up', () => {
  const bomb = zlibSync(new Uint8Array(40_000_000)).subarray(2, -4);
  const text = btoa(String.fromCharCode(...bomb))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
  expect(messages(`#1/compare/z${text}`)).toEqual(['The link is damaged: its end cannot be read.']);
});
