/** Time per step, without pauses and evaluations: the mean since the last reading, smoothed over readings. */
export class Pace {
  #from = performance.now();
  #steps = 0;
  #stepMs: number | undefined;

  add(): void {
    this.#steps++;
  }

  /** Leaves out what was done since the last reading. */
  skip(): void {
    this.#from = performance.now();
    this.#steps = 0;
  }

  /** Milliseconds a step, and images a second in batches of this size; 0 before the first step. */
  read(batchSize: number): { readonly stepMs: number; readonly imagesPerSecond: number } {
    const now = performance.now();
    if (this.#steps > 0) {
      const stepMs = (now - this.#from) / this.#steps;
      this.#stepMs = this.#stepMs === undefined ? stepMs : 0.7 * this.#stepMs + 0.3 * stepMs;
    }
    this.#from = now;
    this.#steps = 0;
    const stepMs = this.#stepMs ?? 0;
    return { stepMs, imagesPerSecond: stepMs > 0 ? (1000 * batchSize) / stepMs : 0 };
  }
}
