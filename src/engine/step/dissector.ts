/**
 * Looks on while a step is taken, and keeps what it sees: every forward pass, the gradient of every heard loss on that
 * pass, how they are weighed, and every move of θ. It takes backward passes of its own on the tape of the step and copies
 * tensors, but hands nothing back: the step is the same with it and without. `read` gives all of it as plain numbers.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Range } from './layout.ts';
import type { Recorded } from './measurement.ts';
import type { Parts } from './parts.ts';
import type { Weighing } from './weighing.ts';

/** The images of a batch whose outputs are kept one by one. */
export const imagesKept = 6;
/** The passes that are kept, at most: with many turns not each can be looked at. */
const passesKept = 12;
/**
 * The numbers in vectors [P] and in outputs that are kept, at most; of the first pass all are. They take 400 MB on the
 * device, and as much again when they are read. Of a network with four million weights three turns fit, of one with a
 * million all twelve.
 */
const numbersKept = 1e8;

/** A loss and the factor of its row. */
export interface Row {
  readonly id: string;
  readonly factor: number;
  /** The step itself takes no such pass. */
  readonly isExtra: boolean;
}

/** By an optimizer; the proximal step of L1 has none. */
export interface Applied<Vector> {
  readonly key: string;
  readonly rate: number;
  readonly ranges: readonly Range[];
  /** The optimizer's steps with this one. */
  readonly count: number;
  /** [P] what the optimizer is given. */
  readonly gradient: Vector;
  /** [P] what of it comes from the L1 and L2 of layers, and from penalties that are divided. */
  readonly rest?: Vector | undefined;
}

interface SeenMove<Vector> {
  readonly applied?: Applied<Vector> | undefined;
  readonly before: Vector;
  readonly after: Vector;
  readonly slotsBefore: readonly Vector[];
  readonly slotsAfter: readonly Vector[];
}

interface SeenPass<Vector, Values> {
  readonly turn?: string | undefined;
  readonly parts: Parts;
  /** [P] θ at the pass. */
  readonly theta: Vector;
  readonly terms: readonly string[];
  /** [terms] */
  readonly losses: Vector;
  /** By layer: the outputs for the first images, and mean, deviation, least and largest value over the batch. */
  readonly outputs: ReadonlyMap<string, { readonly images: Values; readonly summary: Vector }>;
  readonly rows: readonly (Row & { readonly gradient: Vector })[];
  readonly weighing?: Weighing;
  readonly moves: readonly SeenMove<Vector>[];
}

/** The outputs of a layer for the first images, one after the other. */
export interface Outputs {
  /** [images, …] */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** All that was seen, as plain numbers. */
export interface Seen {
  readonly passes: readonly SeenPass<Float32Array, Outputs>[];
  readonly untold: number;
}

export type ReadPass = Seen['passes'][number];

interface OpenPass extends SeenPass<tf.Tensor1D, tf.Tensor> {
  turn: string | undefined;
  weighing?: Weighing;
  readonly rows: (Row & { readonly gradient: tf.Tensor1D })[];
  readonly moves: SeenMove<tf.Tensor1D>[];
}

export class Dissector {
  readonly #passes: OpenPass[] = [];
  readonly #most: number;
  /** What the kept tensors have in memory; several may share it. */
  readonly #memory = new Set<object>();
  /** How many numbers are there. */
  #numbers = 0;
  /** How many of them the first pass has brought. */
  #ofFirst = 0;
  #untold = 0;
  /** Whether the pass under way is kept. */
  #isKept = false;
  #moving: Pick<SeenMove<tf.Tensor1D>, 'before' | 'slotsBefore'> | undefined;

  constructor(most = numbersKept) {
    this.#most = most;
  }

  /** A forward pass was taken, with these outputs by layer. */
  passed({ theta, parts, terms, losses }: Recorded, outputs: ReadonlyMap<string, tf.Tensor>): void {
    this.#isKept = this.#hasRoom();
    if (!this.#isKept) {
      this.#untold++;
      return;
    }
    const kept = [...outputs].map(
      ([layer, output]) => [layer, { images: this.#keep(firstImages(output)), summary: summaryOf(output) }] as const,
    );
    this.#passes.push({
      turn: undefined,
      parts,
      theta: this.#copy(theta),
      terms,
      losses: tf.keep(tf.stack([...losses]) as tf.Tensor1D),
      outputs: new Map(kept),
      rows: [],
      moves: [],
    });
  }

  /** Takes the gradients of these rows on the pass under way; `turn` is the loss whose turn it is. */
  differentiate({ tape, theta, terms, losses }: Recorded, rows: readonly Row[], turn?: string): void {
    const pass = this.#open;
    if (!pass) return;
    pass.turn = turn;
    for (const row of rows) {
      const loss = losses[terms.indexOf(row.id)];
      if (loss) pass.rows.push({ ...row, gradient: this.#keep(tape.backward(theta, [[loss, row.factor]])) });
    }
  }

  /** The strategy has weighed the rows of the pass under way. */
  weighed(weighing: Weighing): void {
    if (this.#open) this.#open.weighing = weighing;
  }

  /** θ is about to move, by an optimizer with these slots. */
  moving(theta: tf.Tensor1D, slots: readonly tf.Tensor1D[]): void {
    if (this.#open) this.#moving = { before: this.#copy(theta), slotsBefore: slots.map((slot) => this.#copy(slot)) };
  }

  /** It has moved. */
  moved(applied: Applied<tf.Tensor1D> | undefined, theta: tf.Tensor1D, slots: readonly tf.Tensor1D[]): void {
    if (!this.#open || !this.#moving) return;
    const { gradient, rest } = applied ?? {};
    this.#open.moves.push({
      ...this.#moving,
      applied: applied && gradient && { ...applied, gradient: this.#copy(gradient), rest: rest && this.#copy(rest) },
      after: this.#copy(theta),
      slotsAfter: slots.map((slot) => this.#copy(slot)),
    });
    this.#moving = undefined;
  }

  get #open(): OpenPass | undefined {
    return this.#isKept ? this.#passes.at(-1) : undefined;
  }

  /** Whether one more pass fits, with as many numbers as the first; none brings more. */
  #hasRoom(): boolean {
    const count = this.#passes.length;
    if (count === 0) return true;
    if (count === 1) this.#ofFirst = this.#numbers;
    return count < passesKept && this.#numbers + this.#ofFirst <= this.#most;
  }

  /** The same values [P], kept for as long as the dissector wants. */
  #copy(vector: tf.Tensor1D): tf.Tensor1D {
    return this.#keep(tf.clone(vector));
  }

  #keep<T extends tf.Tensor>(tensor: T): T {
    if (!this.#memory.has(tensor.dataId)) this.#numbers += tensor.size;
    this.#memory.add(tensor.dataId);
    return tf.keep(tensor);
  }

  /** Reads everything back, and lets go of the tensors. */
  async read(): Promise<Seen> {
    try {
      const read = makeReader();
      const passes: ReadPass[] = [];
      for (const pass of this.#passes) passes.push(await readPass(read, pass));
      return { passes, untold: this.#untold };
    } finally {
      this.dispose();
    }
  }

  dispose(): void {
    for (const { theta, losses, outputs, rows, moves } of this.#passes) {
      tf.dispose([theta, losses]);
      for (const { images, summary } of outputs.values()) tf.dispose([images, summary]);
      for (const { gradient } of rows) gradient.dispose();
      for (const { applied, before, after, slotsBefore, slotsAfter } of moves) {
        tf.dispose([before, after, ...slotsBefore, ...slotsAfter]);
        if (applied) tf.dispose([applied.gradient, ...(applied.rest ? [applied.rest] : [])]);
      }
    }
    this.#passes.length = 0;
    this.#memory.clear();
    if (this.#moving) tf.dispose([this.#moving.before, ...this.#moving.slotsBefore]);
    this.#moving = undefined;
  }
}

function firstImages(output: tf.Tensor): tf.Tensor {
  const [count = 0, ...rest] = output.shape;
  const starts = output.shape.map(() => 0);
  return tf.slice(output, starts, [Math.min(count, imagesKept), ...rest]);
}

/** [4] mean, standard deviation, least and largest value. */
function summaryOf(output: tf.Tensor): tf.Tensor1D {
  return tf.tidy(() => {
    const values = tf.cast(output, 'float32');
    const mean = tf.mean(values);
    const deviation = tf.sqrt(tf.mean(tf.square(tf.sub(values, mean))));
    return tf.keep(tf.stack([mean, deviation, tf.min(values), tf.max(values)]) as tf.Tensor1D);
  });
}

type Read = (tensor: tf.Tensor) => Promise<Float32Array>;

/** Reads tensors back, those that share their values once: θ after a move is θ before the next. */
function makeReader(): Read {
  const known = new Map<object, Promise<Float32Array>>();
  const fetch = async (tensor: tf.Tensor) => (await tensor.data<'float32'>()).slice();
  return (tensor) => {
    const values = known.get(tensor.dataId) ?? fetch(tensor);
    known.set(tensor.dataId, values);
    return values;
  };
}

async function readPass(read: Read, { theta, losses, outputs, rows, moves, ...pass }: OpenPass): Promise<ReadPass> {
  const all = <T, R>(items: readonly T[], f: (item: T) => Promise<R>) => Promise.all(items.map(f));
  return {
    ...pass,
    theta: await read(theta),
    losses: await read(losses),
    outputs: new Map(
      await all([...outputs], async ([layer, { images, summary }]) => {
        const values = { shape: images.shape, values: await read(images) };
        return [layer, { images: values, summary: await read(summary) }] as const;
      }),
    ),
    rows: await all(rows, async (row) => ({ ...row, gradient: await read(row.gradient) })),
    moves: await all(moves, async ({ applied, before, after, slotsBefore, slotsAfter }) => ({
      applied: applied && {
        ...applied,
        gradient: await read(applied.gradient),
        rest: applied.rest && (await read(applied.rest)),
      },
      before: await read(before),
      after: await read(after),
      slotsBefore: await all(slotsBefore, read),
      slotsAfter: await all(slotsAfter, read),
    })),
  };
}
