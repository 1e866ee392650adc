import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../edit/edited.ts';
import { joinTowers, splitTowers } from '../../edit/towers.ts';
import { trainingFields } from '../../experiment.ts';
import { metaOf } from '../../fields.ts';
import { channelFields } from '../../losses/index.ts';
import { defaultExperiment, presetOf } from '../../presets.ts';
import { lossAndL2 } from '../../templates/questions.ts';
import { hasPlace } from '../assign.ts';
import { isBlank, studyOf } from '../draft.ts';
import { planOf } from '../plan.ts';
import { makeStudy, type Variation } from '../study.ts';
import { choicesOf } from '../variations.ts';
import { fieldsToVary } from './fields.ts';
import { type Offer, offerOf } from './offer.ts';
import { usualRange } from './ranges.ts';
import { readyStudies } from './ready.ts';
import { withoutPlaces, withVariation } from './replace.ts';
import { variationLabel, variationText } from './texts.ts';
import { readValues } from './typed.ts';
import { madeOf, wantedFirst } from './wanted.ts';

const rate = metaOf(trainingFields.shape.learningRate);
const batch = metaOf(trainingFields.shape.batchSize);
const blank = { title: '', seeds: [], folds: 0, budget: { steps: 0, patience: 0 } };

function offer(at: readonly string[], join: 'same' | 'shares' | 'each' = 'same'): Offer {
  const found = offerOf(defaultExperiment, { at, join });
  if (!found) throw new Error(`${at} cannot be varied.`);
  return found;
}

/** What comes of the box that is opened at a control and confirmed as it stands. */
function madeAt(at: readonly string[], join: 'same' | 'shares' | 'each' = 'same'): Variation {
  const made = madeOf(offer(at, join), wantedFirst(offer(at, join), []), []);
  if ('remark' in made) throw new Error(made.remark);
  return made.variation;
}

describe('values that are typed', () => {
  test.each<[string, object]>([
    ['0.001, 0.01,0.1', { values: [0.001, 0.01, 0.1] }],
    ['1e-4 0.5;0.5', { values: [1e-4, 0.5] }],
    ['', { remark: 'Type the values, with commas between them.' }],
    ['0.1, many', { remark: '"many" is not a number from 0.000001 to 10.' }],
    ['0.1, 20', { remark: '"20" is not a number from 0.000001 to 10.' }],
    [Array(101).fill('1').join(), { remark: 'These are 101 values; 100 are allowed.' }],
  ])('%j', (text, typed) => {
    expect(readValues(rate, text)).toEqual(typed);
  });

  test('of a whole number have no fraction', () => {
    expect(readValues(batch, '16, 2.5')).toEqual({ remark: '"2.5" is not a whole number from 1 to 512.' });
  });
});

describe('the usual range', () => {
  const linear = { control: 'number', label: '', help: '', default: 0, scale: 'linear' } as const;
  test.each<[string, Parameters<typeof usualRange>, object]>([
    ['is a decade either side', [rate, 1e-3], { from: 1e-4, to: 1e-2, count: 5, scale: 'log' }],
    ['ends where the field ends', [rate, 5], { from: 0.5, to: 10, count: 5, scale: 'log' }],
    ['of a fader at 0 is above 0', [metaOf(channelFields.fader), 0], { from: 0.01, to: 1, count: 5, scale: 'log' }],
    ['halves and doubles a whole number', [batch, 64], { from: 16, to: 256, count: 5, scale: 'log' }],
    ['of a small whole number is above 0', [batch, 1], { from: 1, to: 4, count: 5, scale: 'log' }],
    ['is all of a short one', [{ ...linear, min: 0, max: 0.5 }, 0.03], { from: 0, to: 0.5, count: 5, scale: 'linear' }],
    [
      'is beside a whole number at the end of its range',
      [{ ...linear, control: 'integer', min: 1, max: 11 }, 1],
      { from: 1, to: 5, count: 5, scale: 'linear' },
    ],
    [
      'goes in the steps of the field',
      [{ ...linear, control: 'integer', min: 16, max: 64, step: 8 }, 32],
      { from: 16, to: 48, count: 5, scale: 'linear' },
    ],
    [
      'of a long one is around the value',
      [{ ...linear, min: 0, max: 100 }, 4],
      { from: 2, to: 8, count: 5, scale: 'linear' },
    ],
  ])('%s', (_, args, range) => {
    expect(usualRange(...args)).toEqual(range);
  });
});

describe('every field on the list', () => {
  const experiments = [defaultExperiment, lossAndL2.experiment];

  test('is a place of the experiment, and what is made of it as it stands has a plan without errors', () => {
    for (const { at, join, label } of fieldsToVary(defaultExperiment).flatMap(({ fields }) => fields)) {
      expect(
        at.filter((place) => !hasPlace(defaultExperiment, place)),
        label,
      ).toEqual([]);
      const variation = madeAt(at, join);
      const { problems } = planOf(makeStudy(defaultExperiment, { variations: [variation] }));
      expect(
        problems.filter(({ severity }) => severity === 'error'),
        label,
      ).toEqual([]);
      expect(variationText(variation, defaultExperiment), label).toMatch(/^\d+ values?: \S/);
    }
  });

  test('has a name of its own', () => {
    for (const experiment of experiments) {
      for (const { label: group, fields } of fieldsToVary(experiment)) {
        const labels = fields.map(({ label }) => label);
        expect(new Set(labels).size, `${experiment.title}, ${group}: ${labels.join('; ')}`).toBe(labels.length);
      }
    }
  });
});

describe('what is made as it stands, in words', () => {
  const textOf = (at: readonly string[], join?: 'shares' | 'each') => {
    const made = madeAt(at, join);
    return `${variationLabel(made, defaultExperiment)}: ${variationText(made, defaultExperiment)}`;
  };
  test.each<[string, string]>([
    [textOf(['training.learningRate']), 'Learning rate: 5 values: 1e-4, 3.16e-4, 0.001, 0.00316, 0.01'],
    [textOf(['training.batchSize']), 'Batch size: 5 values: 16, 32, 64, 128, 256'],
    [
      textOf(['schedule.kind']),
      'Optimizers: 3 values: one, on the total; one per loss, together; one per loss, in turn',
    ],
    [textOf(['strategy']), 'Strategy: 1 value: Weighted sum'],
    [
      textOf(['losses.colour.fader', 'losses.size.fader'], 'shares'),
      'a of colour, 1 − a of size: 10 values: 0.05, 0.15, 0.25, 0.35, 0.45, … 0.95',
    ],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });
});

describe('what is varied already', () => {
  const at = ['training.learningRate'];

  test.each<[string, Variation]>([
    ['a list', { kind: 'list', at, join: 'same', values: [0.1, 0.0123456] }],
    ['a range', { kind: 'range', at, join: 'same', from: 0.1, to: 1, count: 3, scale: 'linear' }],
    [
      'random draws',
      {
        kind: 'random',
        count: 7,
        seed: 3,
        draws: [{ kind: 'between', at, join: 'same', from: 0.1, to: 1, scale: 'log' }],
      },
    ],
  ])('comes back as it was: %s', (_, variation) => {
    const one = offer(at);
    expect(madeOf(one, wantedFirst(one, [variation]), [variation])).toEqual({ variation });
  });

  test('values that the field does not offer by itself stay ticked', () => {
    const own = { kind: 'cagrad', c: 0.2 };
    const variation: Variation = { kind: 'list', at: ['strategy'], join: 'same', values: ['sum', own] };
    const one = offerOf(defaultExperiment, { at: ['strategy'], join: 'same' }, variation);
    expect(one && madeOf(one, wantedFirst(one, [variation]), [variation])).toEqual({ variation });
  });

  test('a field that is drawn joins those that are drawn', () => {
    const made = (places: readonly string[], variations: readonly Variation[]) => {
      const one = offer(places);
      const result = madeOf(one, { ...wantedFirst(one, variations), way: 'random' }, variations);
      if ('remark' in result) throw new Error(result.remark);
      return withVariation(variations, result.variation);
    };
    const both = made(['training.batchSize'], made(at, []));
    expect(both).toHaveLength(1);
    const [random] = both;
    if (!random) throw new Error('Nothing is varied.');
    expect(variationText(random, defaultExperiment)).toBe(
      '20 random draws: learning rate 1e-4 to 0.01; batch size 16 to 256',
    );
    expect(choicesOf(random, defaultExperiment)).toHaveLength(20);
    expect(withoutPlaces(both, at)).toEqual([
      expect.objectContaining({ kind: 'random', draws: [expect.objectContaining({ at: ['training.batchSize'] })] }),
    ]);
  });

  test('keeps its place in the order when it is varied otherwise', () => {
    const list = (place: string): Variation => ({ kind: 'list', at: [place], join: 'same', values: [1] });
    const variations = [list('a'), list('b'), list('c')];
    const other: Variation = { ...list('b'), values: [2] } as Variation;
    expect(withVariation(variations, other)).toEqual([variations[0], other, variations[2]]);
  });
});

describe('studies that are ready', () => {
  test('have a plan without problems where nothing is missing', () => {
    for (const id of ['colour-size', 'colour-size-separate', 'loss-and-l2', 'two-losses-one-target']) {
      const experiment = presetOf(id)?.experiment ?? defaultExperiment;
      for (const { title, start } of readyStudies(experiment)) {
        if ('missing' in start) continue;
        expect(isBlank(start.draft), title).toBe(false);
        const { runs, problems } = planOf(studyOf(experiment, start.draft));
        expect(problems, `${experiment.title}: ${title}`).toEqual([]);
        expect(runs.length, title).toBeGreaterThan(1);
      }
    }
  });

  test('say what is missing', () => {
    const one = { ...defaultExperiment, losses: defaultExperiment.losses.slice(0, 1) };
    expect(readyStudies(one).map(({ id, start }) => [id, 'missing' in start])).toEqual([
      ['race', true],
      ['sweep', true],
      ['factor', true],
      ['sharing', true],
      ['seeds', false],
    ]);
  });

  test('with networks shared and apart: one with the layers of the other, twice', () => {
    const sharing = readyStudies(defaultExperiment).find(({ id }) => id === 'sharing');
    if (!sharing || 'missing' in sharing.start) throw new Error('The default experiment can be shared or parted.');
    const { setups, runs } = planOf(studyOf(defaultExperiment, sharing.start.draft));
    expect(setups.map(({ label }) => label)).toEqual(['shared trunk', 'a network for each loss']);
    expect(runs).toHaveLength(6);
    const apart = splitTowers(defaultExperiment);
    if (isRefusal(apart)) throw new Error(apart.message);
    expect(setups[1]?.experiment.network).toEqual(apart.network);
    expect(joinTowers(apart)).toMatchObject({ network: defaultExperiment.network });
  });
});

test('a study of nothing is one run', () => {
  expect(planOf(studyOf(defaultExperiment, { ...blank, variations: [] })).runs).toHaveLength(1);
});
