/** What a person asks of a run while it goes on. The trainer looks at it between steps; the worker writes to it. */
import type { Checkpoint } from '../../core/run/checkpoint.ts';
import type { Unit } from '../../core/run/dissection.ts';
import type { Change } from '../../core/run/protocol.ts';

export class Control {
  /** Ends the run after so many steps, if its epochs have more. */
  maxSteps = Number.POSITIVE_INFINITY;
  /** Ends the run after so many evaluations without a lower validation objective; 0 never does. */
  patience = 0;
  /** Stays after the last step, to show layers up close, until it is stopped. */
  lingers = false;
  /** Reads milliseconds. Without it no time is told: the tables of an experiment are the same at every run of it. */
  now: (() => number) | undefined;
  /** The layer and the gallery image looked at up close. */
  inspected: { readonly layer: string; readonly image: number } | undefined;
  /** The unit of a dissected step whose arithmetic is looked at. */
  unit: Unit | undefined;
  #isPaused: boolean;
  #isStopped = false;
  #stepsWanted = 0;
  #dissects = false;
  #checkpoint: Checkpoint | undefined;
  #changes: Change[] = [];
  /** The changes taken since the checkpoint, or since the start. */
  #taken: Change[] = [];
  /** How many changes were taken in all. */
  #changeCount = 0;
  #hasStepped = false;
  #wake: () => void = () => {};

  constructor(isPaused = false) {
    this.#isPaused = isPaused;
  }

  /** Where to go on: to continue a run, or if the device is lost. */
  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  set checkpoint(checkpoint: Checkpoint | undefined) {
    this.#checkpoint = checkpoint;
    this.#changeCount = checkpoint?.changes ?? 0;
    this.#taken = [];
  }

  /** How many changes the run has taken since its first step. */
  get changeCount(): number {
    return this.#changeCount;
  }

  get isPaused(): boolean {
    return this.#isPaused && this.#stepsWanted === 0;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#wake();
  }

  /** Whether the next step was asked for by itself, with the numbers of its stages. */
  get dissects(): boolean {
    return this.#dissects && this.#stepsWanted > 0;
  }

  /** Asks for one step, dissected or not, and to be paused after it. */
  step(dissects = false): void {
    this.#isPaused = true;
    this.#dissects = dissects;
    this.#stepsWanted++;
    this.#wake();
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  change(change: Change): void {
    this.#changes.push(change);
    this.#wake();
  }

  inspect(layer: string | null, image: number): void {
    this.inspected = layer === null ? undefined : { layer, image };
    this.#wake();
  }

  show(unit: Unit | null): void {
    this.unit = unit ?? undefined;
    this.#wake();
  }

  /** The changes since the last call, oldest first. */
  takeChanges(): readonly Change[] {
    const changes = this.#changes;
    this.#changes = [];
    this.#taken.push(...changes);
    this.#changeCount += changes.length;
    return changes;
  }

  /**
   * Goes back to the checkpoint, or to the start: the changes made since then are to be taken again. False if there is
   * nothing to go back from.
   */
  rewind(): boolean {
    this.#changes = [...this.#taken, ...this.#changes];
    this.#changeCount -= this.#taken.length;
    this.#taken = [];
    return this.#hasStepped || this.#checkpoint !== undefined;
  }

  /** Counts a step, also among those asked for one by one. */
  tookStep(): void {
    this.#hasStepped = true;
    this.#stepsWanted = Math.max(0, this.#stepsWanted - 1);
  }

  /** Resolves at the next thing asked for. */
  nextRequest(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Lets the thread handle its messages. Not a timer and not a frame: a hidden tab throttles those. */
export function yieldToTasks(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}
