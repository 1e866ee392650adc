/**
 * The engine seen from the page: commands out, events in, by the run's id. Runs stand in lanes, one at a time in each.
 *
 * Events that arrive together are applied with one setState, in a task of their own. A worker that crashes takes the run
 * of its lane along (Failure 'bug'), and no other.
 */
import type { BackendName, BackendReport } from '../../core/backends.ts';
import type { Experiment } from '../../core/experiment.ts';
import { applyEvent } from '../../core/run/applyEvent.ts';
import type { Checkpoint } from '../../core/run/checkpoint.ts';
import type { Unit } from '../../core/run/dissection.ts';
import type { Change, Command, Event, Failure, RunStatus } from '../../core/run/protocol.ts';
import { goingOn, isAlive, isAtWork, makeRun, type Run } from '../../core/run/run.ts';
import type { State } from '../store.ts';
import { withinLimit } from './inMemory.ts';
import { type Lane, makeLane, type StartEngine } from './lane.ts';
import type { Later } from './silence.ts';

interface Surroundings {
  readonly startEngine: StartEngine;
  readonly store: {
    getState(): State;
    setState(change: (state: State) => Partial<State>): void;
  };
  /** An id that no run has, here or elsewhere. */
  readonly newRunId: () => string;
  /** Calls back in a later task, when what has arrived by now has been heard. */
  readonly soon: (callback: () => void) => void;
  readonly later: Later;
  /** Keeps what was measured of the backends for experiments of this cost. */
  readonly remember?: (cost: number, reports: readonly BackendReport[]) => void;
  /** Keeps where a run can go on from; its rows until there are in the store by then. */
  readonly keep?: (runId: string, checkpoint: Checkpoint) => void;
}

export interface RunOptions {
  readonly backend: BackendName | 'auto';
  /** Name of the lane, made where there is none of that name; without it, the lane of the page. */
  readonly lane?: string;
  /** For the wasm backend; without it, what the machine has. */
  readonly threads?: number;
  readonly isPaused?: boolean;
  /** Ends the run after so many steps, if its epochs have more. */
  readonly steps?: number;
  /** Ends the run after so many evaluations without a lower validation objective. */
  readonly patience?: number;
  /** What was measured of the backends before. */
  readonly reports?: readonly BackendReport[] | undefined;
}

export interface StartOptions extends RunOptions {
  readonly title: string;
  /** Id of the run, which takes the place of one of that id that is over; without it, a new one. */
  readonly runId?: string;
  /** Its outcome is all that is wanted of it: the library does not keep it. */
  readonly isUnkept?: true | undefined;
  /** The network that the run begins with, in place of the one that its seed makes. */
  readonly warm?: Checkpoint | undefined;
}

/** What is asked of a run that is over, or in no lane any more, is ignored. */
export interface Client {
  /** Starts a run of the experiment, stops the one before it in its lane, and returns the new run's id. */
  start(experiment: Experiment, options: StartOptions): string;
  /**
   * Goes on with a run of the store that is over, in place of the one before it in its lane. The experiment is as the run
   * was started, or with more epochs.
   */
  continue(runId: string, experiment: Experiment, from: Checkpoint, options: RunOptions): void;
  pause(runId: string): void;
  resume(runId: string): void;
  /** One step, then paused; dissected where the numbers of its stages are to be shown. */
  step(runId: string, dissects: boolean): void;
  stop(runId: string): void;
  change(runId: string, change: Change): void;
  /** Looks at a layer of a run up close, also of one that has finished; null looks at none. */
  inspect(runId: string, layer: string | null, image: number): void;
  /** Looks at the arithmetic of a unit of the last dissected step; null looks at none. */
  showUnit(runId: string, unit: Unit | null): void;
  /** Goes on waiting for a run that keeps silent. */
  wait(runId: string): void;
  /** Stops the run of a lane and ends its worker. */
  closeLane(lane: string): void;
}

/** A client over the given surroundings. */
export function createClient(surroundings: Surroundings): Client {
  const { startEngine, store, newRunId, soon, later, remember, keep } = surroundings;
  const lanes = new Map<string, Lane>();
  let waiting: Event[] = [];
  let isScheduled = false;

  const isGoingOn = (runId: string) => store.getState().runs.some((run) => run.id === runId && isAlive(run.status));
  const laneOf = (runId: string) => [...lanes.values()].find((lane) => lane.runId() === runId);

  function schedule() {
    if (isScheduled) return;
    isScheduled = true;
    soon(flush);
  }

  function flush() {
    isScheduled = false;
    for (const lane of lanes.values()) {
      const change = lane.takeChange();
      const runId = lane.runId();
      if (change && isGoingOn(runId)) lane.send({ kind: 'change', runId, change });
    }
    const events = waiting;
    waiting = [];
    if (events.length === 0) return;
    store.setState(({ runs }) => ({
      runs: runs.map((run) => events.filter(({ runId }) => runId === run.id).reduce(applyEvent, run)),
    }));
    for (const event of events) if (event.kind === 'checkpoint') keep?.(event.runId, event.checkpoint);
  }

  function hear(event: Event) {
    if (event.kind === 'measured') remember?.(event.cost, event.reports);
    waiting.push(event);
    schedule();
  }

  function open(name: string): Lane {
    const lane = makeLane({
      startEngine,
      later,
      hear,
      crash(detail, hasReported) {
        flush();
        const runId = lane.runId();
        if (isGoingOn(runId))
          hear({ kind: 'failure', runId, failure: hasReported ? crashed(detail) : notLoaded(detail) });
      },
      silent(seconds) {
        store.setState(({ silences: { [lane.runId()]: _, ...others } }) => ({
          silences: seconds > 0 ? { ...others, [lane.runId()]: seconds } : others,
        }));
      },
    });
    lanes.set(name, lane);
    return lane;
  }

  /** Sends a command to the run, if it goes on in a lane. */
  function tell(command: Command) {
    if (isGoingOn(command.runId)) laneOf(command.runId)?.send(command);
  }

  /** Stops what the lane executes, and starts a run there that the store is given first. */
  function begin(
    run: Pick<Run, 'id' | 'experiment'>,
    { lane: name = 'page', reports, threads, backend, isPaused = false, steps, patience }: RunOptions,
    place: (runs: readonly Run[], state: State) => readonly Run[],
    from?: Checkpoint,
  ) {
    flush();
    // Where it was before, it can no longer be looked at.
    for (const [other, { runId }] of [...lanes]) if (runId() === run.id && other !== name) closeLane(other);
    const lane = lanes.get(name) ?? open(name);
    const before = lane.runId();
    tell({ kind: 'stop', runId: before });
    store.setState((state) => ({ runs: place(become(state.runs, before, 'stopped', isAlive), state) }));
    const known = { ...(reports && { reports }), ...(threads && { threads }), ...(from && { from }) };
    const budget = { ...(steps && { steps }), ...(patience && { patience }) };
    lane.start({ kind: 'start', runId: run.id, experiment: run.experiment, isPaused, backend, ...known, ...budget });
  }

  function closeLane(name: string) {
    const lane = lanes.get(name);
    if (!lane) return;
    flush();
    lane.close();
    lanes.delete(name);
    store.setState(({ runs }) => ({ runs: become(runs, lane.runId(), 'stopped', isAlive) }));
  }

  return {
    start(experiment, { title, runId = newRunId(), isUnkept, warm, ...options }) {
      const run = { ...makeRun(runId, title, experiment, Date.now()), ...(isUnkept && { isUnkept }) };
      begin(run, options, (runs, state) => withinLimit([...runs.filter(({ id }) => id !== runId), run], state), warm);
      return run.id;
    },
    continue(runId, experiment, from, options) {
      if (isGoingOn(runId)) return;
      begin(
        { id: runId, experiment },
        options,
        (runs) => runs.map((run) => (run.id === runId ? goingOn(run, experiment) : run)),
        from,
      );
    },
    pause(runId) {
      tell({ kind: 'pause', runId });
      store.setState(({ runs }) => ({ runs: become(runs, runId, 'pausing', isAtWork) }));
    },
    resume(runId) {
      tell({ kind: 'resume', runId });
      store.setState(({ runs }) => ({ runs: become(runs, runId, 'training', (status) => status === 'pausing') }));
    },
    step: (runId, dissects) => tell({ kind: 'step', runId, dissects }),
    stop: (runId) => tell({ kind: 'stop', runId }),
    change(runId, change) {
      if (!isGoingOn(runId)) return;
      laneOf(runId)?.change(change);
      schedule();
    },
    inspect: (runId, layer, image) => laneOf(runId)?.send({ kind: 'inspect', runId, layer, image }),
    showUnit: (runId, unit) => laneOf(runId)?.send({ kind: 'unit', runId, unit }),
    wait: (runId) => laneOf(runId)?.wait(),
    closeLane,
  };
}

/** The runs, that one of another status if its own is one of those. */
function become(
  runs: readonly Run[],
  runId: string,
  status: RunStatus,
  isFrom: (status: RunStatus) => boolean,
): readonly Run[] {
  return runs.map((run) => (run.id === runId && isFrom(run.status) ? { ...run, status } : run));
}

function notLoaded(detail: string): Failure {
  return {
    code: 'bug',
    message: 'The part of the page that trains could not be loaded.',
    remedy: 'Check the connection and run again. If it fails again, reload the page: a newer version may be there.',
    detail,
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
