/** What a lane does when a graphics device is lost; the other backends stand in for the device here. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { BackendChoice, BackendName } from '../core/backends.ts';
import type { Experiment } from '../core/experiment.ts';
import { makeStrategy } from '../core/make.ts';
import type { Checkpoint } from '../core/run/checkpoint.ts';
import type { Event } from '../core/run/protocol.ts';
import { failReadsWhenLost, reportLoss, restoreFactory } from './backends/deviceLoss.ts';
import { openBackend } from './backends/index.ts';
import { makeLane, type Start } from './lane.ts';
import { twoHeads } from './testing/twoHeads.ts';

/** 38 images for training in batches of 8: 4 steps an epoch. */
const small: Experiment = { ...twoHeads, training: { ...twoHeads.training, batchSize: 8 } };

const wasmFiles = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';

const openWasm = () => openBackend('wasm', wasmFiles, { threads: 1 });

interface Played {
  /** Names of the backends in the order in which they open; after them none does. */
  readonly backends: readonly BackendName[];
  readonly act?: (event: Event) => void;
  /** Opens what stands in for the backend of that name. */
  readonly openAs?: (name: BackendName) => Promise<void>;
  readonly experiment?: Experiment;
  readonly steps?: number;
}

/** All Events of a run until it has finished or failed. */
function play({ backends, act = () => {}, openAs = openWasm, experiment = small, steps }: Played): Promise<Event[]> {
  return new Promise((resolve) => {
    const events: Event[] = [];
    const left = [...backends];
    const open = async (): Promise<BackendChoice> => {
      const name = left.shift();
      if (!name) throw new Error('No backend works here.');
      await openAs(name);
      return { name, reason: '', alternatives: [] };
    };
    const take = makeLane({
      post: (event) => {
        events.push(event);
        act(event);
        const isOver = event.kind === 'failure' || (event.kind === 'status' && event.status === 'finished');
        if (!isOver) return;
        take({ kind: 'stop', runId: 'a' });
        resolve(events);
      },
      open,
    });
    take({ kind: 'start', runId: 'a', experiment, backend: 'auto', ...(steps === undefined ? {} : { steps }) });
  });
}

const loseOnce = () => {
  let isLost = false;
  return (event: Event) => {
    if (event.kind !== 'pace' || isLost) return;
    isLost = true;
    reportLoss('webgl', 'The driver took it away.');
  };
};

it('goes on with the next backend after a loss, and says why', async () => {
  const events = await play({ backends: ['webgl', 'wasm'], act: loseOnce() });
  expect(events.filter((event) => event.kind === 'notice')).toEqual([
    {
      kind: 'notice',
      runId: 'a',
      message: 'webgl failed (The driver took it away.). The run goes on with the next backend.',
    },
  ]);
  expect(events.flatMap((event) => (event.kind === 'backend' ? event.choice.name : []))).toEqual(['webgl', 'wasm']);
  expect(events.filter((event) => event.kind === 'restored')).toEqual([
    { kind: 'restored', runId: 'a', step: 0, changes: 0 },
  ]);
  expect(events.at(-1)).toEqual({ kind: 'status', status: 'finished', runId: 'a' });
});

it('goes on after a loss in the middle of a step, when the device answers no more', async () => {
  const tensors = tf.memory().numTensors;
  const openAs = async (name: BackendName) => {
    if (name !== 'webgl') return openWasm();
    await openBackend('cpu', wasmFiles);
    const backend = tf.backend();
    const read = backend.read.bind(backend);
    let readsInSteps = 0;
    backend.read = (id) => {
      if (tf.engine().state.scopeStack.length === 0 || ++readsInSteps < 3) return read(id);
      setTimeout(() => reportLoss('webgl', 'Gone.'));
      return new Promise(() => {});
    };
    failReadsWhenLost(backend, 'webgl');
  };
  try {
    const experiment = { ...small, strategy: makeStrategy('mgda') };
    const events = await play({ backends: ['webgl', 'wasm'], openAs, experiment });
    expect(events.at(-1)).toEqual({ kind: 'status', status: 'finished', runId: 'a' });
    const restored = events.findIndex((event) => event.kind === 'restored');
    const steps = events
      .slice(restored)
      .flatMap((event) => (event.kind === 'metrics' && event.table === 'train' ? [...(event.columns.step ?? [])] : []));
    expect(steps).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    // The run that was stopped disposes of its tensors in a task of its own.
    await new Promise((resolve) => setTimeout(resolve));
    expect(tf.memory().numTensors).toBe(tensors);
    expect(tf.engine().state.scopeStack).toHaveLength(0);
  } finally {
    restoreFactory('cpu');
  }
});

it('says that the device was lost where no other backend opens', async () => {
  expect((await play({ backends: ['webgl'], act: loseOnce() })).at(-1)).toEqual({
    kind: 'failure',
    runId: 'a',
    failure: {
      code: 'device-lost',
      message: 'The graphics device was lost, and no other backend works here.',
      remedy: 'Run again in a moment: a device often comes back. If it does not, reload the page.',
      detail: 'No backend works here.',
    },
  });
});

it('says that no backend works where none has opened', async () => {
  expect((await play({ backends: [] })).at(-1)).toEqual({
    kind: 'failure',
    runId: 'a',
    failure: {
      code: 'no-backend',
      message: 'No backend works here.',
      remedy: 'Try another browser or update this one.',
      detail: 'No backend works here.',
    },
  });
});

it.each([
  'Aborted(). Build with -sASSERTIONS for more info.',
  'WebAssembly has no memory left for a kernel: XNN status for xnn_create_fully_connected_nc_f32 is not successful. Got status 6.',
])('says that the memory is used up where WebAssembly says %s', async (said) => {
  const openAs = async () => {
    await openWasm();
    const backend = tf.backend();
    const { readSync } = backend;
    backend.readSync = () => {
      backend.readSync = readSync;
      throw new Error(said);
    };
  };
  const events = await play({ backends: ['wasm'], openAs });
  expect(events.at(-1)).toMatchObject({ kind: 'failure', failure: { code: 'out-of-memory', detail: said } });
});

it('ends after the steps that it is given', async () => {
  const events = await play({ backends: ['wasm'], steps: 2 });
  expect(events.find((event) => event.kind === 'dataset')?.totalSteps).toBe(2);
  expect(events.at(-1)).toEqual({ kind: 'status', status: 'finished', runId: 'a' });
  const rows = events.flatMap((event) =>
    event.kind === 'metrics' && event.table === 'train' ? [...(event.columns.step ?? [])] : [],
  );
  expect(rows).toEqual([0, 1]);
});

/** The checkpoints that a run tells until it has finished, each with the number of buffers that are handed over. */
function checkpointsOf(change: Partial<Start> = {}, openedAs: BackendName = 'wasm') {
  return new Promise<{ readonly checkpoints: [Checkpoint, number][]; readonly events: Event[] }>((resolve) => {
    const checkpoints: [Checkpoint, number][] = [];
    const events: Event[] = [];
    const take = makeLane({
      post: (event, buffers) => {
        events.push(event);
        if (event.kind === 'checkpoint') checkpoints.push([event.checkpoint, buffers.length]);
        if (event.kind !== 'status' || event.status !== 'finished') return;
        take({ kind: 'stop', runId: 'a' });
        resolve({ checkpoints, events });
      },
      open: async () => {
        await openWasm();
        return { name: openedAs, reason: '', alternatives: [] };
      },
    });
    take({ kind: 'start', runId: 'a', experiment: small, backend: 'wasm', ...change });
  });
}

it('hands over the memory of a checkpoint, which is not needed here any more', async () => {
  const { checkpoints } = await checkpointsOf();
  const [checkpoint, buffers] = checkpoints.at(-1) ?? [];
  // θ, and two moments of Adam; there are no moving statistics.
  expect([checkpoint?.step, checkpoint?.evaluated, buffers]).toEqual([8, 8, 3]);
  expect(checkpoint?.seconds).toBeGreaterThan(0);
});

it('goes on from a checkpoint, and says so where its backend does not work any more', async () => {
  const [from] = (await checkpointsOf()).checkpoints.at(-1) ?? [];
  if (!from) throw new Error('There is no checkpoint.');
  const experiment = { ...small, training: { ...small.training, epochs: 3 } };
  const there = await checkpointsOf({ from, experiment });
  expect(there.events.filter(({ kind }) => kind === 'restored' || kind === 'notice')).toEqual([
    { kind: 'restored', runId: 'a', step: 8, changes: 0 },
  ]);
  expect(there.checkpoints.at(-1)?.[0].step).toBe(12);
  const elsewhere = await checkpointsOf({ from, experiment, backend: 'webgpu' });
  expect(elsewhere.events.find(({ kind }) => kind === 'notice')).toMatchObject({
    message:
      'WebGPU does not work here. The run goes on with WebAssembly: its numbers differ a little from those WebGPU would give.',
  });
});

it('takes a step apart where it is asked to, and then tells of a unit of it', async () => {
  const events = await new Promise<Event[]>((resolve) => {
    const told: Event[] = [];
    let pauses = 0;
    const take = makeLane({
      post: (event) => {
        told.push(event);
        if (event.kind === 'status' && event.status === 'paused') {
          pauses++;
          if (pauses === 1) take({ kind: 'step', runId: 'a', dissects: true });
          // A message of the page comes in a task of its own.
          const unit = { layer: 'head-size', pass: 0, image: 1, channel: 2 };
          if (pauses === 2) setTimeout(() => take({ kind: 'unit', runId: 'a', unit }));
        }
        if (event.kind !== 'arithmetic') return;
        take({ kind: 'stop', runId: 'a' });
        resolve(told);
      },
      open: async () => {
        await openWasm();
        return { name: 'wasm', reason: '', alternatives: [] };
      },
    });
    take({ kind: 'start', runId: 'a', experiment: small, backend: 'wasm', isPaused: true });
  });
  const dissections = events.flatMap((event) => (event.kind === 'dissection' ? event.dissection : []));
  expect(dissections.map(({ step, batch }) => [step, batch.size, batch.images.length])).toEqual([[0, 8, 6]]);
  const [arithmetic] = events.flatMap((event) => (event.kind === 'arithmetic' ? event.arithmetic : []));
  expect(arithmetic).toMatchObject({ step: 0, shape: [3], unit: { layer: 'head-size', image: 1, channel: 2 } });
});
