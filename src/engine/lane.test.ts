/** What a lane says when a graphics device is lost; WebAssembly stands in for the device here. */
import { expect, it } from 'vitest';
import type { BackendChoice, BackendName } from '../core/backends.ts';
import type { Experiment } from '../core/experiment.ts';
import { defaultExperiment } from '../core/presets.ts';
import type { Event } from '../core/run/protocol.ts';
import { reportLoss } from './backends/deviceLoss.ts';
import { openBackend } from './backends/index.ts';
import { makeLane } from './lane.ts';

const small: Experiment = {
  ...defaultExperiment,
  dataset: { ...defaultExperiment.dataset, count: 64, size: 16 },
  training: { ...defaultExperiment.training, batchSize: 16, epochs: 2, evaluateEvery: 4 },
};

const wasmFiles = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';

/** All Events of a run until it has finished or failed; a `backends` entry that is undefined does not open. */
function play(backends: readonly (BackendName | undefined)[], act: (event: Event) => void): Promise<Event[]> {
  return new Promise((resolve) => {
    const events: Event[] = [];
    const left = [...backends];
    const open = async (): Promise<BackendChoice> => {
      const name = left.shift();
      if (!name) throw new Error('No backend works here.');
      await openBackend('wasm', wasmFiles, { threads: 1 });
      return { name, reason: '', alternatives: [] };
    };
    const take = makeLane({
      post: (event) => {
        events.push(event);
        act(event);
        const isOver = event.kind === 'failure' || (event.kind === 'status' && event.status === 'finished');
        if (isOver) resolve(events);
      },
      open,
    });
    take({ kind: 'start', runId: 'a', experiment: small, backend: 'auto' });
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
  const events = await play(['webgl', 'wasm'], loseOnce());
  expect(events.filter((event) => event.kind === 'notice')).toEqual([
    {
      kind: 'notice',
      runId: 'a',
      message: 'webgl failed (The driver took it away.). The run goes on with the next backend.',
    },
  ]);
  expect(events.flatMap((event) => (event.kind === 'backend' ? event.choice.name : []))).toEqual(['webgl', 'wasm']);
  expect(events.filter((event) => event.kind === 'restored')).toEqual([{ kind: 'restored', runId: 'a', step: 0 }]);
  expect(events.at(-1)).toEqual({ kind: 'status', status: 'finished', runId: 'a' });
});

it('says that the device was lost where no other backend opens', async () => {
  expect((await play(['webgl'], loseOnce())).at(-1)).toEqual({
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
  const last = (await play([], () => {})).at(-1);
  expect(last?.kind === 'failure' && last.failure.code).toBe('no-backend');
});
