import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datasets } from './datasets/index.ts';
import { scheduleFields, strategyFields, trainingFields } from './experiment.ts';
import {
  allowed,
  choice,
  defaultsOf,
  type Fields,
  fieldsOf,
  flag,
  group,
  integer,
  metaOf,
  number,
  numberList,
  own,
  parseFields,
  text,
} from './fields.ts';
import { layerKinds } from './layers/index.ts';
import { channelFields, lossKinds } from './losses/index.ts';
import { optimizerKinds } from './optimizers.ts';
import type { Problem } from './problem.ts';
import { strategies } from './strategies/index.ts';
import { planes } from './study/plane/index.ts';
import { planeFields } from './study/plane/setting.ts';
import { budgetFields, randomFields, rangeFields, studyFields } from './study/study.ts';
import { fieldValue } from './testing/arbitraries.ts';
import { viewFields } from './viewFields.ts';

const help = 'For a test.';
const fields = group({
  share: number({ label: 'Share', help, min: 0, max: 1, default: 0.5 }),
  count: integer({ label: 'Count', help, min: 1, max: 9, default: 3 }),
  kind: choice({
    label: 'Kind',
    help,
    default: 'a',
    choices: [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ],
  }),
  isOn: flag({ label: 'On', help, default: true }),
  name: text({ label: 'Name', help, default: 'it', max: 5 }),
  list: numberList({ label: 'List', help, min: -1, max: 1, maxLength: 2, default: [0] }),
});
const defaults = { share: 0.5, count: 3, kind: 'a', isOn: true, name: 'it', list: [0] };

function parse(raw: unknown, known: readonly string[] = []) {
  const problems: Problem[] = [];
  return { values: parseFields(fields, raw, ['here'], problems, known), problems };
}

/** The groups of the kinds of its fields that come in several. */
function variantsOf(name: string, fields: Fields): readonly (readonly [string, Fields])[] {
  return fieldsOf(fields).flatMap(([field, , { variants = {} }]) =>
    Object.entries(variants).map(([kind, row]) => [`${name} ${field} ${kind}`, row.fields] as const),
  );
}

const everyGroup: readonly (readonly [string, Fields])[] = [
  ['training', trainingFields],
  ['schedule', scheduleFields],
  ['strategy', strategyFields],
  ['channel', group(channelFields)],
  ['view', viewFields],
  ['study', studyFields],
  ['budget of a study', budgetFields],
  ['range of a study', rangeFields],
  ['draws of a study', randomFields],
  ['plane', planeFields],
  ...Object.entries(planes).map(([kind, row]) => [`plane ${kind}`, row.options as Fields] as const),
  ...variantsOf('training', trainingFields),
  ...variantsOf('channel', group(channelFields)),
  ...Object.entries(datasets).map(([kind, row]) => [`dataset ${kind}`, row.options as Fields] as const),
  ...Object.entries(layerKinds).map(([kind, row]) => [`layer ${kind}`, row.params as Fields] as const),
  ...Object.entries(lossKinds).map(([kind, row]) => [`loss ${kind}`, row.params as Fields] as const),
  ...Object.entries(strategies).map(([kind, row]) => [`strategy ${kind}`, row.options as Fields] as const),
  ...Object.entries(optimizerKinds).map(([kind, row]) => [`optimizer ${kind}`, row.params as Fields] as const),
];

describe('parsing a group', () => {
  test('what is missing takes its default without a word', () => {
    expect(parse({ count: 7 })).toEqual({ values: { ...defaults, count: 7 }, problems: [] });
    expect(parse(undefined)).toEqual({ values: defaults, problems: [] });
    expect(defaultsOf(fields)).toEqual(defaults);
  });

  test('what is not allowed takes its default and says both values, what is allowed, and where', () => {
    const { values, problems } = parse({ share: 2, count: 1.5, kind: 'c', isOn: 1, name: 'too long', list: [0, 0, 0] });
    expect(values).toEqual({ ...defaults, name: 'too l' });
    expect(problems.map(({ at, message, remedy }) => [at.join('.'), message, remedy])).toEqual([
      ['here.share', 'Share is 2; it must be a number from 0 to 1.', 'It was set to 0.5.'],
      ['here.count', 'Count is 1.5; it must be a whole number from 1 to 9.', 'It was set to 3.'],
      ['here.kind', 'Kind is "c"; it must be one of a, b.', 'It was set to "a".'],
      ['here.isOn', 'On is 1; it must be true or false.', 'It was set to true.'],
      [
        'here.name',
        'Name is "too long"; it must be a text of at most 5 characters.',
        'It was cut to its first 5 characters.',
      ],
      ['here.list', 'List is [0,0,0]; it must be a list of at most 2 numbers from -1 to 1.', 'It was set to [0].'],
    ]);
  });

  test('a text is not cut in the middle of a character', () => {
    expect(parse({ name: 'four🙂🙂' }).values.name).toBe('four🙂');
  });

  test('minus zero is zero, as it would be after JSON', () => {
    expect(Object.is(parse({ share: -0 }).values.share, 0)).toBe(true);
  });

  test('an unknown key is a Problem that lists the known ones; a key known to the caller is none', () => {
    expect(parse({ speed: 1, id: 'x' }, ['id']).problems).toEqual([
      {
        severity: 'warning',
        at: ['here', 'speed'],
        message: 'There is no field "speed" here.',
        remedy: 'It was ignored. Known: id, share, count, kind, isOn, name, list.',
      },
    ]);
  });

  test.each([[null], [3], ['x'], [[1]]])('%j is no group of fields', (raw) => {
    const { values, problems } = parse(raw);
    expect(values).toEqual(defaults);
    expect(problems.map(({ message }) => message)).toEqual([`here is ${JSON.stringify(raw)}, not a group of fields.`]);
  });

  test('what is inherited is not there', () => {
    expect(parse(Object.create({ count: 7 }))).toEqual({ values: defaults, problems: [] });
    expect([own({}, 'toString'), own('abc', 'length'), own(null, 'x'), own({ x: 1 }, 'x')]).toEqual([
      undefined,
      undefined,
      undefined,
      1,
    ]);
  });
});

describe.each(everyGroup)('%s', (_, row) => {
  const rows = fieldsOf(row);

  test('has a default within its own range, a label and a sentence of help for every field', () => {
    const problems: Problem[] = [];
    expect(parseFields(row, defaultsOf(row), [], problems)).toEqual(defaultsOf(row));
    expect(problems).toEqual([]);
    for (const [name, , meta] of rows) {
      expect([name, /^[a-z][A-Za-z0-9]*$/.test(name), meta.label.length > 0]).toEqual([name, true, true]);
      expect(meta.help).toMatch(/^.{9,}\.$/);
      if (meta.scale === 'log') expect([name, (meta.max ?? 0) > 0]).toEqual([name, true]);
    }
  });

  test('takes every value in its range, and none outside', () => {
    for (const [name, , meta] of rows) {
      const accepts = (value: unknown) => {
        const problems: Problem[] = [];
        parseFields(row, { [name]: value }, [], problems);
        return problems.length === 0;
      };
      fc.assert(fc.property(fieldValue(meta), accepts), { seed: 3, numRuns: 20 });
      const outside = [
        null,
        Number.NaN,
        Infinity,
        1e300,
        -1e300,
        {},
        Array(1 + (meta.maxLength ?? 0)).fill(meta.min),
        'no such value, and longer than any title may be: eighty characters are allowed for one',
      ];
      expect([name, outside.filter(accepts)]).toEqual([name, []]);
    }
  });
});

test('a schema that was not made here has no metadata', () => {
  const { shape } = group({ list: numberList({ label: 'L', help, min: 0, max: 1, maxLength: 1, default: [] }) });
  expect(metaOf(shape.list).control).toBe('list');
  expect(() => metaOf(group({}))).toThrow('A field schema without metadata');
});

test('what a field allows is said in words', () => {
  expect(fieldsOf(fields).map(([, , meta]) => allowed(meta))).toEqual([
    'a number from 0 to 1',
    'a whole number from 1 to 9',
    'one of a, b',
    'true or false',
    'a text of at most 5 characters',
    'a list of at most 2 numbers from -1 to 1',
  ]);
});
