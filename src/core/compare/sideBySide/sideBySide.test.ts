import { describe, expect, test } from 'vitest';
import type { Experiment } from '../../experiment.ts';
import { makeLayer, makeLoss, makeStrategy } from '../../make.ts';
import { defaultExperiment, presetOf } from '../../presets.ts';
import { append, emptyTable } from '../../run/metrics.ts';
import type { GalleryAnswer } from '../../run/protocol.ts';
import { align, match } from './align.ts';
import { byDisagreement, confusionDifference, distance, haveSameImages, headsOf } from './answers.ts';
import { lossPairs, mixersSideBySide, otherSettings } from './mixer.ts';
import { networksSideBySide } from './network.ts';

const same = (a: string, b: string) => (a === b ? 2 : a.toLowerCase() === b.toLowerCase() ? 1 : 0);
const pairsOf = (a: string, b: string) => align([...a], [...b], same).map(({ a = '–', b = '–' }) => a + b);

describe('lists side by side', () => {
  test.each([
    ['abc', 'abc', ['aa', 'bb', 'cc']],
    ['abc', 'ac', ['aa', 'b–', 'cc']],
    ['ac', 'abc', ['aa', '–b', 'cc']],
    // Both orders stay: of two that are swapped one has no counterpart, that with the lower score.
    ['aBc', 'bac', ['–b', 'aa', 'B–', 'cc']],
    ['', 'ab', ['–a', '–b']],
    ['xy', 'ab', ['x–', 'y–', '–a', '–b']],
  ])('%s and %s keep their orders', (a, b, expected) => {
    expect(pairsOf(a, b)).toEqual(expected);
  });

  test('in any order each finds what is most like it, and what is left stands behind', () => {
    const pairs = match([...'ABc'], [...'cabA'], same);
    expect(pairs.map(({ a = '–', b = '–' }) => a + b)).toEqual(['AA', 'Bb', 'cc', '–a']);
  });
});

const withLayer = (id: string, change: object): Experiment => ({
  ...defaultExperiment,
  network: {
    layers: defaultExperiment.network.layers.map((layer) => (layer.id === id ? { ...layer, ...change } : layer)),
  },
});

describe('networks', () => {
  test('that are alike have a row a layer, and nothing is marked', () => {
    const rows = networksSideBySide(defaultExperiment, JSON.parse(JSON.stringify(defaultExperiment)));
    expect(rows.map(({ a }) => a?.id)).toEqual(defaultExperiment.network.layers.map(({ id }) => id));
    expect(rows.every(({ isAlike }) => isAlike)).toBe(true);
  });

  test('say the parameter that differs, and what follows from it in other layers', () => {
    const rows = networksSideBySide(defaultExperiment, withLayer('conv-2', { filters: 64 }));
    const differing = rows.filter(({ isAlike }) => !isAlike);
    expect(differing.map(({ a, b }) => [a?.differences, b?.differences, a?.shape.differs])).toEqual([
      [['Filters 32'], ['Filters 64'], true],
      [[], [], true],
      [[], [], true],
      [[], [], false],
    ]);
    expect(differing.at(-1)?.b).toMatchObject({ title: 'Dense', parameters: { differs: true } });
  });

  test('with a layer more have a gap for it, and the layer behind it reads something else', () => {
    const dropout = makeLayer('dropout', 'dropout', ['flatten'], { rate: 0.3 });
    const layers = defaultExperiment.network.layers.flatMap((layer) => {
      if (layer.id === 'flatten') return [layer, dropout];
      return layer.id === 'dense' ? [{ ...layer, inputs: ['dropout'] }] : [layer];
    });
    const rows = networksSideBySide(defaultExperiment, { ...defaultExperiment, network: { layers } });
    const differing = rows.filter(({ isAlike }) => !isAlike);
    expect(differing.map(({ a, b }) => [a?.id, b?.id, b?.differences])).toEqual([
      [undefined, 'dropout', []],
      ['dense', 'dense', ['after Dropout']],
    ]);
  });

  test('of another origin pair layers of the same kind, whatever their ids', () => {
    const lenet = presetOf('lenet-5')?.experiment ?? defaultExperiment;
    const rows = networksSideBySide(defaultExperiment, lenet);
    const pairs = rows.filter(({ a, b }) => a && b);
    expect(pairs.length).toBeGreaterThan(3);
    expect(rows.flatMap(({ a }) => a?.id ?? [])).toEqual(defaultExperiment.network.layers.map(({ id }) => id));
  });
});

describe('mixers', () => {
  const rows = append(emptyTable, { step: Float32Array.of(0), 'weight:colour': Float32Array.of(0.25) });

  test('say faders, mutes and kinds that differ, and the weights of the last step', () => {
    const losses = defaultExperiment.losses.map((loss) =>
      loss.id === 'colour'
        ? { ...loss, fader: 0.5 }
        : makeLoss('other', 'multi-class-hinge', { output: 'head-size', target: 'size' }),
    );
    const mixed = mixersSideBySide(
      { experiment: defaultExperiment, train: rows },
      { experiment: { ...defaultExperiment, losses: [...losses].reverse() }, train: emptyTable },
    );
    expect(mixed.map(({ a, b, hasOtherFader, isAlike }) => [a?.id, b?.id, hasOtherFader, isAlike])).toEqual([
      ['colour', 'colour', true, false],
      ['size', 'other', false, false],
    ]);
    expect([mixed[0]?.a?.weight, mixed[0]?.b?.weight]).toEqual([0.25, undefined]);
    expect(mixed[1]?.b?.differences[0]).toBe('multi-class hinge');
  });

  test('a loss that only one has stands alone', () => {
    const losses = [...defaultExperiment.losses, makeLoss('l2', 'l2', { scope: 'all' })];
    const pairs = lossPairs(defaultExperiment, { ...defaultExperiment, losses });
    expect(pairs.map(({ a, b }) => [a?.id, b?.id])).toEqual([
      ['colour', 'colour'],
      ['size', 'size'],
      [undefined, 'l2'],
    ]);
  });

  test('what else differs is a row each; an option that one method does not have is none', () => {
    const b: Experiment = {
      ...defaultExperiment,
      strategy: makeStrategy('cagrad'),
      training: { ...defaultExperiment.training, learningRate: 3e-4 },
    };
    expect(otherSettings(defaultExperiment, b)).toEqual([
      { key: 'strategy', label: 'Strategy', a: 'Weighted sum', b: 'CAGrad' },
      { key: 'training:learningRate', label: 'Learning rate', a: '0.001', b: '3e-4' },
    ]);
    expect(otherSettings(b, b)).toEqual([]);
  });
});

const sample = (value: number) => ({ pixels: Uint8Array.of(value, value, value), truths: { colour: 'red' } });
const gallery = (...values: number[]) => values.map(sample);
const said = (colour: readonly string[], size: readonly string[]) => {
  const answers = (texts: readonly string[]): GalleryAnswer[] =>
    texts.map((text) => ({ text, isRight: text === 'red' }));
  return { step: 1, answers: { colour: answers(colour), size: answers(size) } };
};

describe('answers', () => {
  test('images are the same to the last pixel, and in their order', () => {
    expect(haveSameImages(gallery(1, 2), gallery(1, 2))).toBe(true);
    expect(haveSameImages(gallery(1, 2), gallery(2, 1))).toBe(false);
    expect(haveSameImages(gallery(1, 2), gallery(1))).toBe(false);
    expect(haveSameImages(undefined, gallery(1))).toBe(false);
  });

  test('images about which most heads disagree come first', () => {
    const a = said(['red', 'red', 'blue'], ['S', 'M', 'L']);
    const b = said(['red', 'blue', 'red'], ['S', 'M', 'S']);
    const heads = headsOf(defaultExperiment, defaultExperiment, a, b);
    expect(heads.map(({ name }) => name)).toEqual(['colour', 'size']);
    const compared = byDisagreement(gallery(1, 2, 3), heads);
    expect(compared.map(({ index, disagreement, differs }) => [index, disagreement, differs])).toEqual([
      [2, 2, true],
      [1, 1, true],
      [0, 0, false],
    ]);
  });

  test('pictures are apart by the mean difference of a pixel', () => {
    const picture = (...bytes: number[]): GalleryAnswer => ({ text: '', pixels: Uint8Array.from(bytes) });
    expect(distance(picture(0, 255), picture(255, 255))).toBe(0.5);
    expect(distance(picture(7), picture(7))).toBe(0);
  });

  test('confusions differ by the share of a class, so that sets of other sizes compare', () => {
    const difference = confusionDifference(
      [
        [8, 2],
        [0, 0],
      ],
      [
        [3, 2],
        [1, 1],
      ],
    );
    expect(difference[0]?.map((value) => Number(value.toFixed(9)))).toEqual([-0.2, 0.2]);
    expect(difference[1]).toEqual([Number.NaN, Number.NaN]);
  });
});
