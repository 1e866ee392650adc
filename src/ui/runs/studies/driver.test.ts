import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Experiment } from '../../../core/experiment.ts';
import { makeLayer } from '../../../core/make.ts';
import { defaultExperiment } from '../../../core/presets.ts';
import type { Checkpoint } from '../../../core/run/checkpoint.ts';
import type { Command, Event, EventBody } from '../../../core/run/protocol.ts';
import { makeRun, type Run } from '../../../core/run/run.ts';
import { summaryOf } from '../../../core/run/runSummary.ts';
import { type KeptStudy, planFor, type StudyStatus, studyRunId } from '../../../core/study/keptStudy.ts';
import { makeStudy } from '../../../core/study/study.ts';
import { store as pageStore, runLimit, type State } from '../../store.ts';
import { createClient } from '../client.ts';
import { keptLimit } from '../room.ts';
import { deadSeconds, driveStudies } from './driver.ts';

/** 10 steps each. */
const experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 125, size: 16 },
  training: { ...defaultExperiment.training, batchSize: 20, epochs: 2, validationShare: 0.2 },
};
const rates = (...values: number[]) =>
  makeStudy(experiment, { variations: [{ kind: 'list', at: ['training.learningRate'], join: 'same', values }] });
const kept = (id: string, values: number[], more: Partial<KeptStudy> = {}): KeptStudy => ({
  id,
  study: rates(...values),
  startedAt: 0,
  status: 'waiting',
  outcomes: [],
  ...more,
});
const runId = ({ id, study }: KeptStudy, number: number) => studyRunId(id, planFor(study).runs[number] ?? { id: '' });

interface FakeEngine {
  readonly sent: Command[];
  readonly hear: (event: Event) => void;
  readonly crash: (detail: string) => void;
  isTerminated: boolean;
}

/** A page with a store, a client, and engines that do what the test says. */
function open(
  state: Partial<State>,
  {
    cores = 3,
    checkpoints = new Map<string, Checkpoint>(),
    claim = (_: string): (() => void) | undefined =>
      () => {},
  } = {},
) {
  const store = createStore<State>()(() => ({ ...pageStore.getInitialState(), ...state }));
  const engines: FakeEngine[] = [];
  const timers = new Set<() => void>();
  let ms = 0;
  const client = createClient({
    startEngine(hear, crash) {
      const engine: FakeEngine = { sent: [], hear, crash, isTerminated: false };
      engines.push(engine);
      return {
        send: (command) => void engine.sent.push(command),
        terminate: () => {
          engine.isTerminated = true;
        },
      };
    },
    store,
    newRunId: () => 'desk',
    soon: queueMicrotask,
    later(callback) {
      const timer = () => callback();
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  });
  driveStudies({
    store,
    client,
    cores,
    backendFor: () => 'wasm',
    reportsFor: () => undefined,
    loadRun: async (id) => store.getState().runs.find((run) => run.id === id) ?? library.get(id),
    checkpointOf: async (id) => checkpoints.get(id),
    claim: async (id) => claim(id),
    later(callback) {
      timers.add(callback);
      return () => void timers.delete(callback);
    },
    now: () => (ms += 10),
  });
  const library = new Map<string, Run>();
  const last = (id: string) => engines.findLast(({ sent }) => sent.some((command) => command.runId === id));
  const tell = async (id: string, ...bodies: readonly EventBody[]) => {
    for (const body of bodies) last(id)?.hear({ ...body, runId: id });
    await turn();
  };
  return {
    store,
    client,
    engines,
    library,
    tell,
    last,
    outcomes: (number = 0) =>
      store.getState().studies[number]?.outcomes.map(({ ending, steps }) => `${ending} ${steps}`),
    status: (number = 0) => store.getState().studies[number]?.status,
    /** What was asked of a run. */
    asked: (id: string) => engines.flatMap(({ sent }) => sent.filter((c) => c.runId === id)).map(({ kind }) => kind),
    setStatus: async (number: number, status: StudyStatus) => {
      store.setState(({ studies }) => ({
        studies: studies.map((one, i) => (i === number ? { ...one, status } : one)),
      }));
      await turn();
    },
    startDesk: async () => {
      client.start(experiment, { title: '', backend: 'wasm' });
      store.setState({ drivenRunId: 'desk', shownRunId: 'desk' });
      await tell('desk', { kind: 'status', status: 'training' });
    },
    finish: (id: string, steps = 10) =>
      tell(
        id,
        { kind: 'status', status: 'training' },
        { kind: 'metrics', table: 'train', columns: { step: Float32Array.from({ length: steps }, (_, i) => i) } },
        { kind: 'status', status: 'finished' },
      ),
    passSeconds: async (seconds: number) => {
      for (let second = 0; second < seconds; second++)
        for (const timer of [...timers]) if (timers.delete(timer)) timer();
      await turn();
    },
  };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

test('runs go to two lanes in order, their outcomes fill in, and the lanes are closed at the end', async () => {
  const study = kept('s', [1, 2, 3]);
  const page = open({ studies: [study] });
  await turn();
  const [a, b, c] = [0, 1, 2].map((number) => runId(study, number)) as [string, string, string];
  expect(page.engines).toHaveLength(2);
  expect(page.engines[0]?.sent).toEqual([
    {
      kind: 'start',
      runId: a,
      experiment: planFor(study.study).runs[0]?.experiment,
      backend: 'wasm',
      threads: 1,
      isPaused: false,
    },
  ]);
  expect(page.store.getState().runs.map(({ title }) => title)).toEqual([
    'learning rate 1, seed 1',
    'learning rate 2, seed 1',
  ]);
  expect([page.status(), page.asked(b), page.asked(c)]).toEqual(['running', ['start'], []]);
  expect(page.store.getState().studyLanes).toMatchObject({ lanes: 2, isYielding: false });
  await page.finish(b);
  expect([page.outcomes(), page.asked(c)]).toEqual([['finished 10'], ['start']]);
  expect(page.last(c)).toBe(page.last(b));
  await page.finish(a, 7);
  await page.finish(c);
  expect([page.outcomes(), page.status()]).toEqual([['finished 10', 'finished 7', 'finished 10'], 'done']);
  expect(page.engines.every(({ isTerminated }) => isTerminated)).toBe(true);
  expect(page.store.getState().studyLanes.lanes).toBe(0);
  // Neither shown nor driven: the desk is as it was.
  expect(page.store.getState()).toMatchObject({ shownRunId: null, drivenRunId: null });
});

test('the budget goes along, and a run out of patience is an outcome', async () => {
  const study = { ...kept('s', [1]), study: { ...rates(1), budget: { steps: 6, patience: 2 } } };
  const page = open({ studies: [study] });
  await turn();
  expect(page.engines[0]?.sent[0]).toMatchObject({ steps: 6, patience: 2 });
  const values = { 'loss:colour': Float32Array.of(1, 1, 1), 'loss:size': Float32Array.of(1, 1, 1) };
  await page.tell(
    runId(study, 0),
    { kind: 'metrics', table: 'validation', columns: { step: Float32Array.of(1, 2, 3), ...values } },
    { kind: 'status', status: 'stopped' },
  );
  expect([page.outcomes(), page.status()]).toEqual([['early 0'], 'done']);
});

test('a run on the desk takes a lane as long as it trains', async () => {
  const study = kept('s', [1, 2, 3]);
  const page = open({ studies: [study] });
  await turn();
  const [a, b, c] = [0, 1, 2].map((number) => runId(study, number)) as [string, string, string];
  await page.startDesk();
  expect([page.asked(a), page.asked(b)]).toEqual([['start'], ['start', 'pause']]);
  expect(page.store.getState().studyLanes).toMatchObject({ lanes: 1, isYielding: false, pausedRunId: null });
  await page.finish(a);
  expect([page.asked(b), page.asked(c)]).toEqual([['start', 'pause', 'resume'], []]);
  await page.tell('desk', { kind: 'status', status: 'paused' });
  expect(page.asked(c)).toEqual(['start']);
});

test('on two cores the start of a study pauses the run on the desk, and waits when a person goes on with it', async () => {
  const study = kept('s', [1, 2]);
  const page = open({}, { cores: 2 });
  await page.startDesk();
  page.store.setState({ studies: [study] });
  await turn();
  const a = runId(study, 0);
  expect([page.asked('desk'), page.asked(a)]).toEqual([['start', 'pause'], ['start']]);
  expect(page.store.getState().studyLanes).toEqual({ lanes: 1, isYielding: false, pausedRunId: 'desk' });
  await page.tell('desk', { kind: 'status', status: 'paused' });
  expect(page.store.getState().studyLanes.pausedRunId).toBe('desk');
  await page.tell('desk', { kind: 'status', status: 'training' });
  expect(page.asked(a)).toEqual(['start', 'pause']);
  expect(page.store.getState().studyLanes).toEqual({ lanes: 0, isYielding: true, pausedRunId: null });
  await page.finish('desk');
  expect(page.asked(a)).toEqual(['start', 'pause', 'resume']);
  // A study that waits for its turn pauses nothing when that comes.
  await page.finish(a);
  page.store.setState(({ studies }) => ({ studies: [...studies, kept('t', [3])] }));
  await turn();
  await page.startDesk();
  expect([page.asked('desk').at(-1), page.store.getState().studyLanes.isYielding]).toEqual(['start', true]);
});

test('a graphics device has one lane, whatever the cores', async () => {
  const page = open({ studies: [kept('s', [1, 2], { backend: 'webgpu' })] }, { cores: 16 });
  await turn();
  expect(page.engines.map(({ sent }) => sent[0])).toMatchObject([{ backend: 'webgpu' }]);
});

test('a study that is held ends the runs under way and begins no other until it goes on', async () => {
  const study = kept('s', [1, 2, 3]);
  const page = open({ studies: [study] });
  await turn();
  await page.setStatus(0, 'paused');
  await page.finish(runId(study, 0));
  expect([page.outcomes(), page.asked(runId(study, 2)), page.status()]).toEqual([['finished 10'], [], 'paused']);
  await page.setStatus(0, 'waiting');
  expect([page.asked(runId(study, 2)), page.status()]).toEqual([['start'], 'running']);
});

test('a study that is called off ends its workers, and goes on from the last checkpoint where a person wants it', async () => {
  const study = kept('s', [1, 2]);
  const [a, b] = [runId(study, 0), runId(study, 1)];
  const checkpoint: Checkpoint = {
    step: 4,
    evaluated: 0,
    changes: 0,
    seconds: 0,
    theta: new Float32Array(),
    statistics: {},
    optimizers: {},
    weigher: undefined,
  };
  const page = open({ studies: [study] }, { checkpoints: new Map([[a, checkpoint]]) });
  await turn();
  const before = page.last(a);
  await page.setStatus(0, 'cancelled');
  expect(page.store.getState().runs.map(({ status }) => status)).toEqual(['stopped', 'stopped']);
  expect([before?.isTerminated, page.outcomes(), page.status()]).toEqual([true, [], 'cancelled']);
  await page.setStatus(0, 'waiting');
  expect(page.last(a)?.sent).toMatchObject([{ kind: 'start', from: checkpoint }]);
  expect(page.last(b)?.sent[0]).not.toHaveProperty('from');
  expect(page.store.getState().runs).toHaveLength(2);
});

test('a study that is called off leaves its lanes to the next, and trains no more on the others', async () => {
  const [first, second] = [kept('s', [1, 2]), kept('t', [3])];
  const page = open({ studies: [first, second] });
  await turn();
  await page.setStatus(0, 'cancelled');
  expect(page.store.getState().runs.map(({ status }) => status)).toEqual(['stopped', 'stopped', 'starting']);
  expect(page.engines.map(({ isTerminated }) => isTerminated)).toEqual([true, true, false]);
});

test('several studies wait in turn, and one that is moved to the front has the next lanes', async () => {
  const [first, second] = [kept('s', [1, 2, 3]), kept('t', [4, 5])];
  const page = open({ studies: [first, second] });
  await turn();
  expect([page.status(0), page.status(1), page.asked(runId(second, 0))]).toEqual(['running', 'waiting', []]);
  page.store.setState(({ studies }) => ({ studies: studies.toReversed() }));
  await turn();
  await page.finish(runId(first, 0));
  expect(page.asked(runId(second, 0))).toEqual(['start']);
  expect([page.status(0), page.status(1), page.outcomes(1)]).toEqual(['running', 'waiting', ['finished 10']]);
});

test('a run whose worker is killed or dies of silence is tried once more, then listed; one that diverged is an outcome', async () => {
  const study = kept('s', [1, 2, 3]);
  const page = open({ studies: [study] });
  const [a, b, c] = [0, 1, 2].map((number) => runId(study, number)) as [string, string, string];
  await turn();
  await page.tell(a, { kind: 'status', status: 'compiling' });
  page.last(a)?.crash('killed');
  await turn();
  expect([page.outcomes(), page.asked(a)]).toEqual([[], ['start', 'start']]);
  const diverged = { code: 'diverged', message: 'The loss became NaN.', remedy: '' } as const;
  await page.tell(b, { kind: 'failure', failure: diverged });
  await page.tell(c, { kind: 'status', status: 'training' });
  await page.tell(a, { kind: 'status', status: 'starting' }, { kind: 'status', status: 'training' });
  await page.finish(c);
  await page.passSeconds(deadSeconds({ experiment }));
  expect(page.store.getState().studies[0]?.outcomes).toMatchObject([
    { ending: 'diverged', message: 'The loss became NaN.' },
    { ending: 'finished' },
    { ending: 'failed', message: 'It was stopped.' },
  ]);
  expect(page.status()).toBe('done');
});

/** A step of 337 billion operations in 1.2 GiB. */
function makeLarge(): Experiment {
  const layers = [
    makeLayer('image', 'input', []),
    makeLayer('conv-1', 'conv2d', ['image'], { filters: 32, kernel: 5 }),
    makeLayer('conv-2', 'conv2d', ['conv-1'], { filters: 64, kernel: 5 }),
    makeLayer('pool', 'global-pool', ['conv-2']),
    makeLayer('head-colour', 'dense', ['pool'], { units: 8 }),
    makeLayer('head-size', 'dense', ['pool'], { units: 3 }),
  ];
  const dataset = { ...experiment.dataset, count: 1000, size: 64 };
  return { ...experiment, dataset, network: { layers }, training: { ...experiment.training, batchSize: 256 } };
}

test('runs go side by side as far as there is memory for them', async () => {
  const study = { ...kept('s', []), study: makeStudy(makeLarge(), { seeds: [1, 2, 3, 4, 5] }) };
  const page = open({ studies: [study] }, { cores: 16 });
  await turn();
  expect(page.engines).toHaveLength(3);
  await page.finish(runId(study, 0));
  expect(page.asked(runId(study, 3))).toEqual(['start']);
  expect(page.engines).toHaveLength(3);
});

test('a worker at work on a large step is not dead for its silence', async () => {
  const large = makeLarge();
  const study = { ...kept('s', []), study: makeStudy(large, { seeds: [1] }) };
  const page = open({ studies: [study] });
  const only = runId(study, 0);
  await turn();
  await page.tell(only, { kind: 'status', status: 'compiling' });
  // It takes a minute and a half on one thread of WebAssembly.
  await page.passSeconds(100);
  expect([page.asked(only), page.outcomes()]).toEqual([['start'], []]);
  await page.passSeconds(deadSeconds({ experiment: large }));
  expect(page.asked(only)).toEqual(['start', 'start']);
});

test('a deleted run of a study is listed as failed, and a deleted study ends its workers', async () => {
  const study = kept('s', [1, 2]);
  const page = open({ studies: [study] });
  await turn();
  page.store.setState(({ runs }) => ({ runs: runs.slice(1) }));
  await turn();
  expect(page.store.getState().studies[0]?.outcomes).toMatchObject([
    { message: 'It was deleted while it was under way.' },
  ]);
  page.store.setState({ studies: [] });
  await turn();
  expect(page.engines.every(({ isTerminated }) => isTerminated)).toBe(true);
});

test('what the library has of a run is not run again, unless it is not what was planned', async () => {
  const study = kept('s', [1, 2]);
  const [first, second] = planFor(study.study).runs;
  const over = (number: 0 | 1, change: Partial<Run>): Run => ({
    ...makeRun(runId(study, number), '', (number === 0 ? first : second)?.experiment ?? experiment, 1),
    status: 'finished',
    ...change,
  });
  const moved = over(1, { changes: [{ step: 1, change: { learningRate: 1 } }] });
  const library = [over(0, {}), moved];
  const page = open({ kept: library.map(summaryOf) });
  for (const run of library) page.library.set(run.id, run);
  page.store.setState({ studies: [study] });
  await turn();
  expect([page.outcomes(), page.asked(runId(study, 0)), page.asked(runId(study, 1))]).toEqual([
    ['finished 0'],
    [],
    ['start'],
  ]);
});

test('where the library is full of runs, only what came out of a run is kept; what is over leaves memory', async () => {
  const summary = summaryOf(makeRun('x', '', experiment));
  const full = Array.from({ length: keptLimit * 0.8 - 1 }, (_, i) => ({ ...summary, id: `x${i}` }));
  const values = Array.from({ length: 2 * runLimit }, (_, i) => (1 + i) / 100);
  const study = kept('s', values);
  const page = open({ kept: full, studies: [study] }, { cores: 2 });
  await turn();
  for (const [i] of values.entries()) await page.finish(runId(study, i));
  expect([page.status(), page.outcomes()?.length]).toEqual(['done', values.length]);
  const { runs } = page.store.getState();
  expect(runs).toHaveLength(runLimit);
  expect(runs.at(-1)?.isUnkept).toBe(true);
});

test('a study that is taken over from a closed tab waits while a person trains', async () => {
  let hasOther = true;
  const page = open({ studies: [kept('s', [1])] }, { cores: 2, claim: () => (hasOther ? undefined : () => {}) });
  await page.startDesk();
  hasOther = false;
  await page.passSeconds(1);
  expect([page.status(), page.asked('desk')]).toEqual(['running', ['start']]);
  expect(page.store.getState().studyLanes).toMatchObject({ lanes: 0, isYielding: true });
});

test('a study of another tab is left alone until that tab is closed, and one that is over is let go', async () => {
  const study = kept('s', [1]);
  let hasOther = true;
  const said: string[] = [];
  const claim = (id: string) => {
    said.push(`asked for ${id}`);
    return hasOther ? undefined : () => void said.push(`let go of ${id}`);
  };
  const page = open({ studies: [study] }, { claim });
  await turn();
  expect([page.engines, page.status(), page.store.getState().studiesElsewhere]).toEqual([[], 'waiting', ['s']]);
  hasOther = false;
  await page.passSeconds(1);
  expect([page.status(), page.store.getState().studiesElsewhere]).toEqual(['running', []]);
  await page.finish(runId(study, 0));
  expect([page.status(), said]).toEqual(['done', ['asked for s', 'asked for s', 'let go of s']]);
});
