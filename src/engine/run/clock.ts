/** The time spent on steps: it runs from one step to the next, and stands while anything else is done. */
export class Clock {
  readonly #now: (() => number) | undefined;
  #ms: number;
  #from: number | undefined;

  /** Goes on from so many seconds; keeps no time where there is nothing that reads milliseconds. */
  constructor(now: (() => number) | undefined, seconds: number) {
    this.#now = now;
    this.#ms = 1000 * seconds;
  }

  start(): void {
    this.#from ??= this.#now?.();
  }

  stop(): void {
    this.#ms += this.#sinceStart;
    this.#from = undefined;
  }

  get seconds(): number {
    return (this.#ms + this.#sinceStart) / 1000;
  }

  /** The seconds for a table; nothing where no time is kept. */
  get time(): number | undefined {
    return this.#now ? this.seconds : undefined;
  }

  get #sinceStart(): number {
    return this.#from === undefined || !this.#now ? 0 : this.#now() - this.#from;
  }
}
