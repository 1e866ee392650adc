/**
 * The engine seen from the page: commands out, events in, one run at a time and the latest wins.
 *
 * Events that arrive together are applied with one setState, in a task of their own. A worker that crashes takes its run along
 * (Failure 'bug') and is made anew at the next start; one that is too busy to notice a new run is replaced.
 */
import type { BackendName, BackendReport } from '../../core/backends.ts';
import type { Experiment } from '../../core/experiment.ts';
import { applyEvent } from '../../core/run/applyEvent.ts';
import type { Change, Command, Event, Failure } from '../../core/run/protocol.ts';
import { isAlive, makeRun } from '../../core/run/run.ts';
import { drivenRun, runLimit, type State } from '../store.ts';

/** A started engine: a Worker on the page, a fake in tests. */
export interface Engine {
  send(command: Command): void;
  terminate(): void;
}

/** Starts an engine that reports its events to `hear` and its death to `crash`, with the error's own words. */
export type StartEngine = (hear: (event: Event) => void, crash: (detail: string) => void) => Engine;

interface Surroundings {
  readonly startEngine: StartEngine;
  readonly store: {
    getState(): State;
    setState(change: (state: State) => Partial<State>): void;
  };
  /** Calls back in a later task, when what has arrived by now has been heard. */
  readonly soon: (callback: () => void) => void;
  /** Calls back after that many milliseconds unless the returned function is called before. */
  readonly later: (callback: () => void, ms: number) => () => void;
  /** Keeps what was measured of the backends for experiments of this cost. */
  readonly remember?: (cost: number, reports: readonly BackendReport[]) => void;
}

/** How long a worker that was busy with another run may keep silent about a new one. */
export const patienceMs = 5000;

export interface StartOptions {
  readonly title: string;
  readonly backend: BackendName | 'auto';
  readonly isPaused?: boolean;
  /** What was measured of the backends before. */
  readonly reports?: readonly BackendReport[] | undefined;
}

export interface Client {
  /** Starts a run of the experiment, stops the one before it, and returns the new run's id. */
  start(experiment: Experiment, options: StartOptions): string;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  change(change: Change): void;
  inspect(layer: string | null, image: number): void;
}

/** A client over the given surroundings. */
export function createClient({ startEngine, store, soon, later, remember }: Surroundings): Client {
  let engine: Engine | undefined;
  let count = 0;
  let waiting: Event[] = [];
  let pending: Change | undefined;
  let isScheduled = false;
  let silence: (() => void) | undefined;

  /** The run of the engine; another one may be on the charts. */
  const current = () => drivenRun(store.getState());
  const alive = () => {
    const run = current();
    return run && isAlive(run.status) ? run : undefined;
  };

  function schedule() {
    if (isScheduled) return;
    isScheduled = true;
    soon(flush);
  }

  function flush() {
    isScheduled = false;
    const change = pending;
    const run = alive();
    pending = undefined;
    if (change && run) engine?.send({ kind: 'change', runId: run.id, change });
    const id = current()?.id;
    const events = waiting.filter((event) => event.runId === id);
    waiting = [];
    if (events.length === 0) return;
    store.setState((state) => ({
      runs: state.runs.map((run) => (run.id === id ? events.reduce(applyEvent, run) : run)),
    }));
  }

  function hear(event: Event) {
    if (event.runId !== current()?.id) return;
    silence?.();
    silence = undefined;
    if (event.kind === 'measured') remember?.(event.cost, event.reports);
    waiting.push(event);
    schedule();
  }

  function open(): Engine {
    const opened: Engine = startEngine(
      (event) => {
        if (engine === opened) hear(event);
      },
      (detail) => {
        if (engine !== opened) return;
        close();
        const run = alive();
        if (run) hear({ kind: 'failure', runId: run.id, failure: crashed(detail) });
      },
    );
    return opened;
  }

  function close() {
    silence?.();
    silence = undefined;
    engine?.terminate();
    engine = undefined;
  }

  function begin(experiment: Experiment, { title, backend, isPaused = false, reports }: StartOptions): string {
    flush();
    const before = alive();
    if (before) engine?.send({ kind: 'stop', runId: before.id });
    count += 1;
    const runId = `run-${count}`;
    store.setState((state) => ({
      runs: [
        ...state.runs.map((run) => (run === before ? { ...run, status: 'stopped' as const } : run)),
        makeRun(runId, title, experiment),
      ].slice(-runLimit),
      shownRunId: runId,
      drivenRunId: runId,
    }));
    const known = reports ? { reports } : {};
    const command: Command = { kind: 'start', runId, experiment, backend, isPaused, ...known };
    const isFresh = engine === undefined;
    engine ??= open();
    engine.send(command);
    silence?.();
    if (!isFresh) {
      silence = later(() => {
        close();
        engine = open();
        engine.send(command);
      }, patienceMs);
    }
    return runId;
  }

  function tell(make: (runId: string) => Command) {
    const run = alive();
    if (run) engine?.send(make(run.id));
  }

  return {
    start: begin,
    pause: () => tell((runId) => ({ kind: 'pause', runId })),
    resume: () => tell((runId) => ({ kind: 'resume', runId })),
    step: () => tell((runId) => ({ kind: 'step', runId })),
    stop: () => tell((runId) => ({ kind: 'stop', runId })),
    change(change) {
      if (!alive()) return;
      pending = merge(pending, change);
      schedule();
    },
    inspect(layer, image) {
      const run = current();
      if (run) engine?.send({ kind: 'inspect', runId: run.id, layer, image });
    },
  };
}

function merge(first: Change | undefined, second: Change): Change {
  return {
    ...first,
    ...second,
    ...(first?.weights || second.weights ? { weights: { ...first?.weights, ...second.weights } } : {}),
    ...(first?.muted || second.muted ? { muted: { ...first?.muted, ...second.muted } } : {}),
  };
}

function crashed(detail: string): Failure {
  return {
    code: 'bug',
    message: 'The part of the page that trains has stopped working.',
    remedy: 'Run again: it is started anew. If it fails again, use a smaller batch or another backend.',
    detail,
  };
}
