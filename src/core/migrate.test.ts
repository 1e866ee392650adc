import { expect, test } from 'vitest';
import { makeLoss } from './make.ts';
import { migrate } from './migrate.ts';
import { parseExperiment } from './parse.ts';
import { defaultExperiment } from './presets.ts';

/** Losses of a file as the page saved it while a fader was called weight. */
const saved = `[
  {
    "id": "colour",
    "kind": "softmax-cross-entropy",
    "muted": true,
    "weight": 0.7,
    "rate": 1,
    "turns": 1,
    "smoothing": 0,
    "output": "head-colour",
    "target": "colour"
  },
  { "id": "decay", "kind": "l2", "muted": false, "weight": 0.0001, "rate": 1, "turns": 1, "scope": "shared" }
]`;

test('the weight of a loss in an old file is its fader', () => {
  const [colour] = defaultExperiment.losses;
  const { experiment, problems } = parseExperiment({ ...defaultExperiment, losses: JSON.parse(saved) });
  expect(problems).toEqual([]);
  expect(experiment.losses).toEqual([
    { ...colour, muted: true, fader: 0.7 },
    makeLoss('decay', 'l2', { scope: 'shared' }, { fader: 1e-4 }),
  ]);
});

test('in a patch the losses are by id', () => {
  expect(migrate({ title: 'x', losses: { colour: { weight: 0.3 }, size: { rate: 2 } } })).toEqual({
    title: 'x',
    losses: { colour: { fader: 0.3 }, size: { rate: 2 } },
  });
});

test('an old weight out of range is told as a fader', () => {
  const [colour] = defaultExperiment.losses;
  const { fader: _, ...rest } = colour ?? {};
  const { experiment, problems } = parseExperiment({ ...defaultExperiment, losses: [{ ...rest, weight: -1 }] });
  expect(experiment.losses).toEqual([colour]);
  expect(problems.map(({ at, message }) => [at, message])).toEqual([
    [['losses', 'colour', 'fader'], 'Fader is -1; it must be a number from 0 to 1000.'],
  ]);
});

test('where both are given the fader counts, and the weight is a stranger', () => {
  const [colour, size] = defaultExperiment.losses;
  const losses = [{ ...colour, fader: 0.5, weight: 0.7 }, size];
  const { experiment, problems } = parseExperiment({ ...defaultExperiment, losses });
  expect(experiment.losses).toEqual([{ ...colour, fader: 0.5 }, size]);
  expect(problems.map(({ at }) => at)).toEqual([['losses', 'colour', 'weight']]);
});

test('anything else stays as it is, and nothing throws', () => {
  for (const raw of [undefined, null, 3, 'x', [], {}, { losses: null }, { losses: 'weight' }, { weight: 1 }]) {
    expect(migrate(raw)).toBe(raw);
  }
  expect(migrate({ losses: [null, 3, ['weight'], { id: 'a' }] })).toEqual({
    losses: [null, 3, ['weight'], { id: 'a' }],
  });
  const hostile: unknown = JSON.parse('{"losses":{"__proto__":{"weight":1}}}');
  expect(JSON.stringify(migrate(hostile))).toBe('{"losses":{"__proto__":{"fader":1}}}');
});
