import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defaultExperiment } from '../presets.ts';
import { anyStudy } from '../testing/arbitraries.ts';
import { studySchema } from './jsonSchema.ts';
import { parseStudy } from './parse.ts';
import { planOf } from './plan.ts';
import { makeStudy, studyLimits } from './study.ts';

const base = makeStudy(defaultExperiment);
const validator = z.fromJSONSchema(JSON.parse(JSON.stringify(studySchema())));
const accepts = (value: unknown) => validator.safeParse(JSON.parse(JSON.stringify(value))).success;

const rates = { kind: 'list', at: ['training.learningRate'], values: [1e-4, 1e-3] };
const problemsOf = (raw: object) => parseStudy({ version: 1, ...raw }).problems;
const textsOf = (raw: object) =>
  problemsOf(raw).map(({ severity, at, message, remedy }) => `${severity} ${at.join('.')}: ${message} ${remedy}`);

describe('any study', () => {
  test('survives JSON, and the schema accepts it', () => {
    fc.assert(
      fc.property(anyStudy, (study) => {
        expect(parseStudy(JSON.parse(JSON.stringify(study)))).toEqual({ study, problems: [] });
        expect(accepts(study)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('has a plan: within bounds, with a text for every Problem, and the same again', () => {
    fc.assert(
      fc.property(anyStudy, (study) => {
        const plan = planOf(study);
        expect(plan.runs.length).toBeLessThanOrEqual(studyLimits.runs);
        for (const { message, remedy } of plan.problems) expect(message && remedy).toBeTruthy();
        if (plan.problems.some(({ severity }) => severity === 'error')) expect(plan.runs).toEqual([]);
        else expect(plan.runs.length).toBe(plan.setups.length * study.seeds.length * Math.max(1, study.folds));
        expect(planOf(study)).toEqual(plan);
      }),
      { numRuns: 25 },
    );
  });

  test('broken anywhere gives a complete study, and never throws', () => {
    const broken = fc.tuple(
      anyStudy,
      fc.jsonValue(),
      fc.constantFrom('experiment', 'variations', 'seeds', 'folds', 'budget', 'title', 'version'),
    );
    fc.assert(
      fc.property(broken, ([study, junk, name]) => {
        const parsed = parseStudy({ ...study, [name]: junk });
        expect(parseStudy(parsed.study)).toEqual({ study: parsed.study, problems: [] });
        planOf(parsed.study);
      }),
      { numRuns: 40 },
    );
    fc.assert(fc.property(fc.anything(), (raw) => parseStudy(raw).study.version === 1));
    const variation = fc.record(
      {
        kind: fc.constantFrom('list', 'range', 'random', 'x'),
        at: fc.jsonValue(),
        join: fc.jsonValue(),
        values: fc.jsonValue(),
        draws: fc.jsonValue(),
        from: fc.jsonValue(),
        to: fc.jsonValue(),
        count: fc.jsonValue(),
        scale: fc.jsonValue(),
        labels: fc.jsonValue(),
      },
      { requiredKeys: ['kind'] },
    );
    fc.assert(
      fc.property(fc.array(variation, { maxLength: 3 }), (variations) => {
        const { study } = parseStudy({ version: 1, variations });
        expect(parseStudy(study).problems).toEqual([]);
      }),
    );
  });
});

describe('parsing', () => {
  test('what is missing is one run of the base', () => {
    expect(parseStudy({ version: 1 })).toEqual({ study: base, problems: [] });
    expect(
      parseStudy({ version: 1, $schema: './study.schema.json', experiment: { version: 1, title: 'Mine' } }),
    ).toEqual({
      study: { ...base, title: 'Mine', experiment: { ...defaultExperiment, title: 'Mine' } },
      problems: [],
    });
  });

  test.each<[string, object, string[]]>([
    ['one fold', { folds: 1 }, ['warning folds: One fold leaves nothing to train on. It was set to 0.']],
    [
      'eleven folds',
      { folds: 11 },
      ['warning folds: Folds is 11; it must be a whole number from 0 to 10. It was set to 0.'],
    ],
    [
      'seeds that are none',
      { seeds: [1, 1, -3] },
      [
        'warning seeds: Seeds are [1,1,-3]; it must be a list of 1 to 20 different whole numbers from 0 to 2147483647. It was set to [1].',
      ],
    ],
    [
      'a variation of no kind',
      { variations: [{}] },
      ['error variations.0: There is no variation nothing. Choose one of list, range, random.'],
    ],
    [
      'no place',
      { variations: [{ ...rates, at: 'training.learningRate' }] },
      [
        'error variations.0.at: The places are "training.learningRate". It must be a list of 1 to 40 fields, such as ["training.learningRate"].',
      ],
    ],
    [
      'no value',
      { variations: [{ ...rates, values: [] }] },
      ['error variations.0.values: The values are []. It must be a list of 1 to 100.'],
    ],
    [
      'other labels than values',
      { variations: [{ ...rates, labels: ['low'] }] },
      [
        'warning variations.0.labels: The labels are ["low"]; it must be a list of 2 texts of at most 80 characters. They were left out.',
      ],
    ],
    [
      'equal ratios from 0',
      { variations: [{ kind: 'range', at: ['training.learningRate'], from: 0, to: 1, scale: 'log' }] },
      [
        'error variations.0.scale: Equal ratios from 0 to 1: both must be above 0. Raise them, or take equal differences.',
      ],
    ],
    [
      'shares of one place',
      { variations: [{ kind: 'range', at: ['losses.colour.fader'], join: 'shares' }] },
      ['error variations.0.at: a and 1 − a go to two places, and there is 1. Name two faders.'],
    ],
    [
      'an unknown key',
      { budget: { stepz: 3 } },
      ['warning budget.stepz: There is no field "stepz" here. It was ignored. Known: steps, patience.'],
    ],
    [
      'a bad experiment',
      { experiment: { version: 1, training: { epochs: 0 } } },
      ['warning experiment.training.epochs: Epochs is 0; it must be a whole number from 1 to 1000. It was set to 20.'],
    ],
  ])('%s is a Problem with place, values and remedy', (_, raw, texts) => {
    expect(textsOf(raw)).toEqual(texts);
  });

  test('another version gives the base', () => {
    const { study, problems } = parseStudy({ version: 2, seeds: [5] });
    expect(study).toEqual(base);
    expect(problems.map(({ at }) => at)).toEqual([['version']]);
  });

  test('too many variations are refused', () => {
    const variations = Array.from({ length: 9 }, () => rates);
    expect(textsOf({ variations })).toEqual([
      'error variations: The variations are 9 variations. It must be a list of at most 8. They were left out.',
    ]);
  });
});
