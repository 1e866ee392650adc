/** A run that loses its graphics device, on the emulated devices of the browser. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BackendName } from '../core/backends.ts';
import type { Experiment } from '../core/experiment.ts';
import { makeStrategy } from '../core/make.ts';
import type { Event } from '../core/run/protocol.ts';
import { chooseBackend, openBackend, surveyBackends } from './backends/index.ts';
import { wasmUrls } from './backends/wasmUrls.ts';
import { makeLane } from './lane.ts';
import { twoHeads } from './testing/twoHeads.ts';

const reports = await surveyBackends();
const has = (name: BackendName) => reports.some((report) => report.name === name && report.available);

/** MGDA reads the Gramian back in every step, so that a step can be cut in the middle; 8 steps, a checkpoint after 4. */
const small: Experiment = {
  ...twoHeads,
  strategy: makeStrategy('mgda'),
  training: { ...twoHeads.training, batchSize: 8 },
};

type Webgl = tf.KernelBackend & { readonly gpgpu: { readonly gl: WebGL2RenderingContext } };
const lose = {
  webgl: () => (tf.backend() as Webgl).gpgpu.gl.getExtension('WEBGL_lose_context')?.loseContext(),
  webgpu: () => (tf.backend() as WebGPUBackend).device.destroy(),
};

/** Runs on a device until the end, and on WebAssembly once it is lost; `act` sees every Event. */
function play(device: keyof typeof lose, act: (event: Event) => void): Promise<Event[]> {
  return new Promise((resolve, reject) => {
    const events: Event[] = [];
    const take = makeLane({
      post: (event) => {
        events.push(event);
        act(event);
        if (event.kind === 'failure') reject(new Error(event.failure.message, { cause: event.failure }));
        if (event.kind === 'status' && event.status === 'finished') {
          take({ kind: 'stop', runId: 'a' });
          resolve(events);
        }
      },
      open: (_, failed) =>
        chooseBackend(wasmUrls, { wanted: failed.has(device) ? 'wasm' : device, without: failed, reports }),
    });
    take({ kind: 'start', runId: 'a', experiment: small, backend: device });
  });
}

function expectRestored(events: readonly Event[], device: BackendName, step: number): void {
  expect(events.flatMap((event) => (event.kind === 'backend' ? event.choice.name : []))).toEqual([device, 'wasm']);
  expect(events.at(-1)).toMatchObject({ kind: 'status', status: 'finished' });
  const restored = events.findIndex((event) => event.kind === 'restored');
  expect(events[restored]).toMatchObject({ step });
  const after = events
    .slice(restored)
    .flatMap((event) => (event.kind === 'metrics' && event.table === 'train' ? [event.columns] : []));
  const steps = after.flatMap(({ step: column }) => [...(column ?? [])]);
  expect(steps).toEqual([0, 1, 2, 3, 4, 5, 6, 7].slice(step));
  const totals = after.flatMap(({ total }) => [...(total ?? [])]);
  expect(totals.map((value) => Number.isFinite(value) && value > 0)).toEqual(steps.map(() => true));
}

const unhandled: unknown[] = [];
const note = (event: PromiseRejectionEvent) => unhandled.push(event.reason);
beforeEach(() => {
  unhandled.length = 0;
  addEventListener('unhandledrejection', note);
});
afterEach(async () => {
  removeEventListener('unhandledrejection', note);
  await openBackend('cpu', wasmUrls);
  expect(unhandled).toEqual([]);
});

/** Acts once, at the first Event that passes. */
const once = (passes: (event: Event) => boolean, act: () => void) => {
  let isDone = false;
  return (event: Event) => {
    if (isDone || !passes(event)) return;
    isDone = true;
    act();
  };
};

/** Loses the device while the next number of a step is waited for. Only what is read within a scope is of a step. */
function loseInStep(device: keyof typeof lose): void {
  const backend = tf.backend();
  const { read } = backend;
  backend.read = (id) => {
    const values = read.call(backend, id);
    if (tf.engine().state.scopeStack.length > 0) {
      backend.read = read;
      lose[device]();
    }
    return values;
  };
}

/** Lets the device of a backend say that it has no memory left, as it does when something is to be put there. */
const fill = {
  webgl: () => {
    const { gl } = (tf.backend() as Webgl).gpgpu;
    gl.getError = () => gl.OUT_OF_MEMORY;
  },
  webgpu: () => {
    const error = new GPUOutOfMemoryError('Not enough memory left.');
    (tf.backend() as WebGPUBackend).device.dispatchEvent(new GPUUncapturedErrorEvent('uncapturederror', { error }));
  },
};

describe.each(['webgl', 'webgpu'] as const)('%s', (device) => {
  test.runIf(has(device))('lost between two steps: the run begins anew on another backend', async () => {
    const events = await play(
      device,
      once((event) => event.kind === 'pace', lose[device]),
    );
    expectRestored(events, device, 0);
  });

  test.runIf(has(device))('lost in the middle of a step: the run goes on from its checkpoint', async () => {
    const events = await play(
      device,
      once(
        (event) => event.kind === 'gallery',
        () => loseInStep(device),
      ),
    );
    expectRestored(events, device, 4);
  });

  test.runIf(has(device))(
    'without memory left in the first step: the run goes on with another, and says why',
    async () => {
      const events = await play(
        device,
        once((event) => event.kind === 'backend', fill[device]),
      );
      expect(events.flatMap((event) => (event.kind === 'notice' ? event.message : []))).toEqual([
        `${device} failed (its memory is used up; a smaller batch, smaller images or fewer filters need less). The run goes on with the next backend.`,
      ]);
      expect(events.flatMap((event) => (event.kind === 'backend' ? event.choice.name : []))).toEqual([device, 'wasm']);
      expect(events.at(-1)).toMatchObject({ kind: 'status', status: 'finished' });
      // The next run begins on the device again.
      expect((await chooseBackend(wasmUrls, { wanted: device, reports })).name).toBe(device);
    },
  );
});
