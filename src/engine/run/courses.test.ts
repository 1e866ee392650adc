/** Courses in a run: against the same faders moved by hand before every step, and live moves done again as courses. */
import { beforeAll, describe, expect, it } from 'vitest';
import { actingAt } from '../../core/acting.ts';
import type { Course } from '../../core/courses.ts';
import { isRefusal } from '../../core/edit/edited.ts';
import type { Experiment } from '../../core/experiment.ts';
import { makeLoss, makeOptimizer, makeStrategy } from '../../core/make.ts';
import { parseExperiment } from '../../core/parse.ts';
import { columnName } from '../../core/run/columns.ts';
import { column, type Table } from '../../core/run/metrics.ts';
import { withMoves } from '../../core/run/moves.ts';
import type { Change } from '../../core/run/protocol.ts';
import type { Run } from '../../core/run/run.ts';
import { openBackend } from '../backends/index.ts';
import { runOf } from '../testing/runs.ts';
import { twoHeads } from '../testing/twoHeads.ts';
import { Control } from './control.ts';

beforeAll(() => openBackend('wasm', 'node_modules/@tensorflow/tfjs-backend-wasm/dist/', { threads: 1 }));

/** With a penalty, 96 images: 16 steps. */
const small: Experiment = {
  ...twoHeads,
  dataset: { ...twoHeads.dataset, count: 96 },
  losses: [...twoHeads.losses, makeLoss('l2', 'l2', { scope: 'all' }, { fader: 1e-3 })],
  training: { ...twoHeads.training, epochs: 4, evaluateEvery: 5 },
};

const withCourse = (experiment: Experiment, id: string, course: Course): Experiment => ({
  ...experiment,
  losses: experiment.losses.map((loss) => (loss.id === id ? { ...loss, course } : loss)),
});

/** The run of an experiment to its end in which `moves` says what is changed by hand before a step. */
async function movedBy(moves: (step: number) => Change | undefined, experiment: Experiment): Promise<Run> {
  const control = new Control(true);
  let step = 0;
  const run = await runOf(experiment, control, (event) => {
    if (event.kind !== 'status' || event.status !== 'paused') return;
    const change = moves(step++);
    if (change) control.change(change);
    setTimeout(() => control.step());
  });
  expect(run.status).toBe('finished');
  return run;
}

/** All rows of a table; a loss that is not computed has no value. */
const rowsOf = (table: Table) =>
  Object.fromEntries(Object.keys(table.buffers).map((name) => [name, [...(column(table, name) ?? [])]]));
const weights = ({ train }: Run, id: string) => [...(column(train, columnName('weight', id)) ?? [])];

const cosine: Course = { kind: 'cosine', from: 1, to: 0, steps: 6, warmUp: 4 };
const late: Course = {
  kind: 'moves',
  at: 1,
  moves: [
    [0, 0],
    [5, 1],
    [11, 0.25],
  ],
};

describe.each<[string, Partial<Experiment>]>([
  ['the weighted sum', {}],
  ['plain gradient descent', { optimizer: makeOptimizer('sgd') }],
  ['Nash-MTL, measured at every third step', { strategy: makeStrategy('nash-mtl', { refreshEvery: 3 }) }],
  ['GradNorm', { strategy: makeStrategy('gradnorm') }],
  ['one optimizer per loss, together', { schedule: { kind: 'simultaneous' } }],
  ['one optimizer per loss, in turn', { schedule: { kind: 'alternating' } }],
])('under %s', (_, change) => {
  const experiment = { ...small, ...change };

  it('courses give the numbers of the same faders set by hand before every step', async () => {
    const planned = {
      ...withCourse(withCourse(experiment, 'size', cosine), 'colour', late),
      training: { ...experiment.training, learningRateCourse: { ...cosine, to: 0.1 } },
    };
    const followed = await runOf(planned);
    const byHand = await movedBy((step) => {
      const { losses, training } = actingAt(planned, step);
      return {
        faders: Object.fromEntries(losses.map(({ id, fader }) => [id, fader])),
        learningRate: training.learningRate,
      };
    }, experiment);
    expect(followed.train.length).toBe(16);
    expect(rowsOf(followed.train)).toEqual(rowsOf(byHand.train));
    expect(rowsOf(followed.validation)).toEqual(rowsOf(byHand.validation));
  });

  it('moves that were taken into the experiment give the numbers of the run again, from its JSON too', async () => {
    const live: Readonly<Record<number, Change>> = {
      0: { faders: { colour: 0.1 + 0.2 } },
      3: { faders: { size: 0.7 }, learningRate: 1 / 300 },
      4: { faders: { size: 0 } },
      7: { faders: { colour: 1.7, size: 1 / 3 } },
      12: { faders: { l2: 0 }, learningRate: 1e-4 },
    };
    const moved = await movedBy((step) => live[step], experiment);
    const taken = withMoves(moved);
    if (isRefusal(taken)) throw new Error(taken.message);
    const read = parseExperiment(JSON.parse(JSON.stringify(taken)));
    expect(read).toEqual({ experiment: taken, problems: [] });
    const again = await runOf(read.experiment);
    expect(again.changes).toEqual([]);
    expect(rowsOf(again.train)).toEqual(rowsOf(moved.train));
    expect(rowsOf(again.validation)).toEqual(rowsOf(moved.validation));
  });
});

it('the weights that act follow the courses', async () => {
  const run = await runOf(withCourse(withCourse(small, 'size', cosine), 'colour', late));
  const expected = [0.25, 0.5, 0.75, 1, ...[0, 1, 2, 3, 4, 5].map((t) => (1 + Math.cos((Math.PI * t) / 6)) / 2)];
  for (const [i, weight] of weights(run, 'size').entries()) expect(weight).toBeCloseTo(expected[i] ?? 0, 6);
  expect(weights(run, 'colour')).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0.25, 0.25, 0.25, 0.25, 0.25]);
});

it('a loss that was muted for a while is done again by the fader 0: every weight of the network ends the same', async () => {
  const live: Readonly<Record<number, Change>> = {
    0: { muted: { size: true } },
    6: { muted: { size: false } },
    9: { muted: { colour: true } },
    13: { muted: { colour: false } },
  };
  const moved = await movedBy((step) => live[step], { ...small, optimizer: makeOptimizer('adamw') });
  const taken = withMoves(moved);
  if (isRefusal(taken)) throw new Error(taken.message);
  expect(taken.losses.map(({ muted, fader, course }) => [muted, fader, course])).toEqual([
    [
      false,
      1,
      {
        kind: 'moves',
        at: 1,
        moves: [
          [0, 1],
          [9, 0],
          [13, 1],
        ],
      },
    ],
    [
      false,
      1,
      {
        kind: 'moves',
        at: 1,
        moves: [
          [0, 0],
          [6, 1],
        ],
      },
    ],
    [false, 1e-3, { kind: 'constant', warmUp: 0 }],
  ]);
  const again = await runOf(taken);
  expect(column(again.train, 'total')).toEqual(column(moved.train, 'total'));
  // The losses of the validation images depend on every weight; while a loss is muted, it is not evaluated.
  const [rows, before] = [rowsOf(again.validation), rowsOf(moved.validation)];
  for (const [name, values] of Object.entries(before)) {
    expect([name, rows[name]?.map((value, i) => (Number.isNaN(values[i]) ? Number.NaN : value))]).toEqual([
      name,
      values,
    ]);
  }
});
