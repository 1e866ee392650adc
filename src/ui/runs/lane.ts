/**
 * A lane: one worker, and the run that it executes. The worker is made at the first start and kept for the next. One that
 * crashes, keeps silent or has used up its memory is made anew at the next start; one that is too busy with a run to
 * notice the next is replaced.
 */

import { mergeChanges } from '../../core/run/liveChange.ts';
import type { Change, Command, Event } from '../../core/run/protocol.ts';
import { isAlive } from '../../core/run/run.ts';
import { busySeconds, countSilence, type Later, quietSeconds } from './silence.ts';

/** A started engine: a Worker on the page, a fake in tests. */
export interface Engine {
  send(command: Command): void;
  terminate(): void;
}

/** Starts an engine that reports its events to `hear` and its death to `crash`, with the error's own words. */
export type StartEngine = (hear: (event: Event) => void, crash: (detail: string) => void) => Engine;

interface Surroundings {
  readonly startEngine: StartEngine;
  readonly later: Later;
  /** Takes an event of this lane's worker: of its run, or a last one of a run before. */
  readonly hear: (event: Event) => void;
  /** Is told that the worker died, with the error's own words, and whether it had ever reported. */
  readonly crash: (detail: string, hasReported: boolean) => void;
  /** Is told every second for how many the run, which should report, has not; 0 when it reports again or ends. */
  readonly silent: (seconds: number) => void;
}

type Start = Extract<Command, { kind: 'start' }>;

export interface Lane {
  /** Id of the run started last. */
  runId(): string;
  /** Starts a run in place of the one before, or goes on with one. */
  start(command: Start): void;
  send(command: Command): void;
  /** Keeps a change of the run until it is taken; the last value of each field wins. */
  change(change: Change): void;
  /** Hands over the changes kept since the last call, as one. */
  takeChange(): Change | undefined;
  /** Counts the silence anew, of a run that is to be waited for. */
  wait(): void;
  /** Ends the worker, whatever it does. */
  close(): void;
}

/** A lane whose worker is made at the first start. */
export function makeLane({ startEngine, later, hear, crash, silent }: Surroundings): Lane {
  let engine: Engine | undefined;
  let runId = '';
  let pending: Change | undefined;
  /** The start of a run that the worker, busy with the one before, has not answered yet. */
  let unanswered: Start | undefined;
  /** Whether the run should report. */
  let isExpected = false;
  let isSilent = false;
  let stepMs = 0;
  let evaluationSteps = 0;
  /** Whether what is heard of the run may still be of its part before it was continued, or started anew. */
  let isOfBefore = false;
  const silence = countSilence(later, (seconds) => {
    if (unanswered && seconds >= busySeconds) return begin(unanswered);
    isSilent = seconds >= quietSeconds(stepMs, evaluationSteps);
    if (isSilent) silent(seconds);
  });

  function open(): Engine {
    let hasReported = false;
    const opened: Engine = startEngine(
      (event) => {
        if (engine !== opened) return;
        hasReported = true;
        if (event.runId === runId) {
          if (event.kind === 'status' && event.status === 'starting') isOfBefore = false;
          if (isOfBefore) return;
          note(event);
        }
        hear(event);
        // WebAssembly gives no memory back.
        if (event.runId === runId && event.kind === 'failure' && event.failure.code === 'out-of-memory') close();
      },
      (detail) => {
        if (engine !== opened) return;
        close();
        crash(detail, hasReported);
      },
    );
    return opened;
  }

  function note(event: Event) {
    unanswered = undefined;
    if (event.kind === 'pace') stepMs = event.stepMs;
    if (event.kind === 'dataset') evaluationSteps = (event.validationCount * event.stepsPerEpoch) / event.trainCount;
    if (event.kind === 'status') isExpected = isAlive(event.status) && event.status !== 'paused';
    if (event.kind === 'failure') isExpected = false;
    listen();
  }

  /** Counts the silence anew, where reports are expected. */
  function listen() {
    if (isSilent) silent(0);
    isSilent = false;
    if (isExpected) silence.begin();
    else silence.end();
  }

  /** Sends a start to a worker made for it. */
  function begin(command: Start) {
    close();
    engine = open();
    engine.send(command);
    isExpected = true;
    listen();
  }

  function close() {
    unanswered = undefined;
    isExpected = false;
    listen();
    engine?.terminate();
    engine = undefined;
  }

  return {
    runId: () => runId,
    start(command) {
      if (isSilent) close();
      isOfBefore = command.from !== undefined || command.runId === runId;
      runId = command.runId;
      pending = undefined;
      stepMs = 0;
      if (!engine) return begin(command);
      engine.send(command);
      unanswered = command;
      isExpected = true;
      listen();
    },
    send(command) {
      engine?.send(command);
      if (command.kind !== 'resume' && command.kind !== 'step') return;
      isExpected = engine !== undefined;
      listen();
    },
    change(change) {
      pending = mergeChanges(pending, change);
    },
    takeChange() {
      const change = pending;
      pending = undefined;
      return change;
    },
    wait: listen,
    close,
  };
}
