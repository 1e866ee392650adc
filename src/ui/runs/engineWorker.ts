/** The surroundings of the client on a real page: the Worker, ids and timers. */
import type { Event } from '../../core/run/protocol.ts';
import type { Engine, StartEngine } from './lane.ts';

let prepared: Worker | undefined;

/** Lets the engine load before there is a run: its script is the larger half of what a first visit waits for. */
export function prepareWorker(): void {
  const worker = makeWorker();
  prepared = worker;
  // One that fails before there is a run is made anew for the run, which then tells of a second failure.
  worker.onerror = (error) => {
    error.preventDefault();
    if (prepared === worker) prepared = undefined;
  };
}

function makeWorker(): Worker {
  return new Worker(new URL('../../engine/worker.ts', import.meta.url), { type: 'module' });
}

/** Starts the engine in a Worker of its own. */
export const startWorker: StartEngine = (hear, crash): Engine => {
  const worker = prepared ?? makeWorker();
  prepared = undefined;
  worker.onmessage = ({ data }: MessageEvent<Event>) => hear(data);
  worker.onerror = (error) => {
    error.preventDefault();
    crash(error.message || 'The worker could not be loaded.');
  };
  worker.onmessageerror = () => crash('A message of the worker could not be read.');
  return {
    send: (command) => worker.postMessage(command),
    terminate: () => worker.terminate(),
  };
};

/** 128 random bits as hexadecimal digits. (`crypto.randomUUID` is missing on a page served without TLS.) */
export function newRunId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A timer that can be called off. */
export function later(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
