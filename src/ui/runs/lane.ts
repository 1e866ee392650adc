/**
 * A lane: one worker, and the run that it executes. The worker is made at the first start and kept for the next. One that
 * crashes is made anew at the next start; one that is too busy with a run to notice the next is replaced at once.
 */
import type { Change, Command, Event } from '../../core/run/protocol.ts';

/** A started engine: a Worker on the page, a fake in tests. */
export interface Engine {
  send(command: Command): void;
  terminate(): void;
}

/** Starts an engine that reports its events to `hear` and its death to `crash`, with the error's own words. */
export type StartEngine = (hear: (event: Event) => void, crash: (detail: string) => void) => Engine;

/** Calls back after that many milliseconds unless the returned function is called before. */
export type Later = (callback: () => void, ms: number) => () => void;

interface Surroundings {
  readonly startEngine: StartEngine;
  readonly later: Later;
  /** Takes an event of this lane's worker: of its run, or a last one of a run before. */
  readonly hear: (event: Event) => void;
  /** Is told that the worker died, with the error's own words. */
  readonly crash: (detail: string) => void;
}

/** How long a worker that was busy with another run may keep silent about a new one, in milliseconds. */
export const patienceMs = 5000;

export interface Lane {
  /** Id of the run started last. */
  runId(): string;
  /** Starts a run in place of the one before. */
  start(command: Extract<Command, { kind: 'start' }>): void;
  send(command: Command): void;
  /** Keeps a change of the run until it is taken; the last value of each field wins. */
  change(change: Change): void;
  /** Hands over the changes kept since the last call, as one. */
  takeChange(): Change | undefined;
  /** Ends the worker, whatever it does. */
  close(): void;
}

/** A lane whose worker is made at the first start. */
export function makeLane({ startEngine, later, hear, crash }: Surroundings): Lane {
  let engine: Engine | undefined;
  let runId = '';
  let pending: Change | undefined;
  let endSilence = () => {};

  function open(): Engine {
    const opened: Engine = startEngine(
      (event) => {
        if (engine !== opened) return;
        if (event.runId === runId) endSilence();
        hear(event);
      },
      (detail) => {
        if (engine !== opened) return;
        close();
        crash(detail);
      },
    );
    return opened;
  }

  function close() {
    endSilence();
    engine?.terminate();
    engine = undefined;
  }

  return {
    runId: () => runId,
    start(command) {
      endSilence();
      runId = command.runId;
      pending = undefined;
      const isFresh = engine === undefined;
      engine ??= open();
      engine.send(command);
      if (isFresh) return;
      endSilence = later(() => {
        close();
        engine = open();
        engine.send(command);
      }, patienceMs);
    },
    send: (command) => engine?.send(command),
    change(change) {
      pending = merge(pending, change);
    },
    takeChange() {
      const change = pending;
      pending = undefined;
      return change;
    },
    close,
  };
}

function merge(first: Change | undefined, second: Change): Change {
  return {
    ...first,
    ...second,
    ...(first?.faders || second.faders ? { faders: { ...first?.faders, ...second.faders } } : {}),
    ...(first?.muted || second.muted ? { muted: { ...first?.muted, ...second.muted } } : {}),
  };
}
