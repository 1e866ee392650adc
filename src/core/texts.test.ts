/** What is said of any experiment: one thing in the singular, several in the plural, "an" before a vowel. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixLabel } from './edit/fixes.ts';
import type { Experiment } from './experiment.ts';
import { graphOf } from './graphOf.ts';
import { lossName } from './losses/names.ts';
import { presets } from './presets.ts';
import { runTitle } from './run/difference.ts';
import { anyExperiment } from './testing/arbitraries.ts';
import { verdict } from './verdict/verdict.ts';
import { counted, lowered, withUnit } from './words.ts';

const things =
  'losses|layers|weights|images|steps|targets|models|groups|inputs|penalties|problems|epochs|classes|filters|units|parameters';
/** "1 losses" and "2 loss", but not "0.1 steps" or "1 of 3 layers". */
const wrongNumber = new RegExp(
  `(?<![\\d.,×])1 (${things})\\b|\\b(?!1\\b)\\d+ (loss|layer|step|image|model|group|input|epoch)\\b`,
);
const wrongArticle =
  /\b[Aa] (?!one\b|unit|U-Net|at\b|itself)[aeiouAEIOU]|\b[Aa]n (?!honest|hour|L\d|SGD|IoU)[^aeiouAEIOU\s]/;

function textsOf(experiment: Experiment): string[] {
  const graph = graphOf(experiment);
  const { title, text } = verdict(experiment, graph);
  const problems = graph.problems.flatMap(({ message, remedy, fix }) => [
    message,
    remedy,
    ...(fix ? [fixLabel(fix)] : []),
  ]);
  return [
    title,
    text,
    ...problems,
    ...[...graph.nodes.values()].map((node) => node.title),
    ...experiment.losses.map(({ id }) => lossName(experiment, id)),
  ];
}

function check(texts: readonly string[]): void {
  for (const text of texts) {
    expect(text).not.toMatch(wrongNumber);
    expect(text).not.toMatch(wrongArticle);
    expect(text).not.toMatch(/undefined|NaN|\[object| {2}|\.\.(?!\.)/);
  }
}

test('the rule finds what it is for', () => {
  for (const text of ['1 losses', 'every 1 steps', '2 layer', 'A image', 'a area', 'an mask']) {
    expect(() => check([text])).toThrow();
  }
  check(['1 loss', '11 losses', '0.1 steps', '1 of 3 layers', 'an image', 'a mask', 'a U-Net', 'one layer']);
});

test.each(presets)('of the preset $id', ({ experiment }) => check(textsOf(experiment)));

test('of any experiment, and of what differs between two', () => {
  fc.assert(
    fc.property(anyExperiment, anyExperiment, (one, other) => {
      check(textsOf(one));
      check([runTitle({ ...other, title: '' }, { experiment: { ...one, title: '' }, changes: [] })]);
    }),
    { numRuns: 100 },
  );
});

test('numbers of things and units', () => {
  expect([counted(1, 'loss'), counted(2, 'loss'), counted(1, 'layer'), counted(1200, 'layer')]).toEqual([
    '1 loss',
    '2 losses',
    '1 layer',
    '1,200 layers',
  ]);
  expect([withUnit(1, 'steps'), withUnit(25, 'steps'), withUnit(1, 'px'), withUnit(3, undefined)]).toEqual([
    '1 step',
    '25 steps',
    '1 px',
    '3',
  ]);
});

test('a label inside a sentence keeps the capitals of a name', () => {
  const labels = ['Binary cross-entropy', 'IoU', 'SSIM', 'R²', 'PSNR', 'Soft IoU'];
  expect(labels.map(lowered)).toEqual(['binary cross-entropy', 'IoU', 'SSIM', 'R²', 'PSNR', 'soft IoU']);
});
