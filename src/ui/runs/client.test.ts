import { expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import type { Checkpoint } from '../../core/run/checkpoint.ts';
import { columnName } from '../../core/run/columns.ts';
import type { Command, Event } from '../../core/run/protocol.ts';
import { store as pageStore, runLimit, type State } from '../store.ts';
import { createClient } from './client.ts';
import { busySeconds } from './silence.ts';

/** A client on a store of its own, an engine that records, and turns that come when the test says so. */
function setUp() {
  let state: State = pageStore.getInitialState();
  let sets = 0;
  let ids = 0;
  const kept: (readonly [string, number, number])[] = [];
  const engines: { sent: Command[]; isTerminated: boolean; hear: (e: Event) => void; crash: (d: string) => void }[] =
    [];
  const waiting: (() => void)[] = [];
  const timers = new Set<() => void>();
  const client = createClient({
    startEngine(hear, crash) {
      const engine = { sent: [] as Command[], isTerminated: false, hear, crash };
      engines.push(engine);
      return {
        send: (command) => engine.sent.push(command),
        terminate: () => {
          engine.isTerminated = true;
        },
      };
    },
    store: {
      getState: () => state,
      setState(change) {
        sets += 1;
        state = { ...state, ...change(state) };
      },
    },
    newRunId: () => `id ${++ids}`,
    soon: (callback) => waiting.push(callback),
    keep: (runId, { step }) => {
      kept.push([runId, step, state.runs.find(({ id }) => id === runId)?.train.length ?? 0]);
    },
    later(callback) {
      const timer = () => callback();
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  });
  return {
    client,
    engines,
    /** All timers here are of one second. */
    passSeconds: (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        for (const timer of [...timers]) {
          if (timers.delete(timer)) timer();
        }
      }
    },
    engine: () => {
      const engine = engines.at(-1);
      if (!engine) throw new Error('no engine yet');
      return engine;
    },
    turn: () => {
      for (const callback of waiting.splice(0)) callback();
    },
    run: (id = `id ${ids}`) => {
      const run = state.runs.find((one) => one.id === id);
      if (!run) throw new Error('no run yet');
      return run;
    },
    state: () => state,
    /** Checkpoints, by run and step, with the number of rows in the store by then. */
    kept,
    sets: () => sets,
    start: (lane?: string) => client.start(defaultExperiment, { title: 'a', backend: 'wasm', ...(lane && { lane }) }),
  };
}

const status = (runId: string, name: 'training' | 'paused' | 'finished'): Event => ({
  kind: 'status',
  runId,
  status: name,
});
const rows = (runId: string, ...steps: number[]): Event => ({
  kind: 'metrics',
  runId,
  table: 'train',
  columns: { step: Float32Array.from(steps), [columnName('loss', 'colour')]: Float32Array.from(steps, (s) => 1 / s) },
});

test('starting sends the experiment, and the run waits for an answer', () => {
  const page = setUp();
  const runId = page.start();
  expect(page.engine().sent).toEqual([
    { kind: 'start', runId, experiment: defaultExperiment, backend: 'wasm', isPaused: false },
  ]);
  expect(page.run().status).toBe('starting');
});

test('all events of a frame are one change of state', () => {
  const page = setUp();
  const runId = page.start();
  const before = page.sets();
  page.engine().hear(status(runId, 'training'));
  page.engine().hear(rows(runId, 1, 2));
  page.engine().hear(rows(runId, 3));
  expect(page.sets()).toBe(before);
  page.turn();
  expect(page.sets()).toBe(before + 1);
  expect([page.run().status, page.run().train.length]).toEqual(['training', 3]);
  expect([...(page.run().train.buffers.step?.subarray(0, 3) ?? [])]).toEqual([1, 2, 3]);
});

test('the latest run wins: the one before is stopped, and what it still says is said of it', () => {
  const page = setUp();
  const first = page.start();
  page.engine().hear(rows(first, 1));
  const second = page.start();
  page.engine().hear(rows(first, 2));
  page.engine().hear(status(first, 'training'));
  page.engine().hear(rows(second, 1));
  page.turn();
  expect(page.engines).toHaveLength(1);
  expect(page.engine().sent.map(({ kind, runId }) => [kind, runId])).toEqual([
    ['start', first],
    ['stop', first],
    ['start', second],
  ]);
  expect(page.state().runs.map((run) => [run.id, run.status, run.train.length])).toEqual([
    [first, 'stopped', 2],
    [second, 'starting', 1],
  ]);
});

test('a crash fails the run, and the next start makes a new worker', () => {
  const page = setUp();
  const first = page.start();
  const dead = page.engine();
  dead.hear(status(first, 'training'));
  dead.crash('out of luck');
  page.turn();
  expect(dead.isTerminated).toBe(true);
  expect([page.run().status, page.run().failure?.code, page.run().failure?.detail]).toEqual([
    'failed',
    'bug',
    'out of luck',
  ]);
  const second = page.start();
  dead.hear(rows(second, 1));
  page.engine().hear(status(second, 'training'));
  page.turn();
  expect(page.engines).toHaveLength(2);
  expect([page.run().id, page.run().status, page.run().train.length]).toEqual([second, 'training', 0]);
});

test('a crash after the run is over leaves the run as it is', () => {
  const page = setUp();
  const runId = page.start();
  page.engine().hear(status(runId, 'finished'));
  page.turn();
  page.engine().crash('late');
  page.turn();
  expect(page.run().status).toBe('finished');
});

test('a failure of the engine fails the run, and a status that comes after it does not revive it', () => {
  const page = setUp();
  const runId = page.start();
  const failure = { code: 'diverged', message: 'Colour is NaN.', remedy: 'Lower the learning rate.' } as const;
  page.engine().hear({ kind: 'failure', runId, failure });
  page.engine().hear(status(runId, 'training'));
  page.turn();
  expect([page.run().status, page.run().failure]).toEqual(['failed', failure]);
});

test('a worker whose memory is used up is ended, and the next run gets one of its own', () => {
  const page = setUp();
  const runId = page.start();
  const worker = page.engine();
  worker.hear(rows(runId, 0));
  worker.hear({ kind: 'failure', runId, failure: { code: 'out-of-memory', message: 'Used up.', remedy: 'Less.' } });
  page.turn();
  expect(worker.isTerminated).toBe(true);
  expect([page.run().status, page.run().failure?.code, page.run().train.length]).toEqual([
    'failed',
    'out-of-memory',
    1,
  ]);
  page.start();
  expect(page.engines).toHaveLength(2);
});

test('a worker that is too busy to notice a new run is replaced', () => {
  const page = setUp();
  page.start();
  const second = page.start();
  const [busy] = page.engines;
  page.passSeconds(busySeconds - 1);
  expect([busy?.isTerminated, page.engines.length]).toEqual([false, 1]);
  page.passSeconds(1);
  expect([busy?.isTerminated, page.engines.length]).toEqual([true, 2]);
  expect(page.engine().sent).toEqual([
    { kind: 'start', runId: second, experiment: defaultExperiment, backend: 'wasm', isPaused: false },
  ]);
});

test('a worker that answers the new run is kept', () => {
  const page = setUp();
  page.start();
  const second = page.start();
  const first = page.state().runs[0]?.id ?? '';
  page.engine().hear(status(first, 'training'));
  page.passSeconds(busySeconds - 1);
  page.engine().hear(status(second, 'training'));
  page.passSeconds(busySeconds);
  expect(page.engines).toHaveLength(1);
});

test('changes of one frame are sent as one, the last value of each wins', () => {
  const page = setUp();
  const runId = page.start();
  page.engine().sent.length = 0;
  page.client.change(runId, { faders: { colour: 0.5 } });
  page.client.change(runId, { faders: { size: 2 }, muted: { size: true } });
  page.client.change(runId, { faders: { colour: 0.7 }, learningRate: 0.01 });
  page.turn();
  expect(page.engine().sent).toEqual([
    {
      kind: 'change',
      runId,
      change: { faders: { colour: 0.7, size: 2 }, muted: { size: true }, learningRate: 0.01 },
    },
  ]);
});

test('nothing is sent to a run that is over', () => {
  const page = setUp();
  const runId = page.start();
  page.engine().hear(status(runId, 'finished'));
  page.turn();
  page.engine().sent.length = 0;
  page.client.change(runId, { learningRate: 1 });
  page.client.pause(runId);
  page.client.step(runId, true);
  page.turn();
  expect(page.engine().sent).toEqual([]);
});

test('rows from a restored step on are void: they come again', () => {
  const page = setUp();
  const runId = page.start();
  page.engine().hear(rows(runId, 1, 2, 3, 4));
  page.engine().hear({ kind: 'restored', runId, step: 3, changes: 0 });
  page.engine().hear(rows(runId, 3));
  page.turn();
  expect(page.run().train.length).toBe(3);
  expect([...(page.run().train.buffers.step?.subarray(0, 3) ?? [])]).toEqual([1, 2, 3]);
});

test('two lanes run side by side: each has its worker, and events go to the run that they are of', () => {
  const page = setUp();
  const a = page.start();
  const b = page.start('study');
  const [ofA, ofB] = page.engines;
  expect([ofA?.sent.map(({ runId }) => runId), ofB?.sent.map(({ runId }) => runId)]).toEqual([[a], [b]]);
  ofB?.hear(rows(b, 1, 2, 3));
  ofA?.hear(rows(a, 1));
  ofB?.hear(status(b, 'training'));
  ofA?.hear(status(a, 'paused'));
  const before = page.sets();
  page.turn();
  expect(page.sets()).toBe(before + 1);
  expect(page.state().runs.map((run) => [run.id, run.status, run.train.length])).toEqual([
    [a, 'paused', 1],
    [b, 'training', 3],
  ]);
});

test('what is asked of a run goes to its lane alone, and changes wait for each apart', () => {
  const page = setUp();
  const a = page.start();
  const b = page.start('study');
  const [ofA, ofB] = page.engines;
  page.client.change(a, { learningRate: 0.1 });
  page.client.change(b, { learningRate: 0.2 });
  page.client.change(a, { faders: { colour: 2 } });
  page.client.pause(b);
  page.client.inspect(a, 'conv-1', 3);
  page.turn();
  expect(ofA?.sent.slice(1)).toEqual([
    { kind: 'inspect', runId: a, layer: 'conv-1', image: 3 },
    { kind: 'change', runId: a, change: { learningRate: 0.1, faders: { colour: 2 } } },
  ]);
  expect(ofB?.sent.slice(1)).toEqual([
    { kind: 'pause', runId: b },
    { kind: 'change', runId: b, change: { learningRate: 0.2 } },
  ]);
});

test('a start replaces the run of its own lane, and the run of another goes on', () => {
  const page = setUp();
  const a = page.start();
  const b = page.start('study');
  const c = page.start('study');
  const [ofA, ofB] = page.engines;
  expect(ofA?.sent.map(({ kind }) => kind)).toEqual(['start']);
  expect(ofB?.sent.map(({ kind, runId }) => [kind, runId])).toEqual([
    ['start', b],
    ['stop', b],
    ['start', c],
  ]);
  expect(page.state().runs.map(({ id, status }) => [id, status])).toEqual([
    [a, 'starting'],
    [b, 'stopped'],
    [c, 'starting'],
  ]);
});

test('a crash fails the run of its lane only', () => {
  const page = setUp();
  const a = page.start();
  const b = page.start('study');
  const [ofA, ofB] = page.engines;
  ofA?.crash('out of luck');
  ofB?.hear(rows(b, 1));
  page.turn();
  expect([page.run(a).status, page.run(b).status, page.run(b).train.length]).toEqual(['failed', 'starting', 1]);
  expect([ofA?.isTerminated, ofB?.isTerminated]).toEqual([true, false]);
});

test('a silent lane has its worker replaced, and the other keeps its own', () => {
  const page = setUp();
  const b = page.start('study');
  page.start();
  const again = page.start();
  const [ofStudy, busy] = page.engines;
  ofStudy?.hear(status(b, 'training'));
  page.passSeconds(busySeconds);
  expect([ofStudy?.isTerminated, busy?.isTerminated, page.engines.length]).toEqual([false, true, 3]);
  expect(page.engine().sent.map(({ kind, runId }) => [kind, runId])).toEqual([['start', again]]);
  busy?.hear(rows(again, 1));
  page.turn();
  expect(page.run(again).train.length).toBe(0);
});

test('a closed lane stops its run and ends its worker; a new start opens it again', () => {
  const page = setUp();
  const a = page.start();
  const b = page.start('study');
  page.client.closeLane('study');
  expect(page.engines.map(({ isTerminated }) => isTerminated)).toEqual([false, true]);
  expect([page.run(a).status, page.run(b).status]).toEqual(['starting', 'stopped']);
  page.start('study');
  expect(page.engines).toHaveLength(3);
});

test('the number of threads goes along with the start', () => {
  const page = setUp();
  page.client.start(defaultExperiment, { title: 'a', backend: 'wasm', lane: 'study', threads: 1 });
  expect(page.engine().sent).toMatchObject([{ kind: 'start', threads: 1 }]);
});

test('the oldest runs are forgotten, but none that goes on', () => {
  const page = setUp();
  const long = page.start();
  const first = page.start('study');
  for (let i = 0; i < runLimit; i++) page.start('study');
  const ids = page.state().runs.map(({ id }) => id);
  expect([ids.length, ids.includes(long), ids.includes(first)]).toEqual([runLimit, true, false]);
});

const pace = (runId: string, stepMs: number): Event => ({ kind: 'pace', runId, step: 1, imagesPerSecond: 1, stepMs });

test('a run that does not report for ten seconds is called silent, by the second, until it reports', () => {
  const page = setUp();
  const runId = page.start();
  page.passSeconds(9);
  expect(page.state().silences).toEqual({});
  page.passSeconds(3);
  expect(page.state().silences).toEqual({ [runId]: 12 });
  page.engine().hear(status(runId, 'training'));
  expect(page.state().silences).toEqual({});
  page.passSeconds(9);
  expect(page.state().silences).toEqual({});
});

test('slow steps are given twenty times the last of them on top', () => {
  const page = setUp();
  const runId = page.start();
  page.engine().hear(pace(runId, 500));
  page.passSeconds(19);
  expect(page.state().silences).toEqual({});
  page.passSeconds(1);
  expect(page.state().silences).toEqual({ [runId]: 20 });
});

test('an evaluation of many images is given the time of as many steps', () => {
  const page = setUp();
  const runId = page.start();
  const counts = { trainCount: 800, validationCount: 2400, stepsPerEpoch: 100, totalSteps: 200 };
  page.engine().hear({ kind: 'dataset', runId, ...counts, gallery: [] });
  page.engine().hear(pace(runId, 500));
  page.passSeconds(159);
  expect(page.state().silences).toEqual({});
  page.passSeconds(1);
  expect(page.state().silences).toEqual({ [runId]: 160 });
});

test('a run that is asked to pause says so until it rests; one that is to go on after all never rested', () => {
  const page = setUp();
  const runId = page.start();
  page.client.pause(runId);
  page.engine().hear(status(runId, 'training'));
  page.turn();
  expect(page.run().status).toBe('pausing');
  page.client.resume(runId);
  expect(page.run().status).toBe('training');
  page.client.pause(runId);
  page.engine().hear(status(runId, 'paused'));
  page.turn();
  page.client.pause(runId);
  expect(page.run().status).toBe('paused');
  page.engine().hear(status(runId, 'finished'));
  page.turn();
  page.client.pause(runId);
  expect([page.run().status, page.engine().sent.map(({ kind }) => kind)]).toEqual([
    'finished',
    ['start', 'pause', 'resume', 'pause', 'pause'],
  ]);
});

test.each(['paused', 'finished'] as const)('a run that is %s need not report', (how) => {
  const page = setUp();
  const runId = page.start();
  page.engine().hear(status(runId, how));
  page.turn();
  page.passSeconds(60);
  expect(page.state().silences).toEqual({});
});

test('a run that was paused has to report once it is resumed', () => {
  const page = setUp();
  const runId = page.start();
  page.engine().hear(status(runId, 'paused'));
  page.turn();
  page.client.resume(runId);
  page.passSeconds(10);
  expect(page.state().silences).toEqual({ [runId]: 10 });
});

test('who waits is asked again after as long a time', () => {
  const page = setUp();
  const runId = page.start();
  page.passSeconds(10);
  page.client.wait(runId);
  expect(page.state().silences).toEqual({});
  page.passSeconds(9);
  expect(page.state().silences).toEqual({});
  page.passSeconds(1);
  expect(page.state().silences).toEqual({ [runId]: 10 });
});

test('who starts over gets a new worker at once, and nothing is silent any more', () => {
  const page = setUp();
  const silent = page.start();
  page.engine().hear(status(silent, 'training'));
  page.turn();
  page.passSeconds(11);
  const next = page.start();
  expect(page.engines.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  expect(page.engine().sent.map(({ kind, runId }) => [kind, runId])).toEqual([['start', next]]);
  expect([page.run(silent).status, page.state().silences]).toEqual(['stopped', {}]);
});

test('the silence of one lane is not that of another', () => {
  const page = setUp();
  const a = page.start();
  const b = page.start('study');
  for (let second = 0; second < 10; second++) {
    page.passSeconds(1);
    page.engines[1]?.hear(rows(b, second));
  }
  expect(page.state().silences).toEqual({ [a]: 10 });
});

test('a worker that dies before it ever reported could not be loaded, and is no longer waited for', () => {
  const page = setUp();
  page.start();
  page.engine().crash('The worker could not be loaded.');
  page.turn();
  expect([page.run().status, page.run().failure?.message]).toEqual([
    'failed',
    'The part of the page that trains could not be loaded.',
  ]);
  page.passSeconds(60);
  expect(page.state().silences).toEqual({});
});

const checkpoint = (step: number): Checkpoint => ({
  step,
  evaluated: 0,
  changes: 0,
  seconds: 1,
  theta: Float32Array.of(step),
  statistics: {},
  optimizers: {},
  weigher: null,
});

test('a checkpoint is kept when the rows until there are in the store', () => {
  const page = setUp();
  const runId = page.start();
  page.engine().hear(rows(runId, 0, 1, 2));
  page.engine().hear({ kind: 'checkpoint', runId, checkpoint: checkpoint(3) });
  expect(page.kept).toEqual([]);
  page.turn();
  expect(page.kept).toEqual([[runId, 3, 3]]);
});

test('a run whose worker crashed goes on from a checkpoint in a new one, and its later rows come again', () => {
  const page = setUp();
  const runId = page.start();
  page.engine().hear(rows(runId, 0, 1, 2, 3));
  page.engine().crash('out of luck');
  page.turn();
  const from = checkpoint(3);
  page.client.continue(runId, defaultExperiment, from, { backend: 'wasm' });
  const { status: before, failure } = page.run(runId);
  expect([before, failure]).toEqual(['starting', undefined]);
  expect(page.engines).toHaveLength(2);
  expect(page.engine().sent).toEqual([
    { kind: 'start', runId, experiment: defaultExperiment, backend: 'wasm', isPaused: false, from },
  ]);
  page.engine().hear({ kind: 'status', runId, status: 'starting' });
  page.engine().hear({ kind: 'restored', runId, step: 3, changes: 0 });
  page.engine().hear(rows(runId, 3, 4));
  page.turn();
  expect([...(page.run(runId).train.buffers.step?.subarray(0, 5) ?? [])]).toEqual([0, 1, 2, 3, 4]);
  expect([page.run(runId).train.length, page.state().runs.length]).toEqual([5, 1]);
});

test('what a worker still says of a run before it was continued is not of the run that goes on', () => {
  const page = setUp();
  const runId = page.start();
  page.engine().hear(rows(runId, 0, 1, 2));
  // Another run takes the lane: the first is over on the page before the worker has said its last.
  page.start();
  page.client.continue(runId, defaultExperiment, checkpoint(2), { backend: 'wasm' });
  page.engine().hear({ kind: 'status', runId, status: 'stopped' });
  page.engine().hear({ kind: 'status', runId, status: 'starting' });
  page.engine().hear(status(runId, 'training'));
  page.turn();
  expect(page.run(runId).status).toBe('training');
  expect(page.engine().sent.map(({ kind, runId: id }) => [kind, id === runId])).toEqual([
    ['start', true],
    ['stop', true],
    ['start', false],
    ['stop', false],
    ['start', true],
  ]);
});

test('a run that goes on is not continued, and one of another lane moves to the lane of the page', () => {
  const page = setUp();
  const runId = page.start('study');
  page.client.continue(runId, defaultExperiment, checkpoint(2), { backend: 'wasm' });
  expect(page.engine().sent).toHaveLength(1);
  page.engine().hear(status(runId, 'finished'));
  page.turn();
  page.client.continue(runId, defaultExperiment, checkpoint(2), { backend: 'wasm' });
  expect(page.engines.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  page.client.pause(runId);
  expect(page.engine().sent.map(({ kind }) => kind)).toEqual(['start', 'pause']);
});
