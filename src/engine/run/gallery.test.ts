import { expect, test } from 'vitest';
import type { Target, TargetKind } from '../../core/datasets/dataset.ts';
import type { Drawn } from '../datasets/samples.ts';
import { answersOf } from './gallery.ts';

const classes = [
  { id: 'a', label: 'A' },
  { id: 'b', label: 'B' },
];
const target = (kind: TargetKind): Target => ({ id: 't', label: 'T', help: '', kind, classes });

/** Two samples of 1×2 pixels, the second all 1. */
const drawn: Drawn = {
  images: Uint8Array.of(0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255),
  categories: {},
  cleanCategories: { t: Uint8Array.of(0, 1) },
  numbers: {},
  cleanNumbers: { t: Float32Array.of(0.25, 0.5) },
  masks: {},
  cleanMasks: { t: Uint8Array.of(128, 127, 255, 255) },
  known: {},
};
const answers = (kind: TargetKind, threshold: number, ...outputs: readonly number[]) =>
  answersOf(target(kind), Float32Array.from(outputs), drawn, [0, 1], threshold);

test('a class is right where it is the true one, a number within 0.05', () => {
  expect(answers('category', 0, 2, 1, 2, 1)).toEqual([
    { text: 'A', isRight: true },
    { text: 'A', isRight: false },
  ]);
  expect(answers('number', 0, 0.29, 0.4)).toEqual([
    { text: '0.29', isRight: true },
    { text: '0.40', isRight: false },
  ]);
});

test('a mask is right from an IoU of one half, and is drawn as the share that it says', () => {
  // Sample 0: inside {0}, said {0, 1}: 1/2. Sample 1: inside {0, 1}, said {}: 0.
  expect(answers('mask', 0, 99, 99, -99, 0)).toEqual([
    { text: 'IoU 0.500', isRight: true, pixels: Uint8Array.of(255, 255) },
    { text: 'IoU 0', isRight: false, pixels: Uint8Array.of(0, 127) },
  ]);
  expect(answers('mask', 0.5, 2, 0.5, 0.6, 0.4).map(({ text, pixels }) => [text, pixels])).toEqual([
    ['IoU 1.000', Uint8Array.of(255, 127)],
    ['IoU 0.500', Uint8Array.of(153, 102)],
  ]);
});

test('a picture is right from 20 dB', () => {
  const [first, second] = answers('image', 0, ...Array(6).fill(0.125), ...Array(6).fill(0.9375));
  // −10·log₁₀(1/64) and −10·log₁₀(1/256)
  expect([first, second].map((answer) => [answer?.text, answer?.isRight])).toEqual([
    ['18.1 dB', false],
    ['24.1 dB', true],
  ]);
  expect(second?.pixels).toEqual(Uint8Array.of(239, 239, 239, 239, 239, 239));
});

test('an answer that is not a number is wrong', () => {
  const nan = Number.NaN;
  const kinds = [
    answers('category', 0, nan, nan, nan, nan),
    answers('number', 0, nan, nan),
    answers('mask', 0, nan, nan, nan, nan),
    answers('image', 0, ...Array(12).fill(nan)),
  ];
  expect(kinds.map((both) => both.map(({ isRight }) => isRight))).toEqual(Array(4).fill([false, false]));
});

test('an output that is not a number names no class, whatever the others say', () => {
  const nan = { text: 'not a number', isRight: false };
  expect(answers('category', 0, Number.NaN, 1, 1, Number.NaN)).toEqual([nan, nan]);
  expect(answers('number', 0, Number.NaN, Number.NaN)).toEqual([nan, nan]);
});

test('an answer about something unknown is neither right nor wrong', () => {
  const half = { ...drawn, known: { t: Uint8Array.of(0, 1) } };
  const said = (kind: TargetKind, ...outputs: readonly number[]) =>
    answersOf(target(kind), Float32Array.from(outputs), half, [0, 1], 0);
  expect(said('category', 2, 1, 2, 1)).toEqual([{ text: 'A' }, { text: 'A', isRight: false }]);
  expect(said('number', 0.29, 0.4)).toEqual([{ text: '0.29' }, { text: '0.40', isRight: false }]);
  expect(said('mask', 40, 40, 40, 40)).toEqual([
    { text: '', pixels: Uint8Array.of(255, 255) },
    { text: 'IoU 1.000', isRight: true, pixels: Uint8Array.of(255, 255) },
  ]);
});
