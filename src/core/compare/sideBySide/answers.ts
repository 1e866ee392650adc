/** What two networks say about the same images, and how often each takes one class for another. */
import type { Experiment } from '../../experiment.ts';
import type { Loss } from '../../losses/index.ts';
import { lossName } from '../../losses/names.ts';
import type { GalleryAnswer, GalleryAnswers, GallerySample } from '../../run/protocol.ts';
import { lossPairs } from './mixer.ts';

/** Two losses of one target, and what the heads that they read say of every image. */
export interface Head {
  readonly a: Loss;
  readonly b: Loss;
  readonly name: string;
  /** Of each image in turn. */
  readonly ofA: readonly GalleryAnswer[];
  readonly ofB: readonly GalleryAnswer[];
}

/** An image, and how far the answers are apart: the number of heads that say something else, and what pictures differ by. */
export interface Compared {
  readonly index: number;
  readonly sample: GallerySample;
  readonly disagreement: number;
  /** Some head says something else, or makes a picture that the eye can tell from the other. */
  readonly differs: boolean;
}

/** Pictures that are less apart look alike. */
const seenDistance = 0.05;

/** The heads that answer for the same target in both runs, of which `a` and `b` are the experiments. */
export function headsOf(
  a: Experiment,
  b: Experiment,
  ofA: GalleryAnswers | undefined,
  ofB: GalleryAnswers | undefined,
): Head[] {
  return lossPairs(a, b).flatMap((pair) => {
    if (!pair.a || !pair.b || !('target' in pair.a)) return [];
    const [saysA, saysB] = [ofA?.answers[pair.a.id], ofB?.answers[pair.b.id]];
    if (!saysA || !saysB) return [];
    return [{ a: pair.a, b: pair.b, name: lossName(a, pair.a.id), ofA: saysA, ofB: saysB }];
  });
}

/** Whether two galleries have the same images in the same order, to the last pixel. */
export function haveSameImages(
  a: readonly GallerySample[] | undefined,
  b: readonly GallerySample[] | undefined,
): boolean {
  if (!a || !b || a.length !== b.length) return false;
  return a.every(({ pixels }, i) => areEqual(pixels, b[i]?.pixels ?? new Uint8Array()));
}

/** The images, those first about which most heads disagree; else in their order. */
export function byDisagreement(images: readonly GallerySample[], heads: readonly Head[]): Compared[] {
  const compared = images.map((sample, index) => {
    const distances = heads.map(({ ofA, ofB }) => distance(ofA[index], ofB[index]));
    return { index, sample, disagreement: sum(distances), differs: distances.some((one) => one >= seenDistance) };
  });
  return compared.sort((one, other) => other.disagreement - one.disagreement || one.index - other.index);
}

/** 1 where the words differ; for pictures the mean difference of a pixel, of 1. */
export function distance(a: GalleryAnswer | undefined, b: GalleryAnswer | undefined): number {
  if (!a || !b) return 0;
  if (!a.pixels || !b.pixels || a.pixels.length !== b.pixels.length) return a.text === b.text ? 0 : 1;
  let sum = 0;
  for (let i = 0; i < a.pixels.length; i++) sum += Math.abs((a.pixels[i] as number) - (b.pixels[i] as number));
  return sum / (255 * Math.max(1, a.pixels.length));
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** [classes][classes] counts of images: the row is the truth, the column the answer. */
export type Counts = readonly (readonly number[])[];

/** In each cell the share of a class's images in `b` less that in `a`, of 1; NaN where a class has no images. */
export function confusionDifference(a: Counts, b: Counts): number[][] {
  return a.map((row, i) => {
    const other = b[i] ?? [];
    const [total, totalB] = [sum(row), sum(other)];
    return row.map((count, j) => (other[j] ?? 0) / totalB - count / total);
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
