/** Inputs on which the kernels of the losses are tested, on every backend alike: plain numbers, no generator. */
import * as tf from '@tensorflow/tfjs-core';
import type { TargetKind } from '../../../core/datasets/dataset.ts';
import { type Loss, type LossKindName, lossKind, lossKinds } from '../../../core/losses/index.ts';
import { makeLoss } from '../../../core/make.ts';
import { lossValue } from '../index.ts';
import type { SampleWeights } from '../sampleWeights.ts';
import type { Counted } from './reference.ts';

/** What a loss is given: a flat output (or kernel) of a shape, and a flat truth. */
export interface Case {
  readonly loss: Loss;
  readonly z: readonly number[];
  readonly y: readonly number[];
  readonly shape: readonly number[];
  readonly reads: TargetKind | 'nothing';
  /** Where the images do not all count alike. */
  readonly counted?: Counted;
}

/** amplitude·sin(frequency·i + phase), i = 0 … length − 1. */
export function wave(length: number, amplitude: number, frequency: number, phase: number): number[] {
  return Array.from({ length }, (_, i) => amplitude * Math.sin(frequency * i + phase));
}

const half = (values: readonly number[]) => values.map((value) => 0.5 + value);

/** An output and a truth for each kind of target. */
const samples = {
  category: { z: wave(20, 2, 1.3, 0.4), y: [0, 3, 1, 1, 2], shape: [5, 4] },
  mask: {
    z: wave(40, 1.5, 2.1, 0.7),
    y: Array.from({ length: 40 }, (_, i) => ((i * 7) % 5 < 2 ? 1 : 0)),
    shape: [2, 4, 5, 1],
  },
  number: { z: wave(6, 3, 1.7, 0.2), y: wave(6, 1, 0.9, 1), shape: [6, 1] },
  image: { z: half(wave(216, 0.45, 1.9, 0.3)), y: half(wave(216, 0.4, 0.8, 0.1)), shape: [2, 6, 6, 3] },
} as const;

/** A loss of a kind, on the sample of that kind of target. */
export function makeCase(kind: LossKindName, on: TargetKind, params: Readonly<Record<string, number>> = {}): Case {
  const { reads } = lossKind(kind);
  const names = { target: { output: 'head', target: 'it' }, output: { output: 'head' }, weights: { scope: 'all' } };
  const loss = makeLoss('loss', kind, names[reads], params);
  return { loss, ...samples[on], reads: reads === 'target' ? on : 'nothing' };
}

/** Parameters at which a kind is tested where its defaults do not suit the samples. */
const testedAt: Partial<Record<LossKindName, Readonly<Record<string, number>>>> = { ssim: { window: 3 } };

/** Every kind, at the defaults of imbalance, on every target it fits; penalties on the image's numbers, or on the classes' logits where these do not fit. */
const alike: readonly Case[] = (Object.keys(lossKinds) as LossKindName[]).flatMap((kind) => {
  const row = lossKind(kind);
  const fits = (on: TargetKind) => row.reads !== 'output' || row.misfit(samples[on].shape.slice(1)) === undefined;
  const penalised = (['image', 'category'] as const).filter(fits).slice(0, 1);
  return (row.reads === 'target' ? row.targets : penalised).map((on) => makeCase(kind, on, testedAt[kind]));
});

/** Of a batch every other label, and weights of four classes. */
const known = (batch: number) => Array.from({ length: batch }, (_, i) => i % 2 === 0);
const classes = [0.5, 2, 1, 3];

/** The losses of targets again where some labels are unknown; where classes have weights; and where a yes counts more. */
const uneven: readonly Case[] = alike.flatMap((it) => {
  if (it.reads === 'nothing') return [];
  const missing = { ...it, counted: { known: known(it.shape[0] ?? 1) } };
  const more: Case[] = [];
  if ('classWeights' in it.loss)
    more.push({ ...it, counted: { classes } }, { ...missing, counted: { ...missing.counted, classes } });
  if ('smoothing' in it.loss) more.push({ ...it, loss: { ...it.loss, smoothing: 0.3 }, counted: { classes } });
  if ('positiveWeight' in it.loss) more.push({ ...it, loss: { ...it.loss, positiveWeight: 3 } });
  return [missing, ...more];
});

export const everyCase: readonly Case[] = [...alike, ...uneven];

/** "dice (mask, 2 of 4 known)" */
export function caseName({ loss, reads, counted }: Case): string {
  const notes = [
    reads,
    ...(counted?.known ? [`${counted.known.filter(Boolean).length} of ${counted.known.length} known`] : []),
    ...(counted?.classes ? ['class weights'] : []),
    ...('positiveWeight' in loss && loss.positiveWeight !== 1 ? [`positive weight ${loss.positiveWeight}`] : []),
    ...('smoothing' in loss && loss.smoothing > 0 ? [`smoothing ${loss.smoothing}`] : []),
  ];
  return `${loss.kind} (${notes.join(', ')})`;
}

/**
 * Value and gradient on the backend in use, at the outputs z − `minus`; `scale` is what comes from above on the way back.
 */
export async function measure(
  { loss, z, y, shape, reads, counted }: Case,
  scale = 1,
  minus: readonly number[] = [],
): Promise<{ value: number; gradient: number[] }> {
  const [value, gradient] = tf.tidy(() => {
    const target =
      reads === 'nothing'
        ? undefined
        : tf.tensor(
            [...y],
            reads === 'category' || reads === 'number' ? [y.length] : [...shape],
            reads === 'category' ? 'int32' : 'float32',
          );
    const weights = sampleWeights(counted, y, shape);
    const f = (whole: tf.Tensor) => {
      const x = minus.length > 0 ? tf.sub(whole, tf.tensor([...minus], [...shape])) : whole;
      return tf.mul(lossValue(loss, { output: x, target, kernels: [x], weights }), scale) as tf.Scalar;
    };
    const { value, grad } = tf.valueAndGrad(f)(tf.tensor([...z], [...shape]));
    return [value, grad];
  });
  const numbers = {
    value: (await value.data())[0]! / scale,
    gradient: Array.from(await gradient.data(), (g) => g / scale),
  };
  tf.dispose([value, gradient]);
  return numbers;
}

/** 1/Σw for the known images, 0 for the others; nothing where all count alike. */
function sampleWeights(counted: Counted | undefined, y: readonly number[], shape: readonly number[]) {
  if (!counted) return undefined;
  const { known, classes } = counted;
  const weights = Array.from({ length: shape[0] ?? 1 }, (_, i) =>
    (known?.[i] ?? true) ? (classes?.[y[i] ?? 0] ?? 1) : 0,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((_, i) => (total > 0 && (known?.[i] ?? true) ? 1 / total : 0));
  const result: SampleWeights = { shares: tf.tensor1d(shares), ...(classes && { classes: tf.tensor1d([...classes]) }) };
  return result;
}

/** Kinds of losses whose value or slope is a number though one of their outputs is none, computed as ∞ − ∞. */
export async function hidingNaN(): Promise<string[]> {
  const hiding: string[] = [];
  for (const it of everyCase)
    for (const place of [0, (it.shape.at(-1) ?? 1) - 1]) {
      const infinite = it.z.map((_, i) => (i === place ? Number.POSITIVE_INFINITY : 0));
      const z = it.z.map((value, i) => value + infinite[i]!);
      const { value, gradient } = await measure({ ...it, z }, 1, infinite);
      if (![value, gradient[place]].every(Number.isNaN)) hiding.push(`${caseName(it)} at ${place}`);
    }
  return hiding;
}
