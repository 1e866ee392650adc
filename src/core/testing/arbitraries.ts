/** Random experiments for property tests, made from the tables themselves: a new kind or field is covered at once. */
import fc from 'fast-check';
import { datasets } from '../datasets/index.ts';
import {
  type DatasetSection,
  type Experiment,
  experimentVersion,
  type StrategySection,
  scheduleFields,
  titleField,
  trainingFields,
} from '../experiment.ts';
import { defaultsOf, type FieldMeta, type Fields, fieldsOf, group, metaOf } from '../fields.ts';
import { type Layer, layerKinds } from '../layers/index.ts';
import { type Loss, type LossKindName, lossKind, lossKinds } from '../losses/index.ts';
import { fieldsOfLoss, fieldsOfOptimizer, fieldsOfStrategy } from '../make.ts';
import { type Optimizer, optimizerKinds } from '../optimizers.ts';
import { oneLine } from '../plainText.ts';
import { strategies } from '../strategies/index.ts';
import {
  budgetFields,
  drawFields,
  type Listed,
  randomFields,
  rangeFields,
  type Study,
  studyVersion,
  type Variation,
} from '../study/study.ts';

/** Any value that a field allows. */
export function fieldValue(meta: FieldMeta): fc.Arbitrary<unknown> {
  const { min = 0, max = 1 } = meta;
  // −0 does not survive JSON.
  const real = fc.double({ min, max, noNaN: true }).map((value) => (value === 0 ? 0 : value));
  switch (meta.control) {
    case 'number':
      return real;
    case 'integer':
      return fc.integer({ min, max });
    case 'choice':
      return fc.constantFrom(...(meta.choices ?? []).map((choice) => choice.value));
    case 'flag':
      return fc.boolean();
    case 'text':
      return fc.string({ maxLength: max });
    case 'list':
      return fc.array(real, { maxLength: meta.maxLength ?? 0 });
    case 'moves':
      return fc.array(fc.tuple(fc.nat(1e6), real), { maxLength: 4 });
    case 'variant':
      return anyOf(meta.variants ?? {}, (kind) => meta.variants?.[kind]?.fields ?? group({}));
    default:
      return meta.control satisfies never;
  }
}

/** Any values of a group. */
function valuesOf(fields: Fields): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(fieldsOf(fields).map(([name, , meta]) => [name, fieldValue(meta)])));
}

/** Any kind of a table with any values of its fields. */
function anyOf<K extends string>(table: Readonly<Record<K, object>>, fields: (kind: K) => Fields) {
  const kinds = Object.keys(table) as K[];
  return fc.oneof(...kinds.map((kind) => valuesOf(fields(kind)).map((values) => ({ kind, ...values }))));
}

const idAt = (index: number) => `layer-${index}`;

/** Layer 0 is the image; every other reads earlier ones, as many as its kind takes. */
function layersOf(count: number): fc.Arbitrary<Layer[]> {
  const kinds = Object.entries(layerKinds).filter(([kind]) => kind !== 'input');
  const layers = Array.from({ length: count }, (_, index) => {
    const id = idAt(index);
    if (index === 0) return fc.constant({ id, kind: 'input', inputs: [] });
    return fc.oneof(
      ...kinds.map(([kind, row]) => {
        const [minLength, maxLength] = row.inputs;
        const inputs = fc.array(fc.nat(index - 1).map(idAt), { minLength, maxLength });
        return fc
          .tuple(inputs, valuesOf(row.params as Fields))
          .map(([inputs, params]) => ({ id, kind, inputs, ...params }));
      }),
    );
  });
  return fc.tuple(...layers).map((list) => list as Layer[]);
}

function lossOf(id: string, layerCount: number): fc.Arbitrary<Loss> {
  const output = fc.nat(layerCount - 1).map(idAt);
  const references = {
    target: fc.record({
      output,
      target: fc.constantFrom(
        ...datasets.wardrobe.describe(defaultsOf(datasets.wardrobe.options)).targets.map((target) => target.id),
      ),
    }),
    output: fc.record({ output }),
    weights: fc.record({ scope: fc.oneof(output, fc.constantFrom('all', 'shared')) }),
  };
  const kinds = (Object.keys(lossKinds) as LossKindName[]).map((kind) => {
    return fc
      .tuple(references[lossKind(kind).reads], valuesOf(fieldsOfLoss(kind)), fc.boolean())
      .map(([reads, values, muted]) => ({ id, kind, ...reads, ...values, muted }));
  });
  return fc.oneof(...kinds).map((loss) => loss as Loss);
}

/** Any experiment that parses: within every range, wired without a circle, though its shapes need not fit. */
export const anyExperiment: fc.Arbitrary<Experiment> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.nat(6))
  .chain(([layerCount, lossCount]) =>
    fc.record({
      version: fc.constant(experimentVersion),
      title: fieldValue(metaOf(titleField)).map((text) => oneLine(String(text))),
      dataset: anyOf(datasets, (kind) => datasets[kind].options).map((row) => row as DatasetSection),
      network: layersOf(layerCount).map((layers) => ({ layers })),
      losses: fc.tuple(...Array.from({ length: lossCount }, (_, i) => lossOf(`loss-${i}`, layerCount))),
      strategy: anyOf(strategies, fieldsOfStrategy).map((row) => row as StrategySection),
      schedule: valuesOf(scheduleFields).map((values) => values as Experiment['schedule']),
      optimizer: anyOf(optimizerKinds, fieldsOfOptimizer).map((row) => row as Optimizer),
      training: valuesOf(trainingFields).map((values) => values as Experiment['training']),
    }),
  );

const places = fc.oneof(
  fc.constantFrom('strategy', 'strategy.c', 'training.learningRate', 'training.batchSize', 'losses.loss-0.fader'),
  fc.constantFrom(
    'network.layer-1.filters',
    'losses.loss-1.muted',
    'schedule.kind',
    'optimizer',
    'losses',
    'training.seed',
  ),
  fc.string({ minLength: 1, maxLength: 20 }),
);

/** A list of values for places, of which some may fit. */
const anyList: fc.Arbitrary<Listed> = fc
  .tuple(
    fc.array(places, { minLength: 1, maxLength: 3 }),
    fc.array(fc.oneof(fc.jsonValue(), fc.constantFrom(0.5, 16, true, ...Object.keys(strategies))), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.constantFrom('same', 'each'),
    fc.boolean(),
  )
  .map(([at, values, join, isNamed]) => ({
    kind: 'list',
    at,
    join,
    // −0 does not survive JSON.
    values: JSON.parse(JSON.stringify(values)),
    ...(isNamed ? { labels: values.map((_, i) => `value ${i}`) } : {}),
  }));

function anySpan<K extends string>(kind: K, fields: Fields) {
  return fc.tuple(places, places, fc.boolean(), valuesOf(fields)).map(([one, other, shares, values]) => ({
    kind,
    ...(shares ? { at: [one, other], join: 'shares' } : { at: [one], join: 'same' }),
    ...values,
    ...(values.scale === 'log' ? { from: Math.abs(Number(values.from)) / 2 + 1e-3, to: 2 } : {}),
  }));
}

const anyVariation: fc.Arbitrary<Variation> = fc
  .oneof(
    anyList,
    anySpan('range', rangeFields),
    fc
      .tuple(
        fc.array(fc.oneof(anyList, anySpan('between', drawFields)), { minLength: 1, maxLength: 3 }),
        valuesOf(randomFields),
      )
      .map(([draws, values]) => ({ kind: 'random', draws, ...values })),
  )
  .map((variation) => variation as Variation);

/** Any study that parses; its places and values need not fit its experiment. */
export const anyStudy: fc.Arbitrary<Study> = fc.record({
  version: fc.constant(studyVersion),
  title: fieldValue(metaOf(titleField)).map((text) => oneLine(String(text))),
  experiment: anyExperiment,
  variations: fc.array(anyVariation, { maxLength: 3 }),
  seeds: fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 3 }),
  folds: fc.constantFrom(0, 2, 5, 10),
  budget: valuesOf(budgetFields).map((values) => values as Study['budget']),
});
