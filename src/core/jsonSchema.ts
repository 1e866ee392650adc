/**
 * The JSON Schema of the Experiment, made from the same fields as the parser, the controls and the links: for editors
 * that complete and check, and for programs that write experiments.
 */
import * as z from 'zod/mini';
import { type DatasetKind, datasets } from './datasets/index.ts';
import { experimentVersion, idPattern, limits, scheduleFields, titleField, trainingFields } from './experiment.ts';
import { type Fields, fieldsOf, group, metaOf, type Variant } from './fields.ts';
import { type LayerKindName, layerKind, layerKinds } from './layers/index.ts';
import { type LossKindName, lossKind, lossKinds } from './losses/index.ts';
import { fieldsOfLoss, fieldsOfOptimizer, fieldsOfStrategy } from './make.ts';
import { optimizerKinds } from './optimizers.ts';
import { strategies } from './strategies/index.ts';

export type JsonSchema = { readonly [key: string]: unknown };

const id: JsonSchema = { type: 'string', pattern: idPattern.source };
const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });

export function fieldSchema(schema: z.ZodMiniType): JsonSchema {
  const { label, help, default: value, unit, variants: rows } = metaOf(schema);
  const { $schema, ...plain } = rows ? variantSchema(rows) : z.toJSONSchema(schema);
  return { ...plain, title: label, description: unit ? `${help} In ${unit}.` : help, default: value };
}

/** An object with these fields, none of them required: what is missing takes its default. */
export function fieldsSchema(fields: Fields, more: JsonSchema = {}, required: readonly string[] = []): JsonSchema {
  const properties = Object.fromEntries(fieldsOf(fields).map(([name, schema]) => [name, fieldSchema(schema)]));
  return { type: 'object', properties: { ...more, ...properties }, required, additionalProperties: false };
}

interface Row {
  readonly label: string;
  readonly help: string;
}

function variantSchema(rows: Readonly<Record<string, Variant>>): JsonSchema {
  const schema = (kind: string) => fieldsSchema(rows[kind]?.fields ?? group({}), { kind: { const: kind } }, ['kind']);
  return variants(Object.keys(rows), (kind) => rows[kind] ?? { label: kind, help: kind }, schema);
}

/** One of several kinds of object, told apart by `kind`. */
function variants<K extends string>(
  kinds: readonly K[],
  row: (kind: K) => Row,
  schema: (kind: K) => JsonSchema,
): JsonSchema {
  return { oneOf: kinds.map((kind) => ({ title: row(kind).label, description: row(kind).help, ...schema(kind) })) };
}

const keys = <K extends string>(table: Readonly<Record<K, unknown>>) => Object.keys(table) as K[];

function layerSchema(kind: LayerKindName): JsonSchema {
  const row = layerKind(kind);
  const inputs = { type: 'array', items: id, maxItems: limits.inputs, description: 'The layers it reads.' };
  return fieldsSchema(row.params, { id, kind: { const: kind }, inputs }, ['id', 'kind', 'inputs']);
}

const readsSchema = {
  target: {
    output: { ...id, description: 'The layer it reads.' },
    target: { ...id, description: 'The target of the dataset.' },
  },
  output: { output: { ...id, description: 'The layer it reads.' } },
  weights: { scope: { ...id, description: '"all", "shared" (by at least two losses) or a layer.' } },
} as const;

function lossSchema(kind: LossKindName): JsonSchema {
  const row = lossKind(kind);
  const reads = readsSchema[row.reads];
  const muted = { type: 'boolean', default: false, description: 'Left out of the total.' };
  return fieldsSchema(fieldsOfLoss(kind), { id, kind: { const: kind }, ...reads, muted }, [
    'id',
    'kind',
    ...Object.keys(reads),
  ]);
}

function section<K extends string>(
  kinds: readonly K[],
  row: (kind: K) => Row,
  fields: (kind: K) => Fields,
): JsonSchema {
  return variants(kinds, row, (kind) => fieldsSchema(fields(kind), { kind: { const: kind } }, ['kind']));
}

/** The JSON Schema (draft 2020-12) of an Experiment. */
export function experimentSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Loss Mixer experiment',
    description: 'Everything needed to reproduce a run. A field that is missing takes its default.',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'Where this schema lies, for editors; ignored.' },
      version: { const: experimentVersion },
      title: fieldSchema(titleField),
      dataset: ref('dataset'),
      network: {
        type: 'object',
        properties: { layers: { type: 'array', items: ref('layer'), maxItems: limits.layers } },
        required: ['layers'],
        additionalProperties: false,
      },
      losses: { type: 'array', items: ref('loss'), maxItems: limits.losses },
      strategy: ref('strategy'),
      schedule: fieldsSchema(scheduleFields),
      optimizer: ref('optimizer'),
      training: fieldsSchema(trainingFields),
    },
    required: ['version'],
    additionalProperties: false,
    $defs: {
      dataset: section<DatasetKind>(
        keys(datasets),
        (kind) => datasets[kind],
        (kind) => datasets[kind].options,
      ),
      layer: variants(keys(layerKinds), layerKind, layerSchema),
      loss: variants(keys(lossKinds), lossKind, lossSchema),
      strategy: section(keys(strategies), (kind) => strategies[kind], fieldsOfStrategy),
      optimizer: section(keys(optimizerKinds), (kind) => optimizerKinds[kind], fieldsOfOptimizer),
    },
  };
}
