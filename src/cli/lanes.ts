/**
 * Side by side: as many worker threads as there are lanes, each with the next task as soon as it is free. One thread a
 * lane: the lanes share the cores, and a number does not depend on how many there are.
 */
import { type MessagePort, Worker } from 'node:worker_threads';
import { openBackend } from '../engine/backends/index.ts';
import { messageOf } from './command.ts';
import { wasmPaths } from './wasmPaths.ts';

export interface Queue<Task, Answer> {
  readonly tasks: readonly Task[];
  readonly lanes: number;
  /** The file that a worker thread runs; it calls `work`. */
  readonly file: string;
  /** The answer to a task that could not be executed. */
  readonly failed: (task: Task, message: string) => Answer;
  /** Called with every answer as it comes. */
  readonly tell: (answer: Answer, task: Task) => void;
  /** Ends all lanes: what they are at has no answer. */
  readonly signal?: AbortSignal;
}

/** Executes all tasks; resolves when the last has ended. A thread that breaks down costs its task and is replaced. */
export async function executeAll<Task, Answer>({
  tasks,
  lanes,
  file,
  failed,
  tell,
  signal,
}: Queue<Task, Answer>): Promise<void> {
  const queue = tasks.values();
  const lane = async () => {
    let worker: Worker | undefined;
    for (const task of queue) {
      if (signal?.aborted) return;
      const started = worker ?? new Worker(file);
      worker = started;
      const end = () => void started.terminate();
      signal?.addEventListener('abort', end, { once: true });
      const { answer, breakdown } = await answerOf<Task, Answer>(started, task);
      signal?.removeEventListener('abort', end);
      if (signal?.aborted && answer === undefined) return;
      if (breakdown !== undefined) worker = undefined;
      tell(answer ?? failed(task, breakdown ?? ''), task);
    }
    await worker?.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(lanes, tasks.length) }, lane));
}

/** Answers the tasks that come through the port, on the wasm backend. */
export function work<Task, Answer>(
  port: MessagePort,
  execute: (task: Task) => Promise<Answer>,
  failed: (task: Task, message: string) => Answer,
): void {
  const isOpen = openBackend('wasm', wasmPaths(), { threads: 1 });
  port.on('message', async (task: Task) => {
    try {
      await isOpen;
      port.postMessage(await execute(task));
    } catch (error) {
      port.postMessage(failed(task, messageOf(error)));
    }
  });
}

type Ended<Answer> =
  | { readonly answer: Answer; readonly breakdown?: undefined }
  | { readonly answer?: undefined; readonly breakdown: string };

function answerOf<Task, Answer>(worker: Worker, task: Task): Promise<Ended<Answer>> {
  return new Promise((resolve) => {
    const onMessage = (answer: Answer) => end({ answer });
    const onError = (error: Error) => end({ breakdown: error.message });
    const onExit = (code: number) => end({ breakdown: `Its thread ended with code ${code}.` });
    const end = (ended: Ended<Answer>) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(ended);
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(task);
  });
}
