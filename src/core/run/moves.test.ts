import { expect, test } from 'vitest';
import { actingAt } from '../acting.ts';
import { type Course, constantCourse, mostMoves } from '../courses.ts';
import { isRefusal } from '../edit/edited.ts';
import type { Experiment } from '../experiment.ts';
import { parseExperiment } from '../parse.ts';
import { defaultExperiment } from '../presets.ts';
import { withChanges } from './liveChange.ts';
import { append, emptyTable } from './metrics.ts';
import { withMoves } from './moves.ts';
import type { Run } from './run.ts';

const runWith = (steps: number, changes: Run['changes'], experiment = defaultExperiment) => ({
  experiment,
  changes,
  train: append(emptyTable, { step: Float32Array.from({ length: steps }, (_, i) => i) }),
});
const taken = (run: ReturnType<typeof runWith>): Experiment => {
  const edited = withMoves(run);
  if (isRefusal(edited)) throw new Error(edited.message);
  return edited;
};
const linear: Course = { kind: 'linear', from: 1, to: 0, steps: 10, warmUp: 0 };

test('without moves the experiment stays what it is', () => {
  expect(taken(runWith(9, []))).toEqual(defaultExperiment);
});

test('what was moved before the first step and never again is set, and follows no course', () => {
  const [colour] = taken(runWith(9, [{ step: 0, change: { faders: { colour: 0.3 } } }])).losses;
  expect([colour?.fader, colour?.course]).toEqual([0.3, constantCourse]);
});

test('a fader that stood at 0 has its moves listed for 1', () => {
  const losses = defaultExperiment.losses.map((loss) => ({ ...loss, fader: 0 }));
  const [colour] = taken(
    runWith(9, [{ step: 4, change: { faders: { colour: 0.3 } } }], { ...defaultExperiment, losses }),
  ).losses;
  expect([colour?.fader, colour?.course]).toEqual([
    1,
    {
      kind: 'moves',
      at: 1,
      moves: [
        [0, 0],
        [4, 0.3],
      ],
    },
  ]);
});

test('a fader moved while it followed a course acts the same again at every step, also after JSON', () => {
  const experiment = {
    ...defaultExperiment,
    losses: defaultExperiment.losses.map((loss) => ({ ...loss, course: linear })),
  };
  const changes = [
    { step: 3, change: { faders: { colour: 0.3 } } },
    { step: 5, change: { faders: { colour: 1.9 }, muted: { size: true } } },
    { step: 8, change: { muted: { size: false }, learningRate: 0.01 } },
  ];
  const again = parseExperiment(JSON.parse(JSON.stringify(taken(runWith(12, changes, experiment)))));
  expect(again.problems).toEqual([]);
  for (let step = 0; step < 12; step++) {
    const before = actingAt(
      withChanges(
        experiment,
        changes.filter((change) => change.step <= step),
      ),
      step,
    );
    const values = ({ losses, training }: Experiment) => [
      ...losses.map(({ fader, muted }) => (muted ? 0 : fader)),
      training.learningRate,
    ];
    expect(values(actingAt(again.experiment, step))).toEqual(values(before));
  }
});

test('what takes more moves than a course holds is refused, with what can be done instead', () => {
  const changes = Array.from({ length: mostMoves + 20 }, (_, step) => ({
    step: step + 1,
    change: { learningRate: 1e-3 * (step + 2) },
  }));
  expect(withMoves(runWith(200, changes))).toEqual({
    severity: 'error',
    at: [],
    message: 'The learning rate has 121 different values in this run; a course holds 100.',
    remedy: 'Choose a course that comes close to them in the inspector.',
  });
});
