/** The last dissected step of a run: told when it was taken, and asked for the arithmetic of its units as long as it is the last. */
import type { Graph } from '../../core/graph.ts';
import type { Unit } from '../../core/run/dissection.ts';
import type { EventBody } from '../../core/run/protocol.ts';
import { arithmeticOf } from '../step/arithmetic.ts';
import { type Dissector, imagesKept, type Seen } from '../step/dissector.ts';
import type { Stepper } from '../step/stepper.ts';
import type { Control } from './control.ts';
import type { Data } from './data.ts';
import { describePass } from './describePass.ts';
import { makeGallery } from './gallery.ts';

export class Dissections {
  readonly #graph: Graph;
  readonly #data: Data;
  readonly #stepper: Stepper;
  readonly #control: Control;
  #last: { readonly seen: Seen; readonly step: number } | undefined;
  #told: Unit | undefined;

  constructor(graph: Graph, data: Data, stepper: Stepper, control: Control) {
    this.#graph = graph;
    this.#data = data;
    this.#stepper = stepper;
    this.#control = control;
  }

  /** Another step is taken: what is known of the last one goes. */
  forget(): void {
    this.#last = undefined;
    this.#told = undefined;
  }

  /** Tells what the dissector saw of a step. */
  async *tell(step: number, dissector: Dissector): AsyncGenerator<EventBody> {
    const seen = await dissector.read();
    const { experiment, layout } = this.#stepper;
    this.#last = { seen, step };
    const indices = this.#data.trainingIndices(step);
    const dissection = {
      step,
      batch: {
        size: indices.length,
        images: makeGallery(experiment, this.#data.samples, indices.slice(0, imagesKept), false),
      },
      passes: seen.passes.map((pass) => describePass(pass, layout, this.#graph)),
      untold: seen.untold,
    };
    yield { kind: 'dissection', dissection };
    yield* this.arithmetic();
  }

  /** The arithmetic of the unit that a person looks at, once for each. */
  async *arithmetic(): AsyncGenerator<EventBody> {
    const { unit } = this.#control;
    if (!this.#last || !unit || unit === this.#told) return;
    this.#told = unit;
    const { seen, step } = this.#last;
    const { layout } = this.#stepper;
    const arithmetic = arithmeticOf(seen, unit, { step, graph: this.#graph, layout, frozen: await this.#frozen() });
    if (arithmetic) yield { kind: 'arithmetic', arithmetic };
  }

  /** The weights of frozen layers, which no step changes. */
  async #frozen(): Promise<ReadonlyMap<string, Float32Array>> {
    const read = [...this.#stepper.frozen].map(
      async ([key, tensor]) => [key, (await tensor.data<'float32'>()).slice()] as const,
    );
    return new Map(await Promise.all(read));
  }
}
