/**
 * One run after the other: Commands in, Events out. It is the only place that catches: a lost device or a failed backend
 * goes on with the next one from the last checkpoint, everything else becomes a Failure.
 */
import { type BackendChoice, type BackendName, backendTexts } from '../core/backends.ts';
import type { Command, Event, EventBody, Failure } from '../core/run/protocol.ts';
import { onBackendLost } from './backends/index.ts';
import { Control } from './run/control.ts';
import { train } from './run/trainer.ts';

export type Start = Extract<Command, { kind: 'start' }>;

/** What a lane does not know by itself. */
export interface Surroundings {
  /** Sends an Event; the buffers are handed over. */
  post(event: Event, buffers: Transferable[]): void;
  /** Opens a backend for a run, without those that have failed in it. Throws where none works. */
  open(command: Start, failed: ReadonlySet<BackendName>, post: (body: EventBody) => void): Promise<BackendChoice>;
}

/** The function that takes the Commands. A new run stops the one before it. */
export function makeLane(surroundings: Surroundings): (command: Command) => void {
  let control: Control | undefined;
  let running: Promise<void> = Promise.resolve();
  let runId = '';
  const controlOf = (command: Command) => (command.runId === runId ? control : undefined);
  return (command) => {
    switch (command.kind) {
      case 'start': {
        control?.stop();
        const next = new Control(command.isPaused ?? false);
        next.lingers = true;
        next.maxSteps = command.steps ?? next.maxSteps;
        next.patience = command.patience ?? 0;
        next.now = () => performance.now();
        next.checkpoint = command.from;
        control = next;
        runId = command.runId;
        running = running.then(() => run(command, next, surroundings));
        return;
      }
      case 'pause':
        return controlOf(command)?.pause();
      case 'resume':
        return controlOf(command)?.resume();
      case 'step':
        return controlOf(command)?.step(command.dissects);
      case 'stop':
        return controlOf(command)?.stop();
      case 'change':
        return controlOf(command)?.change(command.change);
      case 'inspect':
        return controlOf(command)?.inspect(command.layer, command.image);
      case 'unit':
        return controlOf(command)?.show(command.unit);
      default:
        return command satisfies never;
    }
  };
}

async function run(command: Start, control: Control, { post: send, open }: Surroundings): Promise<void> {
  const post = (body: EventBody) => send({ ...body, runId: command.runId }, buffersOf(body, control));
  const failed = new Set<BackendName>();
  let wasLost = false;
  while (!control.isStopped) {
    let choice: BackendChoice | undefined;
    let lost: string | undefined;
    const stopListening = onBackendLost((name, why) => {
      if (name !== choice?.name) return;
      lost ??= why;
      wasLost = true;
    });
    try {
      post({ kind: 'status', status: 'starting' });
      choice = await open(command, failed, post);
      post({ kind: 'backend', choice });
      const { backend } = command;
      if (command.from && failed.size === 0 && backend !== 'auto' && backend !== choice.name) {
        const before = backendTexts[backend].label;
        const message = `${before} does not work here. The run goes on with ${backendTexts[choice.name].label}: its numbers differ a little from those ${before} would give.`;
        post({ kind: 'notice', message });
      }
      for await (const event of train(command.experiment, control)) {
        if (lost !== undefined) throw new Error(lost);
        post(event);
      }
      return;
    } catch (error) {
      if (control.isStopped) return;
      if (!choice) return post({ kind: 'failure', failure: wasLost ? deviceLost(error) : noBackend(error) });
      if (choice.name === 'cpu' || choice.name === 'wasm') return post({ kind: 'failure', failure: failureOf(error) });
      failed.add(choice.name);
      const why = lost ?? messageOf(error);
      post({ kind: 'notice', message: `${choice.name} failed (${why}). The run goes on with the next backend.` });
    } finally {
      stopListening();
    }
  }
}

function noBackend(error: unknown): Failure {
  const remedy = 'Try another browser or update this one.';
  return { code: 'no-backend', message: 'No backend works here.', remedy, detail: messageOf(error) };
}

function deviceLost(error: unknown): Failure {
  const message = 'The graphics device was lost, and no other backend works here.';
  const remedy = 'Run again in a moment: a device often comes back. If it does not, reload the page.';
  return { code: 'device-lost', message, remedy, detail: messageOf(error) };
}

function failureOf(error: unknown): Failure {
  const detail = messageOf(error);
  // Kernels in C++ that get no memory say nothing but `Aborted()`, and their module is of no use from then on.
  if (/memory|allocat|out of bounds|array length|aborted\(/i.test(detail)) {
    const remedy = 'Use a smaller batch, smaller images or fewer filters.';
    return { code: 'out-of-memory', message: 'The memory is used up.', remedy, detail };
  }
  return { code: 'bug', message: 'Something went wrong in the engine.', remedy: 'Start the run again.', detail };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The buffers that are handed over instead of copied: those that are not needed here any more. */
function buffersOf(body: EventBody, control: Control): Transferable[] {
  if (body.kind === 'metrics') return Object.values(body.columns).map(({ buffer }) => buffer);
  if (body.kind !== 'checkpoint' || body.checkpoint === control.checkpoint) return [];
  const { theta, statistics, optimizers } = body.checkpoint;
  const slots = Object.values(optimizers).flatMap((optimizer) => optimizer.slots);
  return [theta, ...Object.values(statistics), ...slots].map(({ buffer }) => buffer);
}
