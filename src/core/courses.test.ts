import { describe, expect, test } from 'vitest';
import { actingAt, hasCourse } from './acting.ts';
import { actingValue, type Course, constantCourse, courseSpan, courses, isConstant, isSilent } from './courses.ts';
import type { Experiment } from './experiment.ts';
import { makeLoss } from './make.ts';
import { parseExperiment } from './parse.ts';
import { defaultExperiment } from './presets.ts';

const follow = (set: number, course: Course, steps: number) =>
  Array.from({ length: steps }, (_, step) => actingValue(set, course, step));

/** Rates of torch.optim.lr_scheduler 2.13.0 before each step; SGD with lr = what is set. */
const pinned: readonly (readonly [string, number, Course, readonly number[]])[] = [
  [
    'CosineAnnealingLR(T_max=8, eta_min=0.05)',
    0.5,
    { kind: 'cosine', from: 1, to: 0.1, steps: 8, warmUp: 0 },
    [
      0.5, 0.48287289481503953, 0.4340990257669732, 0.36110377228214524, 0.275, 0.18889622771785486,
      0.11590097423302685, 0.0671271051849605, 0.05,
    ],
  ],
  [
    'LinearLR(start_factor=0.25, end_factor=1, total_iters=6)',
    0.2,
    { kind: 'linear', from: 0.25, to: 1, steps: 6, warmUp: 0 },
    [0.05, 0.07500000000000001, 0.1, 0.125, 0.15, 0.17500000000000002, 0.2, 0.2, 0.2],
  ],
  [
    'StepLR(step_size=3, gamma=0.1)',
    0.3,
    { kind: 'step', factor: 0.1, every: 3, warmUp: 0 },
    [0.3, 0.3, 0.3, 0.03, 0.03, 0.03, 0.003, 0.003, 0.003],
  ],
  [
    'SequentialLR([LinearLR(start_factor=1/4, total_iters=3), CosineAnnealingLR(T_max=6)], [4])',
    0.4,
    { kind: 'cosine', from: 1, to: 0, steps: 6, warmUp: 4 },
    [
      0.1, 0.2, 0.30000000000000004, 0.4, 0.4, 0.3732050807568878, 0.30000000000000004, 0.2, 0.10000000000000005,
      0.02679491924311226, 0,
    ],
  ],
  [
    'SequentialLR([LinearLR(start_factor=1/4, total_iters=3), StepLR(step_size=2, gamma=0.5)], [4])',
    0.4,
    { kind: 'step', factor: 0.5, every: 2, warmUp: 4 },
    [0.1, 0.2, 0.30000000000000004, 0.4, 0.4, 0.4, 0.2, 0.2, 0.1],
  ],
];

describe('what acts', () => {
  test.each(pinned)('goes as %s of PyTorch', (_, set, course, rates) => {
    const values = follow(set, course, rates.length);
    for (const [i, rate] of rates.entries()) expect(values[i]).toBeCloseTo(rate, 14);
  });

  test('is what is set, to the last bit, without a course', () => {
    expect(follow(0.1 + 0.2, constantCourse, 3)).toEqual([0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2]);
  });

  test('rises in a warm-up from 1/w of what is set, by hand', () => {
    expect(follow(2, { kind: 'constant', warmUp: 4 }, 6)).toEqual([0.5, 1, 1.5, 2, 2, 2]);
  });

  test('is the last move that was made; before the first, what is set', () => {
    const course: Course = {
      kind: 'moves',
      at: 0.7,
      moves: [
        [2, 0.1 + 0.2],
        [4, 0],
        [3, 5],
        [3, 6],
      ],
    };
    expect(follow(0.7, course, 6)).toEqual([0.7, 0.7, 0.1 + 0.2, 6, 0, 0]);
    expect(follow(1.4, course, 4)).toEqual([1.4, 1.4, 0.6000000000000001, 12]);
  });

  test('stays a finite number of the right sign in every corner of its fields', () => {
    for (const course of corners) {
      for (const set of [0, 1e-6, 1000]) {
        for (const step of [0, 1, 100_000, 1e9]) {
          const value = actingValue(set, course, step);
          expect([course, set, step, Number.isNaN(value), value >= 0]).toEqual([course, set, step, false, true]);
        }
      }
    }
  });
});

const corners: readonly Course[] = [0, 1, 100_000].flatMap((warmUp): Course[] => [
  { kind: 'constant', warmUp },
  { kind: 'linear', from: 0, to: 100, steps: 1, warmUp },
  { kind: 'cosine', from: 100, to: 0, steps: 1_000_000, warmUp },
  { kind: 'step', factor: 0, every: 1, warmUp },
  { kind: 'step', factor: 0.1, every: 1, warmUp },
]);

test('a course is silent where nothing acts at any step', () => {
  const line = { kind: 'linear', steps: 9, warmUp: 3 } as const;
  const silent = (course: Course) => isSilent(course);
  expect([
    silent(constantCourse),
    silent({ ...line, from: 0, to: 0 }),
    silent({ ...line, from: 0, to: 0.1 }),
    silent({ kind: 'moves', at: 1, moves: [] }),
    silent({ kind: 'moves', at: 1, moves: [[0, 0]] }),
    silent({ kind: 'moves', at: 1, moves: [[1, 0]] }),
    silent({
      kind: 'moves',
      at: 1,
      moves: [
        [0, 0],
        [5, 1],
      ],
    }),
  ]).toEqual([false, true, false, false, true, false, false]);
});

test('every row has a label, help, a formula and a citation', () => {
  for (const { label, help, formula, citation } of Object.values(courses)) {
    expect(help).toMatch(/^.{9,}\.$/);
    expect([label, formula, citation].every((text) => text.length > 0)).toBe(true);
  }
});

const fading: Experiment = {
  ...defaultExperiment,
  losses: defaultExperiment.losses.map((loss) =>
    loss.id === 'size' ? { ...loss, fader: 2, course: { kind: 'linear', from: 1, to: 0, steps: 10, warmUp: 0 } } : loss,
  ),
  training: { ...defaultExperiment.training, learningRateCourse: { kind: 'step', factor: 0.5, every: 4, warmUp: 0 } },
};

test('an experiment acts at a step with its courses followed, and as it is where it has none', () => {
  const { losses, training } = actingAt(fading, 5);
  expect(losses.map(({ id, fader, course }) => [id, fader, course])).toEqual([
    ['colour', 1, constantCourse],
    ['size', 1, constantCourse],
  ]);
  expect([training.learningRate, isConstant(training.learningRateCourse)]).toEqual([0.0005, true]);
  expect(actingAt(defaultExperiment, 5)).toBe(defaultExperiment);
  expect([hasCourse(fading), hasCourse(defaultExperiment)]).toEqual([true, false]);
});

describe('in the JSON of an experiment', () => {
  test('nothing said is constant, as in links from before there were courses', () => {
    const { learningRateCourse: _, ...training } = defaultExperiment.training;
    const losses = defaultExperiment.losses.map(({ course: __, ...loss }) => loss);
    expect(parseExperiment({ ...defaultExperiment, losses, training })).toEqual({
      experiment: defaultExperiment,
      problems: [],
    });
  });

  test('a course may leave out what is at its default; what is wrong in it is said with its place', () => {
    const raw = (course: unknown) => ({
      ...defaultExperiment,
      losses: [{ ...makeLoss('a', 'mse', { output: 'head-size', target: 'size' }), course }],
    });
    const read = (course: unknown) => {
      const { experiment, problems } = parseExperiment(raw(course));
      return [experiment.losses[0]?.course, problems.map(({ at, message }) => `${at.join('.')}: ${message}`)];
    };
    const cosine = { kind: 'cosine', from: 1, to: 0, steps: 500, warmUp: 0 };
    expect(read({ kind: 'cosine' })).toEqual([cosine, []]);
    expect(read({ kind: 'cosine', from: -1, speed: 2 })).toEqual([
      cosine,
      [
        'losses.a.course.from: From is -1; it must be a number from 0 to 100.',
        'losses.a.course.speed: There is no field "speed" here.',
      ],
    ]);
    const refused = 'it must be an object of the kind constant, linear, cosine, step, moves.';
    expect(read({ kind: 'spiral' })).toEqual([
      constantCourse,
      [`losses.a.course: Fader over time is {"kind":"spiral"}; ${refused}`],
    ]);
    expect(read('up')).toEqual([constantCourse, [`losses.a.course: Fader over time is "up"; ${refused}`]]);
    expect(read({ kind: 'moves', moves: [[1, 2, 3]] })[1]).toEqual([
      'losses.a.course.moves: Moves is [[1,2,3]]; it must be a list of at most 100 pairs: a step, and a number from 0 to 100000.',
    ]);
  });
});

test('a drawing shows the run, or twice a course that is short beside it', () => {
  const fall: Course = { kind: 'linear', from: 1, to: 0, steps: 30, warmUp: 10 };
  expect([60, 80, 10_000, undefined].map((steps) => courseSpan(fall, steps))).toEqual([60, 80, 80, 80]);
  expect(courseSpan(constantCourse)).toBe(1);
});
