/** The JSON Schema of a Study, made from the same fields as its parser, with that of the Experiment in it. */
import { experimentSchema, fieldSchema, fieldsSchema, type JsonSchema } from '../jsonSchema.ts';
import {
  budgetFields,
  drawFields,
  joinField,
  randomFields,
  rangeFields,
  studyFields,
  studyLimits,
  studyVersion,
} from './study.ts';

const places: JsonSchema = {
  type: 'array',
  items: { type: 'string', minLength: 1, maxLength: 200 },
  minItems: 1,
  maxItems: studyLimits.places,
  description: 'Fields of the experiment in dots: "training.learningRate", "losses.colour.fader", "strategy".',
};

const turned = { at: places, join: fieldSchema(joinField) };

const listed: JsonSchema = {
  title: 'a list',
  type: 'object',
  properties: {
    kind: { const: 'list' },
    ...turned,
    values: { type: 'array', minItems: 1, maxItems: studyLimits.values },
    labels: {
      type: 'array',
      items: { type: 'string', maxLength: 80 },
      description: 'What each value is called, where it does not say it by itself.',
    },
  },
  required: ['kind', 'at', 'values'],
  additionalProperties: false,
};

const ranged: JsonSchema = {
  title: 'a range',
  ...fieldsSchema(rangeFields, { kind: { const: 'range' }, ...turned }, ['kind', 'at']),
};

const between: JsonSchema = {
  title: 'any value between two bounds',
  ...fieldsSchema(drawFields, { kind: { const: 'between' }, ...turned }, ['kind', 'at']),
};

const random: JsonSchema = {
  title: 'random draws of several fields',
  ...fieldsSchema(
    randomFields,
    {
      kind: { const: 'random' },
      draws: {
        type: 'array',
        items: { oneOf: [{ $ref: '#/$defs/list' }, { $ref: '#/$defs/between' }] },
        minItems: 1,
        maxItems: studyLimits.draws,
      },
    },
    ['kind', 'draws'],
  ),
};

/** The JSON Schema (draft 2020-12) of a Study. */
export function studySchema(): JsonSchema {
  const { $schema, $defs, ...experiment } = experimentSchema();
  const { properties, ...rest } = fieldsSchema(studyFields, {
    $schema: { type: 'string', description: 'Where this schema lies, for editors; ignored.' },
    version: { const: studyVersion },
    experiment: { $ref: '#/$defs/experiment' },
    variations: { type: 'array', items: { $ref: '#/$defs/variation' }, maxItems: studyLimits.variations },
    seeds: {
      type: 'array',
      items: { type: 'integer', minimum: 0, maximum: 2 ** 31 - 1 },
      minItems: 1,
      maxItems: studyLimits.seeds,
      uniqueItems: true,
      description: 'Every combination runs with each of them; without any, with that of the experiment.',
    },
    budget: fieldsSchema(budgetFields),
  });
  return {
    $schema,
    title: 'Loss Mixer study',
    description: 'An experiment in which some values are replaced by lists: every combination of them is a run.',
    ...rest,
    properties,
    required: ['version'],
    $defs: {
      ...(typeof $defs === 'object' ? $defs : {}),
      experiment,
      list: listed,
      between,
      variation: { oneOf: [{ $ref: '#/$defs/list' }, ranged, random] },
    },
  };
}
