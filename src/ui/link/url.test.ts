import fc from 'fast-check';
import { zlibSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { defaultExperiment, makeLoss, makeOptimizer, presets } from '../../core/presets.ts';
import { applyPatch, makePatch } from './patch.ts';
import { decodeLink, encodeLink, findLink, linkLimits } from './url.ts';

const base64 = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const patched = (patch: unknown) => `#1/${presets[0]?.id}/j${base64(JSON.stringify(patch))}`;

/** Experiments as a person may make them from a preset. */
const experiments = fc
  .record({
    preset: fc.constantFrom(...presets),
    title: fc.string({ maxLength: 80 }),
    learningRate: fc.double({ min: 1e-6, max: 10, noNaN: true }),
    batchSize: fc.integer({ min: 1, max: 512 }),
    correlation: fc.double({ min: 0, max: 1, noNaN: true }),
    weights: fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 12, maxLength: 12 }),
    muted: fc.boolean(),
    optimizer: fc.constantFrom('sgd', 'adam', 'adamw', 'momentum' as const),
    penalty: fc.boolean(),
    drop: fc.boolean(),
  })
  .map(({ preset, title, learningRate, batchSize, correlation, weights, muted, optimizer, penalty, drop }) => {
    const { experiment } = preset;
    const losses = experiment.losses.map((loss, i) => ({ ...loss, weight: weights[i] ?? 1, muted: muted && i === 0 }));
    const result: Experiment = {
      ...experiment,
      title,
      dataset: { ...experiment.dataset, correlation },
      losses: [
        ...(drop ? losses.slice(1) : losses),
        ...(penalty ? [makeLoss('penalty-of-test', 'l2', { scope: 'all' }, { weight: 1e-4 })] : []),
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
  const experiment = { ...defaultExperiment, losses: [{ ...first, weight: 0.7 }, ...rest] };
  expect(makePatch(defaultExperiment, experiment)).toEqual({ losses: { [first.id]: { weight: 0.7 } } });
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

test('an empty fragment says nothing', () => {
  expect(decodeLink('')).toBeUndefined();
  expect(decodeLink('#')).toBeUndefined();
});

test.each([
  ['an older version', '#0/colour-size'],
  ['a newer version', '#2/colour-size'],
  ['no version', '#colour-size'],
  ['an unknown preset', '#1/nowhere'],
  ['a preset named like a part of every object', '#1/__proto__'],
  ['a payload of an unknown kind', '#1/colour-size/q123'],
  ['a payload that is not base64', '#1/colour-size/j%%%%'],
  ['a payload that is not JSON', `#1/colour-size/j${base64('{"training":')}`],
  ['a payload that is not UTF-8', '#1/colour-size/j_____w'],
  ['a payload cut short', encodeLinkOfMuch().slice(0, -40)],
  ['a fragment without end', `#1/colour-size/j${'A'.repeat(linkLimits.fragment)}`],
  ['a patch that is a list', patched([1, 2, 3])],
  ['a patch that is a number', patched(3)],
  ['a network that is nothing', patched({ network: null })],
  ['a loss that does not exist', patched({ losses: { nobody: { weight: 2 } } })],
  ['a dataset of no kind', patched({ dataset: { kind: 'toString' } })],
])('%s opens the default and says what is wrong', (_, fragment) => {
  const opened = decodeLink(fragment);
  expect(opened?.experiment).toEqual(defaultExperiment);
  expect(opened?.problems.length).toBeGreaterThan(0);
  for (const problem of opened?.problems ?? []) {
    expect(problem.message.length).toBeLessThan(400);
    expect(problem.remedy).not.toBe('');
  }
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
  expect(decodeLink(link)?.problems.map(({ message }) => message)).toEqual([
    'The link is damaged: its end cannot be read.',
  ]);
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
