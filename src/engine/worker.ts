/**
 * The entry of the Worker: Commands in, Events out. It opens the backend, runs the trainer, and is the only place that
 * catches: a lost device or a failed backend goes on with the next one, everything else becomes a Failure.
 */
import type { BackendChoice, BackendName } from '../core/backends.ts';
import { costOf } from '../core/cost.ts';
import { graphOf } from '../core/graphOf.ts';
import type { Command, Event, EventBody, Failure } from '../core/run/protocol.ts';
import { chooseBackend, onBackendLost, surveyBackends } from './backends/index.ts';
import { wasmUrls } from './backends/wasmUrls.ts';
import { Control } from './run/control.ts';
import { isWorthMeasuring, measureBackends } from './run/measureBackends.ts';
import { train } from './run/trainer.ts';

let control: Control | undefined;
let running: Promise<void> = Promise.resolve();
let runId = '';

self.onmessage = (message: MessageEvent<Command>) => {
  const command = message.data;
  switch (command.kind) {
    case 'start': {
      control?.stop();
      const next = new Control(command.isPaused ?? false);
      next.lingers = true;
      control = next;
      runId = command.runId;
      running = running.then(() => run(command, next));
      return;
    }
    case 'pause':
      return mine(command)?.pause();
    case 'resume':
      return mine(command)?.resume();
    case 'step':
      return mine(command)?.step();
    case 'stop':
      return mine(command)?.stop();
    case 'change':
      return mine(command)?.change(command.change);
    case 'inspect':
      return mine(command)?.inspect(command.layer, command.image);
    default:
      return command satisfies never;
  }
};

function mine(command: Command): Control | undefined {
  return command.runId === runId ? control : undefined;
}

type Start = Extract<Command, { kind: 'start' }>;

async function run(command: Start, own: Control): Promise<void> {
  const post = (body: EventBody) =>
    self.postMessage({ ...body, runId: command.runId } satisfies Event, buffersOf(body));
  const failed = new Set<BackendName>();
  while (!own.isStopped) {
    let choice: BackendChoice | undefined;
    let lost: string | undefined;
    const stopListening = onBackendLost((name, why) => {
      if (name === choice?.name) lost = why;
    });
    try {
      post({ kind: 'status', status: 'starting' });
      choice = await choose(command, failed, post);
      post({ kind: 'backend', choice });
      for await (const event of train(command.experiment, own)) {
        if (lost !== undefined) throw new Error(lost);
        post(event);
      }
      return;
    } catch (error) {
      if (own.isStopped) return;
      if (!choice || choice.name === 'cpu' || choice.name === 'wasm')
        return post({ kind: 'failure', failure: failureOf(error, choice) });
      failed.add(choice.name);
      post({
        kind: 'notice',
        message: `${choice.name} failed (${messageOf(error)}). The run goes on with the next backend.`,
      });
    } finally {
      stopListening();
    }
  }
}

async function choose(
  command: Start,
  failed: ReadonlySet<BackendName>,
  post: (body: EventBody) => void,
): Promise<BackendChoice> {
  const { backend, experiment, threads = 0 } = command;
  const open = { threads, without: failed };
  if (backend !== 'auto' && !failed.has(backend)) return chooseBackend(wasmUrls, { ...open, wanted: backend });
  const graph = graphOf(experiment);
  let reports = command.reports ?? (await surveyBackends({ threads }));
  if (!command.reports && graph.isRunnable && isWorthMeasuring(reports)) {
    reports = await measureBackends(experiment, wasmUrls, reports, { threads });
    post({ kind: 'measured', cost: costOf(graph), reports });
  }
  return chooseBackend(wasmUrls, { ...open, reports });
}

function failureOf(error: unknown, choice: BackendChoice | undefined): Failure {
  const detail = messageOf(error);
  if (!choice) {
    return {
      code: 'no-backend',
      message: 'No backend works here.',
      remedy: 'Try another browser or update this one.',
      detail,
    };
  }
  if (/memory|allocat|out of bounds/i.test(detail)) {
    const remedy = 'Use a smaller batch, smaller images or fewer filters.';
    return { code: 'out-of-memory', message: 'The memory is used up.', remedy, detail };
  }
  return { code: 'bug', message: 'Something went wrong in the engine.', remedy: 'Start the run again.', detail };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The buffers that are handed over instead of copied. */
function buffersOf(body: EventBody): Transferable[] {
  return body.kind === 'metrics' ? Object.values(body.columns).map((column) => column.buffer) : [];
}
