import fc from 'fast-check';
import { zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { makeLoss, makeOptimizer } from '../../core/make.ts';
import { oneLine } from '../../core/plainText.ts';
import { defaultExperiment, presetOf, presets } from '../../core/presets.ts';
import { linkLimits } from './pack.ts';
import { applyPatch, makePatch } from './patch.ts';
import { formerLinks } from './testing/formerLinks.ts';
import { decodeLink, encodeLink, findLink } from './url.ts';

const base64 = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const patched = (patch: unknown) => `#1/${presets[0]?.id}/j${base64(JSON.stringify(patch))}`;

/** Experiments as a person may make them from a preset. */
const experiments = fc
  .record({
    preset: fc.constantFrom(...presets),
    title: fc.string({ maxLength: 80 }).map(oneLine),
    learningRate: fc.double({ min: 1e-6, max: 10, noNaN: true }),
    batchSize: fc.integer({ min: 1, max: 512 }),
    correlation: fc.double({ min: 0, max: 1, noNaN: true }),
    faders: fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 12, maxLength: 12 }),
    muted: fc.boolean(),
    optimizer: fc.constantFrom('sgd', 'adam', 'adamw', 'momentum' as const),
    penalty: fc.boolean(),
    drop: fc.boolean(),
  })
  .map(({ preset, title, learningRate, batchSize, correlation, faders, muted, optimizer, penalty, drop }) => {
    const { experiment } = preset;
    const losses = experiment.losses.map((loss, i) => ({ ...loss, fader: faders[i] ?? 1, muted: muted && i === 0 }));
    const result: Experiment = {
      ...experiment,
      title,
      dataset: { ...experiment.dataset, correlation },
      losses: [
        ...(drop ? losses.slice(1) : losses),
        ...(penalty ? [makeLoss('penalty-of-test', 'l2', { scope: 'all' }, { fader: 1e-4 })] : []),
      ],
      optimizer: makeOptimizer(optimizer),
      training: { ...experiment.training, learningRate, batchSize },
    };
    return result;
  });

test.each(presets.map((preset) => [preset.id, preset.experiment] as const))(
  'the link of the preset %s names it and nothing else',
  (id, experiment) => {
    expect(encodeLink(experiment)).toBe(`#1/${id}`);
    expect(decodeLink(`#1/${id}`)).toEqual({ experiment, problems: [] });
  },
);

test('any experiment comes back from its link exactly', () => {
  fc.assert(
    fc.property(experiments, (experiment) => {
      expect(decodeLink(encodeLink(experiment))).toEqual({ experiment, problems: [] });
    }),
    { numRuns: 60 },
  );
});

test('any preset can be reached from any other by a patch', () => {
  for (const from of presets) {
    for (const to of presets) {
      expect(applyPatch(from.experiment, makePatch(from.experiment, to.experiment))).toEqual(to.experiment);
    }
  }
});

test('a moved fader makes a short link', () => {
  const [first, ...rest] = defaultExperiment.losses;
  if (!first) throw new Error('no loss');
  const experiment = { ...defaultExperiment, losses: [{ ...first, fader: 0.7 }, ...rest] };
  expect(makePatch(defaultExperiment, experiment)).toEqual({ losses: { [first.id]: { fader: 0.7 } } });
  expect(encodeLink(experiment).length).toBeLessThan(80);
});

test.each([
  '>',
  '.',
  ',',
  ')',
  ']',
  '"',
  '”',
  '’',
  '>.',
  ').',
  '%3E',
  '%22',
  '%E2%80%9D',
  '&utm_source=mail',
  '?a=1',
  ' and more',
])('a link with %s behind it is read without', (behind) => {
  const experiment = { ...defaultExperiment, title: 'Mine' };
  const link = encodeLink(experiment);
  expect(decodeLink(`${link}${behind}`)).toEqual({ experiment, problems: [] });
  expect(decodeLink(`#1/colour-size${behind}`)).toEqual({ experiment: defaultExperiment, problems: [] });
  expect(findLink(`Look: <https://example.org/${link}${behind}`)).toBe(link);
});

test('no link is found in JSON or in another text', () => {
  for (const text of ['{"title": "#1/colour-size"}', ' [1, "#1/colour-size"]', 'colour #1', ''])
    expect(findLink(text)).toBeUndefined();
});

/** Links as the page wrote them while a fader was called weight, and the faders that they hold. */
test.each([
  ['a moved fader', '#1/colour-size/zq1bKyS8uTi1WsqpWSs7PyS8tArHKUzPTM0qUrAz0jGtrawE', { colour: 0.3, size: 1 }],
  [
    'two faders, a mute and a rate',
    '#1/colour-size/zq1bKyS8uTi1WsqpWSs7PyS8tArFyS0tSU5SsSopKU3WUylMz0zNKlKwM9IxMa3WUijOrUkFqEMLmpjpKRYklQFGj2tpaAA',
    { colour: 0.25, size: 0.75 },
  ],
  [
    'a penalty more: the losses as a list',
    '#1/colour-size/zvY69DoMwEIPfxXOo0o55lapDBAdEDTmUXNQfxLs3IESXdmXz2db5m-A5JUow1wmugUHNnnOEwt2F5U7cymCfVR1LsaIgkcdXiYcsVPLW-kQKD3JdLzBnhWiFViE5hvK4qDQwS-9CB6MVOMuYSxc92aba98TGjhZ7c2a1ESX3puN4trWdZr13Fn_5kqz696w-aa3_bNc8Fg_We8y3-QM',
    { colour: 1, size: 1, l2: 1e-4 },
  ],
  [
    'another kind of loss, its fader at 0',
    '#1/colour-size/zPY1LDsIwDETvMutUgm2uglhErUks8kGxLRZV746LELv5PM3sqEOEBPG2gzdErKMOmwh4cj99s6q8rDWJLIV7Jq-aKXn3SFUo4E2ciyJeAmZSQrwGqM3uo65ampn7Vw7TlzmIQmlb_kfqBJ3xLznuxwc',
    { colour: 0 },
  ],
  [
    'a preset whose fader is at 10, at 2.5',
    '#1/encoder-decoder/zq1bKyS8uTi1WsqpWSixKTQTR5amZ6RklSlZGeqa1tbUA',
    { mask: 1, area: 2.5 },
  ],
  [
    'a preset whose fader is at 10, at 1 as is usual',
    '#1/encoder-decoder/zq1bKyS8uTi1WsqpWSixKTQTR5amZ6RklSlaGtbW1AA',
    { mask: 1, area: 1 },
  ],
  [
    'a preset with two faders moved',
    '#1/weights-70-30/zq1bKyS8uTi1WsqpWSs7PyS8tArHKUzPTM0qUrAz0zGp1lIozq1JRRU1qa2sB',
    { colour: 0.6, size: 0.4 },
  ],
  ['a preset with another title', '#1/weights-70-30/jeyJ0aXRsZSI6Ik1pbmUifQ', { colour: 0.7, size: 0.3 }],
])('an old link opens as it was: %s', (_, link, faders) => {
  const opened = decodeLink(link);
  expect(opened?.problems).toEqual([]);
  expect(Object.fromEntries(opened?.experiment.losses.map((loss) => [loss.id, loss.fader]) ?? [])).toEqual(faders);
  expect(decodeLink(encodeLink(opened?.experiment ?? defaultExperiment))).toEqual(opened);
});

test('an old link keeps what stood beside the fader', () => {
  const link =
    '#1/colour-size/zq1bKyS8uTi1WsqpWSs7PyS8tArFyS0tSU5SsSopKU3WUylMz0zNKlKwM9IxMa3WUijOrUkFqEMLmpjpKRYklQFGj2tpaAA';
  const [colour, size] = defaultExperiment.losses;
  expect(decodeLink(link)?.experiment.losses).toEqual([
    { ...colour, fader: 0.25, muted: true },
    { ...size, fader: 0.75, rate: 2 },
  ]);
});

test('an empty fragment says nothing', () => {
  expect(decodeLink('')).toBeUndefined();
  expect(decodeLink('#')).toBeUndefined();
});

const damaged = 'The link is damaged: its end cannot be read.';

test.each([
  ['an older version', '#0/colour-size', 'The link has the version "0"; this page reads version 1.'],
  ['a newer version', '#2/colour-size', 'The link has the version "2"; this page reads version 1.'],
  ['no version', '#colour-size', 'The link has the version "colour-size"; this page reads version 1.'],
  ['an unknown preset', '#1/nowhere', 'The link starts from "nowhere", which is no preset here.'],
  [
    'a preset named like a part of every object',
    '#1/__proto__',
    'The link starts from "__proto__", which is no preset here.',
  ],
  ['a payload of an unknown kind', '#1/colour-size/q123', damaged],
  ['a payload that is not base64', '#1/colour-size/j%%%%', damaged],
  ['a payload of no character of a link', '#1/colour-size/%%%', damaged],
  ['a payload that is not JSON', `#1/colour-size/j${base64('{"training":')}`, damaged],
  ['a payload that is not UTF-8', '#1/colour-size/j_____w', damaged],
  ['a payload cut short', encodeLinkOfMuch().slice(0, -40), damaged],
  [
    'a fragment without end',
    `#1/colour-size/j${'A'.repeat(linkLimits.fragment)}`,
    'The link has 60015 characters; 60000 are read.',
  ],
  ['a patch that is a list', patched([1, 2, 3]), 'This is [1,2,3], not an experiment.'],
  ['a patch that is a number', patched(3), 'This is 3, not an experiment.'],
  ['a network that is nothing', patched({ network: null }), 'The layers are null, not a list.'],
  [
    'a loss that does not exist',
    patched({ losses: { nobody: { fader: 2 } } }),
    'Loss "nobody" is of the kind nothing.',
  ],
  ['a dataset of no kind', patched({ dataset: { kind: 'toString' } }), 'There is no dataset "toString".'],
])('%s opens the default and says what is wrong', (_, fragment, message) => {
  const opened = decodeLink(fragment);
  expect(opened?.experiment).toEqual(defaultExperiment);
  expect(opened?.problems.map((problem) => problem.message)).toEqual([message]);
  expect(opened?.problems[0]?.remedy).toMatch(/^.{9,}\.$/);
});

function encodeLinkOfMuch(): string {
  const layers = defaultExperiment.network.layers.map((layer) =>
    'filters' in layer ? { ...layer, filters: 24, id: `${layer.id}-other` } : layer,
  );
  return encodeLink({ ...defaultExperiment, title: 'Another one', network: { layers } });
}

test('a value out of bounds takes its default and becomes a problem', () => {
  const opened = decodeLink(patched({ dataset: { count: 1e12 }, training: { batchSize: -4, learningRate: 'fast' } }));
  expect(opened?.experiment).toEqual(defaultExperiment);
  expect(opened?.problems.map(({ at }) => at)).toEqual([
    ['dataset', 'count'],
    ['training', 'batchSize'],
    ['training', 'learningRate'],
  ]);
});

test('keys of the prototype are strangers like any other', () => {
  const link = `#1/colour-size/j${base64('{"training":{"__proto__":{"batchSize":7},"constructor":1}}')}`;
  const opened = decodeLink(link);
  expect(opened?.experiment).toEqual(defaultExperiment);
  expect(opened?.problems.length).toBeGreaterThan(0);
  expect(Object.hasOwn(Object.prototype, 'batchSize')).toBe(false);
});

test('a decompression bomb is given up before it is unpacked', () => {
  const zlib = zlibSync(new Uint8Array(30_000_000).fill(32), { level: 9 });
  // The raw deflate stream is what lies between the two bytes of the header and the checksum.
  const bytes = zlib.subarray(2, -4);
  const link = `#1/colour-size/z${base64(String.fromCharCode(...bytes))}`;
  expect(link.length).toBeLessThan(linkLimits.fragment);
  expect(decodeLink(link)?.problems.map(({ message }) => message)).toEqual([damaged]);
});

test('no text at all makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      for (const link of [text, `#1/${text}`, `#1/colour-size/z${text}`, `#1/colour-size/j${base64Safe(text)}`]) {
        const opened = decodeLink(link);
        expect(opened === undefined || opened.experiment.version === 1).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

function base64Safe(text: string): string {
  return base64(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Links of the time when pooling was padded "same" unless something else was said. */
test.each<[name: string, link: string, pools: readonly object[]]>([
  [
    'a pool of another size',
    '#1/colour-size/zq1bKSy0pzy_KVrKqVirIz8_RNQKxijOrUpWsjGtrawE',
    [
      { id: 'pool-1', size: 2, stride: 2, padding: 'same' },
      { id: 'pool-2', size: 3, stride: 2, padding: 'same' },
    ],
  ],
  [
    'a pool that says valid',
    '#1/colour-size/zq1bKSy0pzy_KVrKqVirIz8_RNQSxijOrUpWsjHWUChJTUjLz0pWslMoSczJTlGprawE',
    [
      { id: 'pool-1', size: 3, stride: 2, padding: 'valid' },
      { id: 'pool-2', size: 2, stride: 2, padding: 'same' },
    ],
  ],
  [
    'lenet changed',
    '#1/lenet-5/zq1bKSy0pzy_KVrKqVirIz8_RNQSxijOrUpWsjHWUikuKMlNAzNraWgA',
    [
      { id: 'pool-1', size: 3, stride: 3, padding: 'same' },
      { id: 'pool-2', size: 2, stride: 2, padding: 'same' },
    ],
  ],
  [
    'a list of its own',
    '#1/colour-size/zzZJBboMwEEXvMmuQClRRxVUqFi6epKMYGxmbVo1y9w7UwQ5VkaJmkZXx1_B4_vgEGt2HsUeoX09AEmqgThwQMjiSnre694638zrwWHPOwmRr9JgXcXTalzKdDbAmgz0ph5azYsfzaDUqqKsMBmdJIscZ9EJK0gcGDaKbDETraBSOjObMovKcvZFgiLMep8-QI6HoCy0PCO8MD6gC6ideynmRpAKgWLR7Y1Sq3YnPfMquxMPZ2HxgPtRlVOXHlep1I-VmI-HraSUVEx-gksT770rKWyuZ0VVEixEt34nf-OCw4JMmNvB7PoxDHfkxWKEriDdXoh6SO37ZxjcuFLbxXClnu-c7tL8IvKOQeWuU8XZL4yeJEi8rB0UaxUT4h8Xc9g0O_F_u4dCcvwE',
    [
      { id: 'pool-1', size: 2, stride: 2, padding: 'same' },
      { id: 'pool-2', size: 2, stride: 2, padding: 'same' },
      { id: 'pool-3', size: 3, stride: 2, padding: 'same' },
    ],
  ],
])('an old link keeps the padding of its poolings: %s', (_, link, pools) => {
  const opened = decodeLink(link);
  expect(opened?.problems).toEqual([]);
  const found = opened?.experiment.network.layers.filter(({ kind }) => kind === 'max-pool' || kind === 'average-pool');
  expect(found).toMatchObject(pools);
});

test('an old link to SGD keeps its L1 a subgradient; a new one says what it is', () => {
  expect(decodeLink('#1/colour-size/jeyJvcHRpbWl6ZXIiOnsia2luZCI6InNnZCJ9fQ')?.experiment.optimizer).toEqual({
    kind: 'sgd',
    l1: 'subgradient',
  });
  const experiment = { ...defaultExperiment, optimizer: makeOptimizer('sgd') };
  expect(decodeLink(encodeLink(experiment))).toEqual({ experiment, problems: [] });
  expect(experiment.optimizer).toEqual({ kind: 'sgd', l1: 'proximal' });
});

describe.each(Object.entries(formerLinks))(
  'a link from %s, which is no preset any more,',
  (id, { experiment, links }) => {
    test.each(links)('opens as it did: $what', ({ link, changed }) => {
      const opened = decodeLink(link);
      expect(opened?.problems).toEqual([]);
      // Fields that came since then are not said there.
      expect(opened?.experiment).toMatchObject({ ...experiment, ...changed });
      expect(decodeLink(encodeLink(opened?.experiment ?? defaultExperiment))).toEqual(opened);
    });

    test('is not among the presets', () => {
      expect(presetOf(id)).toBeUndefined();
    });
  },
);
