/** What a run is: the experiment that it was started with, and all that the engine has said of it. */
import type { BackendChoice } from '../backends.ts';
import type { Experiment } from '../experiment.ts';
import type { Arithmetic, Dissection } from './dissection.ts';
import { emptyTable, last, type Table } from './metrics.ts';
import type { Change, EventBody, Failure, GalleryAnswers, LayerView, Notice, RunStatus } from './protocol.ts';

/** One execution of an experiment. A run keeps the experiment it was started with. */
export interface Run {
  readonly id: string;
  /** What changed since the run before: "lr 1e-3 → 3e-4". */
  readonly title: string;
  readonly experiment: Experiment;
  /** When it was started first, in milliseconds since 1970; 0 of a run that never was. */
  readonly startedAt: number;
  /** A person's line of text on it. */
  readonly note: string;
  /** Kept until a person deletes it. */
  readonly isPinned: boolean;
  /** Its curves are few points that a link brought; it was not run here. */
  readonly isFromLink?: true;
  /** The library does not keep it: there was no room, and its study keeps what came out. */
  readonly isUnkept?: true;
  readonly status: RunStatus;
  readonly choice?: BackendChoice;
  readonly dataset?: Omit<Extract<EventBody, { kind: 'dataset' }>, 'kind'>;
  readonly train: Table;
  readonly validation: Table;
  readonly pace?: { readonly step: number; readonly imagesPerSecond: number; readonly stepMs: number };
  readonly answers?: GalleryAnswers;
  readonly confusion: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly layerView?: LayerView;
  /** The step last taken apart; it is not kept. */
  readonly dissection?: Dissection;
  readonly arithmetic?: Arithmetic;
  readonly changes: readonly { readonly step: number; readonly change: Change }[];
  readonly notices: readonly Notice[];
  readonly failure?: Failure;
}

/** A run that has been asked for and has not answered yet. */
export function makeRun(id: string, title: string, experiment: Experiment, startedAt = 0): Run {
  return {
    id,
    title,
    experiment,
    startedAt,
    note: '',
    isPinned: false,
    status: 'starting',
    train: emptyTable,
    validation: emptyTable,
    confusion: {},
    changes: [],
    notices: [],
  };
}

/** A run that was over and is asked for again, from where it can go on; with more epochs than it had, it may be. */
export function goingOn({ failure: _, ...run }: Run, experiment: Experiment): Run {
  return { ...run, experiment, status: 'starting', notices: [] };
}

/** Whether the engine still works on a run of that status, or would if it were resumed. */
export function isAlive(status: RunStatus): boolean {
  return status !== 'finished' && status !== 'stopped' && status !== 'failed';
}

/** Whether the engine works on a run of that status, and was not asked to pause it. */
export function isAtWork(status: RunStatus): boolean {
  return isAlive(status) && status !== 'pausing' && status !== 'paused';
}

/** The number of steps taken: a row of the train table is named by the number of steps before its own. */
export function stepsTaken(run: { readonly train: Table }): number {
  return (last(run.train, 'step') ?? -1) + 1;
}
