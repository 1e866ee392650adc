import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { experimentVersion, limits } from './experiment.ts';
import { lessons } from './lessons/index.ts';
import { makeLayer, makeLoss } from './make.ts';
import { parseExperiment } from './parse.ts';
import { defaultExperiment, presets } from './presets.ts';
import { anyExperiment } from './testing/arbitraries.ts';

const seeded = { seed: 1, numRuns: 60 };
const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const problemsOf = (raw: unknown) => parseExperiment(raw).problems;
const places = (raw: unknown) => problemsOf(raw).map(({ severity, at }) => `${severity} ${at.join('.')}`);
const withSection = (name: string, value: unknown) => ({ version: experimentVersion, [name]: value });
const layersWith = (...layers: readonly unknown[]) =>
  withSection('network', { layers: [makeLayer('image', 'input', []), ...layers] });
const lossesWith = (...losses: readonly unknown[]) => withSection('losses', losses);

describe('an experiment comes back from JSON as it was', () => {
  test.each(presets.map((preset) => [preset.id, preset.experiment] as const))('preset %s', (_, experiment) => {
    expect(parseExperiment(copy(experiment))).toEqual({ experiment, problems: [] });
  });

  test('the stages of the lessons, and presets, with their fields in the same order: they are compared as text', () => {
    const stages = lessons.flatMap(({ pages }) => pages.flatMap(({ stage }) => stage ?? []));
    const staged = stages.flatMap((stage) => {
      if (stage.kind === 'plane') return [];
      return stage.kind === 'experiment' ? stage.experiment : stage.study.experiment;
    });
    for (const experiment of [...presets.map((preset) => preset.experiment), ...staged])
      expect(JSON.stringify(parseExperiment(experiment).experiment)).toBe(JSON.stringify(experiment));
  });

  test('any valid experiment', () => {
    fc.assert(
      fc.property(anyExperiment, (experiment) => {
        expect(parseExperiment(copy(experiment))).toEqual({ experiment, problems: [] });
      }),
      seeded,
    );
  });

  test('what one parse gives, the next leaves alone, whatever it was', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), anyExperiment, (junk, more, experiment) => {
        const raw = {
          ...experiment,
          training: junk,
          losses: more,
          dataset: { kind: 'wardrobe', seed: junk, noise: more },
        };
        const first = parseExperiment(raw).experiment;
        expect(parseExperiment(copy(first))).toEqual({ experiment: first, problems: [] });
      }),
      seeded,
    );
  });
});

describe('junk becomes Problems', () => {
  test('anything at all is survived, and what is no experiment gives the default', () => {
    fc.assert(
      fc.property(fc.anything(), (junk) => {
        const { experiment, problems } = parseExperiment(junk);
        expect(experiment).toEqual(defaultExperiment);
        expect(problems.length).toBeGreaterThan(0);
      }),
      seeded,
    );
  });

  test('anything in place of any part is survived', () => {
    const anyPath = fc.constantFrom(...pathsOf(defaultExperiment));
    fc.assert(
      fc.property(anyPath, fc.anything({ withNullPrototype: true, withBigInt: true }), (path, junk) => {
        const { experiment, problems } = parseExperiment(replaceAt(copy(defaultExperiment), path, junk));
        expect(parseExperiment(copy(experiment)).problems).toEqual([]);
        for (const { message, remedy } of problems) expect([message, remedy]).not.toContain('');
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test.each([
    ['nothing', undefined, 'This is nothing, not an experiment.'],
    ['null', null, 'This is null, not an experiment.'],
    ['a list', [], 'This is [], not an experiment.'],
    ['a text', 'hello', 'This is "hello", not an experiment.'],
  ])('%s is not an experiment', (_, raw, message) => {
    expect(problemsOf(raw).map((problem) => problem.message)).toEqual([message]);
  });

  test.each([[null], ['x'], [3], [[]], [true]])('%j is no section', (junk) => {
    for (const name of ['dataset', 'network', 'losses', 'strategy', 'schedule', 'optimizer', 'training', 'title']) {
      if (name === 'title' && junk === 'x') continue;
      if (name === 'losses' && Array.isArray(junk)) continue;
      const sections = problemsOf(withSection(name, junk)).map(({ at }) => at[0]);
      expect([name, [...new Set(sections)]]).toEqual([name, [name]]);
    }
  });

  test('numbers that are not finite, out of range or no numbers take their default, and both values are named', () => {
    const training = {
      batchSize: 1e9,
      epochs: 1.5,
      learningRate: Number.NaN,
      seed: -1,
      validationShare: '0.2',
      evaluateEvery: Infinity,
    };
    const { experiment, problems } = parseExperiment(withSection('training', training));
    expect(experiment.training).toEqual(defaultExperiment.training);
    expect(problems.map(({ at, message, remedy }) => `${at.at(-1)}: ${message} ${remedy}`)).toEqual([
      'batchSize: Batch size is 1000000000; it must be a whole number from 1 to 512. It was set to 64.',
      'epochs: Epochs is 1.5; it must be a whole number from 1 to 1000. It was set to 20.',
      'learningRate: Learning rate is NaN; it must be a number from 0.000001 to 10. It was set to 0.001.',
      'seed: Seed is -1; it must be a whole number from 0 to 2147483647. It was set to 1.',
      'validationShare: Validation share is "0.2"; it must be a number from 0.05 to 0.5. It was set to 0.2.',
      'evaluateEvery: Evaluate every is Infinity; it must be a whole number from 1 to 10000. It was set to 25.',
    ]);
  });

  test('a million filters from a link are sixteen', () => {
    const { experiment, problems } = parseExperiment(
      layersWith(makeLayer('conv', 'conv2d', ['image'], { filters: 1e6 })),
    );
    expect(experiment.network.layers.at(-1)).toEqual(makeLayer('conv', 'conv2d', ['image']));
    expect(problems.map(({ at, message }) => [at, message])).toEqual([
      [['network', 'conv', 'filters'], 'Filters is 1000000; it must be a whole number from 1 to 512.'],
    ]);
  });

  test('keys of the prototype are nothing', () => {
    const raw: unknown = JSON.parse(
      `{"version":1,"__proto__":{"title":"stolen"},"constructor":1,"training":{"__proto__":{"epochs":7},"toString":1},
        "dataset":{"kind":"constructor"},"strategy":{"kind":"__proto__"},"optimizer":{"kind":"toString"}}`,
    );
    const { experiment } = parseExperiment(raw);
    expect(experiment).toEqual(defaultExperiment);
    expect(places(raw)).toEqual([
      'warning __proto__',
      'warning constructor',
      'error dataset.kind',
      'error strategy.kind',
      'error optimizer.kind',
      'warning training.__proto__',
      'warning training.toString',
    ]);
    expect(Object.prototype).not.toHaveProperty('title');
  });

  test('a thousand unknown keys are told in eleven Problems', () => {
    const training = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`key${i}`, i]));
    expect(
      problemsOf(withSection('training', training))
        .map(({ message }) => message)
        .slice(9),
    ).toEqual(['There is no field "key9" here.', 'There are 990 more unknown fields.']);
  });
});

describe('the name of the JSON Schema', () => {
  test('is read over, and not kept', () => {
    const raw = { $schema: './experiment.schema.json', ...defaultExperiment };
    expect(parseExperiment(raw)).toEqual({ experiment: defaultExperiment, problems: [] });
  });

  test('is text and stands at the top', () => {
    expect(problemsOf({ ...defaultExperiment, $schema: 7 }).map(({ at }) => at)).toEqual([['$schema']]);
    const training = { ...defaultExperiment.training, $schema: './experiment.schema.json' };
    expect(problemsOf({ ...defaultExperiment, training }).map(({ at }) => at)).toEqual([['training', '$schema']]);
  });
});

describe('versions', () => {
  test.each([[0], [2], [99], ['1'], [undefined], [null], [Number.NaN]])(
    'version %j gives the default and a Problem',
    (version) => {
      const { experiment, problems } = parseExperiment({ ...defaultExperiment, title: 'Mine', version });
      expect(experiment).toEqual(defaultExperiment);
      expect(problems.map(({ severity, at }) => [severity, at])).toEqual([['error', ['version']]]);
    },
  );

  test('a newer one asks for a reload', () => {
    expect(problemsOf({ version: 2 })[0]?.remedy).toBe('It was made by a newer Loss Mixer: load the newest one.');
  });
});

describe('what is missing comes from the base', () => {
  const base = { ...defaultExperiment, title: 'Base', training: { ...defaultExperiment.training, epochs: 3 } };

  test('all of it', () => {
    expect(parseExperiment({ version: 1 }, base)).toEqual({ experiment: base, problems: [] });
  });

  test('losses may come without a network: they are those of its heads', () => {
    const losses = [makeLoss('colour', 'softmax-focal', { output: 'head-colour', target: 'colour' }, { gamma: 1 })];
    expect(parseExperiment(lossesWith(...losses), base)).toEqual({ experiment: { ...base, losses }, problems: [] });
  });

  test('a network that cannot be read takes its losses with it', () => {
    const raw = { version: 1, network: { layers: [{ id: 'x' }] }, losses: [] };
    const { experiment } = parseExperiment(raw, base);
    expect([experiment.network, experiment.losses]).toEqual([base.network, base.losses]);
  });
});

describe('the wiring is checked', () => {
  const conv = (id: string, ...inputs: string[]) => makeLayer(id, 'conv2d', inputs);
  test.each([
    ['a circle', layersWith(conv('a', 'b'), conv('b', 'a')), /^The layers (a → b|b → a) form a circle\.$/],
    ['a layer that reads itself', layersWith(conv('a', 'a')), /^The layers a form a circle\.$/],
    ['a layer that is not there', layersWith(conv('a', 'b')), /^Layer "a" reads "b", which is not there\.$/],
    ['one id twice', layersWith(conv('a', 'image'), conv('a', 'image')), /^Two layers are called "a"\.$/],
    ['a second image', layersWith(makeLayer('more', 'input', [])), /^The network has 2 input layers\.$/],
    ['no image', withSection('network', { layers: [] }), /^The network has 0 input layers\.$/],
    [
      'a kind that is not there',
      layersWith({ id: 'a', kind: 'lstm', inputs: [] }),
      /^Layer "a" is of the kind "lstm"\.$/,
    ],
    [
      'an id that is none',
      layersWith({ id: 'A b', kind: 'flatten', inputs: ['image'] }),
      /^Layer 2 has the id "A b"\.$/,
    ],
    ['an id of the prototype', layersWith(conv('constructor', 'image')), /^Layer 2 has the id "constructor"\.$/],
    ['the name of a scope', layersWith(conv('shared', 'image')), /^A layer is called "shared"/],
    [
      'inputs that are no list',
      layersWith({ id: 'a', kind: 'flatten', inputs: 'image' }),
      /^Layer "a" reads "image"\.$/,
    ],
  ])('%s is an error at its place', (_, raw, message) => {
    const errors = problemsOf(raw).filter(({ severity }) => severity === 'error');
    expect(errors.map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
    expect(parseExperiment(raw).experiment).toEqual(defaultExperiment);
  });

  test('more layers or losses than allowed are refused', () => {
    const layers = Array.from({ length: limits.layers }, (_, i) => conv(`conv-${i}`, 'image'));
    expect(problemsOf(layersWith(...layers))[0]?.message).toBe('There are 101 layers; 100 are allowed.');
    const losses = Array.from({ length: limits.losses + 1 }, (_, i) => makeLoss(`loss-${i}`, 'l2', { scope: 'all' }));
    expect(problemsOf(lossesWith(...losses)).map(({ message }) => message)).toEqual(['The losses are 13 losses.']);
  });
});

describe('a loss that cannot be read is left out', () => {
  const good = makeLoss('good', 'l2', { scope: 'all' });
  test.each([
    ['of no kind', { ...good, id: 'bad', kind: 'l3' }, 'error losses.bad'],
    ['without an id', { ...good, id: 7 }, 'error losses.1'],
    ['with an id that is taken', good, 'error losses.good'],
    ['without a scope', { ...good, id: 'bad', scope: undefined }, 'error losses.bad.scope'],
    ['without a target', makeLoss('bad', 'mse', { output: 'image' }), 'error losses.bad.target'],
    ['that is no object', 'l2', 'error losses.1'],
  ])('%s', (_, bad, place) => {
    const raw = lossesWith(good, bad);
    expect(parseExperiment(raw).experiment.losses).toEqual([good]);
    expect(places(raw)).toEqual([place]);
  });

  test('one whose muting is no yes or no is heard', () => {
    const raw = lossesWith({ ...good, muted: 'yes' });
    expect(parseExperiment(raw).experiment.losses).toEqual([good]);
    expect(places(raw)).toEqual(['warning losses.good.muted']);
  });
});

type Path = readonly (string | number)[];

/** Every place of a JSON value but its root. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...at, key]));
  return at.length === 0 ? inner : [at, ...inner];
}

function replaceAt(value: unknown, [key, ...rest]: Path, junk: unknown): unknown {
  if (key === undefined) return junk;
  const parts = Object.entries(value as object).map(([name, part]) => [
    name,
    name === key ? replaceAt(part, rest, junk) : part,
  ]);
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}
