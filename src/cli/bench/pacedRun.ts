/**
 * Our trainer, driven in rounds: so many steps with everything that belongs to them (batches, measurements of the
 * gradients, metrics, posting to another thread), then paused.
 */
import { describeData } from '../../core/datasets/describe.ts';
import type { Experiment } from '../../core/experiment.ts';
import type { EventBody } from '../../core/run/protocol.ts';
import { drawAll } from '../../engine/datasets/samples.ts';
import { Control, yieldToTasks } from '../../engine/run/control.ts';
import { Data } from '../../engine/run/data.ts';
import { train } from '../../engine/run/trainer.ts';

/** Pauses after the steps that were asked for. */
class Metronome extends Control {
  #wanted = 0;

  constructor() {
    super(true);
  }

  run(steps: number): void {
    this.#wanted = steps;
    this.resume();
  }

  override tookStep(): void {
    super.tookStep();
    this.#wanted--;
    if (this.#wanted <= 0) this.pause();
  }
}

export class PacedRun {
  readonly #control = new Metronome();
  readonly #events: AsyncGenerator<EventBody>;
  readonly #channel = new MessageChannel();

  private constructor(experiment: Experiment) {
    this.#events = train(experiment, this.#control);
    this.#channel.port2.onmessage = () => {};
  }

  /** A run with its data drawn, before its first step. */
  static async start(experiment: Experiment): Promise<PacedRun> {
    drawAll(new Data(experiment).samples, describeData(experiment).count);
    const run = new PacedRun(experiment);
    await run.#untilPaused(run.#events.next());
    return run;
  }

  /** Milliseconds for so many steps. */
  async time(steps: number): Promise<number> {
    const next = this.#events.next();
    await yieldToTasks();
    const from = performance.now();
    this.#control.run(steps);
    await this.#untilPaused(next);
    return performance.now() - from;
  }

  async #untilPaused(first: Promise<IteratorResult<EventBody>>): Promise<void> {
    for (let result = await first; ; result = await this.#events.next()) {
      if (result.done) throw new Error('The run ended.');
      const event = result.value;
      if (event.kind === 'failure') throw new Error(event.failure.message);
      const buffers = event.kind === 'metrics' ? Object.values(event.columns).map((column) => column.buffer) : [];
      this.#channel.port1.postMessage(event, buffers as ArrayBuffer[]);
      if (event.kind === 'status' && event.status === 'paused') return;
    }
  }

  async dispose(): Promise<void> {
    const next = this.#events.next();
    await yieldToTasks();
    this.#control.stop();
    for (let result = await next; !result.done; result = await this.#events.next());
    this.#channel.port1.close();
  }
}
