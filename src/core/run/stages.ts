/** The stages of a dissected step, in the order in which the engine took them. */
import type { Dissection, Pass, Update } from './dissection.ts';

export type StageKind = 'batch' | 'forward' | 'loss' | 'backward' | 'combine' | 'update';

export interface Stage {
  readonly kind: StageKind;
  /** Index of its pass. */
  readonly pass: number;
  /** The loss of a loss or of a backward pass, or the one whose optimizer steps. */
  readonly loss?: string;
  /** Index of its update in the pass. */
  readonly update?: number;
  /** A number first stopped being finite here. */
  readonly isBroken: boolean;
}

type Found = Omit<Stage, 'isBroken'> & { readonly numbers: readonly number[] };

/** Batch, then for every pass: forward, losses, backward passes, combination, updates. */
export function stagesOf(dissection: Dissection): readonly Stage[] {
  const found: Found[] = [
    { kind: 'batch', pass: 0, numbers: [] },
    ...dissection.passes.flatMap((pass, at) => stagesOfPass(pass, at)),
  ];
  const broken = found.findIndex(({ numbers }) => !numbers.every(Number.isFinite));
  return found.map(({ numbers: _, ...stage }, at) => ({ ...stage, isBroken: at === broken }));
}

function stagesOfPass(pass: Pass, at: number): Found[] {
  const { layers, losses, backward, combination, updates, turn } = pass;
  const forward = layers.flatMap(({ mean, deviation, low, high }) => [mean, deviation, low, high]);
  // In a turn one loss counts; the others are known, but nothing follows from them.
  const told = losses.filter(({ loss }) => turn === undefined || loss === turn);
  return [
    { kind: 'forward', pass: at, numbers: forward },
    ...told.map(({ loss, value }): Found => ({ kind: 'loss', pass: at, loss, numbers: [value] })),
    ...backward.map(({ loss, norm }): Found => ({ kind: 'backward', pass: at, loss, numbers: [norm] })),
    ...(combination ? [{ kind: 'combine', pass: at, numbers: numbersOf(combination) } as const] : []),
    ...updates.map(
      (update, index): Found => ({
        kind: 'update',
        pass: at,
        update: index,
        ...lossOf(update),
        numbers: [update.gradient.norm, update.change.norm],
      }),
    ),
  ];
}

function numbersOf({ gramian, weighing }: NonNullable<Pass['combination']>): readonly number[] {
  return [...gramian.flat(), ...(weighing ? [...weighing.weights, weighing.total] : [])];
}

function lossOf({ of }: Update): { readonly loss?: string } {
  return typeof of === 'object' ? { loss: of.loss } : {};
}

/** The cosine of two rows of a Gramian; nothing where one of the gradients is 0. */
export function cosineAt(gramian: readonly (readonly number[])[], i: number, j: number): number | undefined {
  const size = Math.sqrt((gramian[i]?.[i] ?? 0) * (gramian[j]?.[j] ?? 0));
  return size > 0 ? (gramian[i]?.[j] ?? 0) / size : undefined;
}
