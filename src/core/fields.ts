/**
 * The fields of an Experiment: a zod schema that carries, as registered metadata, everything the parser, the URL, the
 * controls and the titles of runs need to know: label, help, default, range. There is no second truth.
 */
import * as z from 'zod/mini';
import { plainText } from './plainText.ts';
import { type Place, type Problem, show, warning } from './problem.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
}

export interface FieldMeta {
  readonly control: 'number' | 'integer' | 'choice' | 'flag' | 'text' | 'list' | 'moves' | 'variant';
  readonly label: string;
  /** One sentence for a student. */
  readonly help: string;
  readonly default: unknown;
  readonly min?: number;
  readonly max?: number;
  /** Of a list: how many numbers it may hold. */
  readonly maxLength?: number;
  readonly step?: number;
  /** How a slider spreads the range. */
  readonly scale?: 'linear' | 'log';
  readonly unit?: string;
  /** Heading above the fields of a long group that belong together. */
  readonly section?: string;
  readonly choices?: readonly Choice[];
  /** The rows of a variant, by kind. */
  readonly variants?: Readonly<Record<string, Variant>>;
  /** Extra line in the JSON Schema. */
  readonly description?: string;
}

/** One kind of a field that comes in several. */
export interface Variant {
  readonly label: string;
  readonly help: string;
  readonly fields: Fields;
}

/** Any kind of a table with the values of its fields. */
export type VariantOf<T extends Readonly<Record<string, Variant>>> = {
  readonly [K in keyof T]: { readonly kind: K } & Values<T[K]['fields']>;
}[keyof T];

/** No step of a run comes later. */
export const lastStep = 1_000_000_000;

/** From this step on, this value. */
export type Move = readonly [step: number, value: number];

/** Metadata of every field schema made here. */
const metas = new WeakMap<z.ZodMiniType, FieldMeta>();

function registered<S extends z.ZodMiniType>(schema: S, meta: FieldMeta): S {
  metas.set(schema, meta);
  return schema;
}

type NumberMeta = Pick<FieldMeta, 'label' | 'help' | 'step' | 'scale' | 'unit' | 'section'> & {
  readonly min: number;
  readonly max: number;
  readonly default: number;
};

/** A finite real number in [min, max]. */
export function number(meta: NumberMeta) {
  const schema = z.number().check(z.gte(meta.min), z.lte(meta.max));
  return registered(schema, { control: 'number', description: meta.help, ...meta });
}

/** A whole number in [min, max]. */
export function integer(meta: NumberMeta) {
  const schema = z.int().check(z.gte(meta.min), z.lte(meta.max));
  return registered(schema, { control: 'integer', description: meta.help, step: 1, ...meta });
}

/** One of a few named values. */
export function choice<const V extends string>(meta: {
  readonly label: string;
  readonly help: string;
  readonly default: NoInfer<V>;
  readonly choices: readonly { readonly value: V; readonly label: string; readonly help?: string }[];
}) {
  const values = meta.choices.map((c) => c.value) as [V, ...V[]];
  return registered(z.enum(values), { control: 'choice', description: meta.help, ...meta });
}

/** On or off. */
export function flag(meta: { readonly label: string; readonly help: string; readonly default: boolean }) {
  return registered(z.boolean(), { control: 'flag', description: meta.help, ...meta });
}

/** A short text of at most `max` characters. */
export function text(meta: {
  readonly label: string;
  readonly help: string;
  readonly default: string;
  readonly max: number;
}) {
  const schema = z.string().check(z.maxLength(meta.max));
  return registered(schema, { control: 'text', description: meta.help, ...meta });
}

/** A list of numbers in [min, max], at most `maxLength` of them. */
export function numberList(meta: NumberMetaList) {
  const schema = z.array(z.number().check(z.gte(meta.min), z.lte(meta.max))).check(z.maxLength(meta.maxLength));
  return registered(schema, { control: 'list', description: meta.help, ...meta });
}
interface NumberMetaList {
  readonly label: string;
  readonly help: string;
  readonly min: number;
  readonly max: number;
  readonly maxLength: number;
  readonly default: readonly number[];
}

/** Values from a step on, in [min, max]; at most `maxLength` of them. */
export function moves(meta: {
  readonly label: string;
  readonly help: string;
  readonly min: number;
  readonly max: number;
  readonly maxLength: number;
  readonly default: readonly Move[];
}) {
  const value = z.number().check(z.gte(meta.min), z.lte(meta.max));
  const schema = z.array(z.tuple([z.int().check(z.gte(0), z.lte(lastStep)), value])).check(z.maxLength(meta.maxLength));
  return registered(schema, { control: 'moves', description: meta.help, ...meta });
}

/** An object of one of the kinds of a table, with the fields of that kind. */
export function variant<const T extends Readonly<Record<string, Variant>>>(
  table: T,
  meta: { readonly label: string; readonly help: string; readonly default: NoInfer<VariantOf<T>> },
): z.ZodMiniType<VariantOf<T>> {
  const rows = Object.entries(table).map(([kind, { fields }]) =>
    z.strictObject({ kind: z.literal(kind), ...fields.shape }),
  );
  const schema = z.union(rows) as unknown as z.ZodMiniType<VariantOf<T>>;
  return registered(schema, { control: 'variant', description: meta.help, variants: table, ...meta });
}

/** A group of fields: what a row of a table declares as its parameters. */
export type Fields = z.ZodMiniObject<Readonly<Record<string, z.ZodMiniType>>, z.core.$strict>;

/** The group of the given fields; unknown keys are Problems. */
export function group<const S extends Readonly<Record<string, z.ZodMiniType>>>(shape: S) {
  return z.strictObject(shape);
}

/** The metadata of a field; throws when the schema was not made in this file. */
export function metaOf(schema: z.ZodMiniType): FieldMeta {
  const meta = metas.get(schema);
  if (!meta) throw new Error('A field schema without metadata: make it with core/fields.');
  return meta;
}

type NamedField = readonly [name: string, schema: z.ZodMiniType, meta: FieldMeta];

const namedFields = new WeakMap<Fields, readonly NamedField[]>();

/** The fields of a group, by name; the same list every time. */
export function fieldsOf(fields: Fields): readonly NamedField[] {
  const named =
    namedFields.get(fields) ??
    Object.entries(fields.shape).map(([name, schema]) => [name, schema, metaOf(schema)] as const);
  namedFields.set(fields, named);
  return named;
}

/** A group with every field at its default. */
export function defaultsOf<F extends Fields>(fields: F): z.infer<F> {
  return Object.fromEntries(fieldsOf(fields).map(([name, , meta]) => [name, meta.default])) as z.infer<F>;
}

/** Reads `raw[name]` only where it is the object's own, so that `__proto__` and friends are nothing. */
export function own(raw: unknown, name: string): unknown {
  return typeof raw === 'object' && raw !== null && Object.hasOwn(raw, name)
    ? (raw as Record<string, unknown>)[name]
    : undefined;
}

/** Unknown keys that are reported one by one; a link may hold thousands. */
const reportedKeys = 10;

/**
 * Parses one group field by field. A missing field takes its default silently; a bad one takes its default, a text
 * too long its beginning, and becomes a Problem that names both values; a key in `raw` that is neither a field nor in `known` becomes a Problem, and so does
 * a `raw` that is no object at all.
 */
export function parseFields<F extends Fields>(
  fields: F,
  raw: unknown,
  at: Place,
  problems: Problem[],
  known: readonly string[] = [],
): z.infer<F> {
  const result: Record<string, unknown> = {};
  for (const [name, schema, meta] of fieldsOf(fields)) {
    const value = own(raw, name);
    if (meta.control === 'variant' && value !== undefined) {
      result[name] = parseVariant(meta, value, [...at, name], problems);
      continue;
    }
    const parsed = value === undefined ? undefined : z.safeParse(schema, value);
    // −0 would come back from JSON as 0.
    if (parsed?.success) result[name] = parsed.data === 0 ? 0 : parsed.data;
    else {
      result[name] = replacement(meta, value);
      if (parsed) problems.push(badField(meta, value, [...at, name]));
    }
  }
  if (raw !== undefined) problems.push(...misfits(fields, raw, at, known));
  return result as z.infer<F>;
}

/** Reads the fields of the kind that `raw` names; without one it is the default, and a Problem. */
function parseVariant(meta: FieldMeta, raw: unknown, at: Place, problems: Problem[]): unknown {
  const kind = own(raw, 'kind');
  const { variants = {} } = meta;
  const row = typeof kind === 'string' && Object.hasOwn(variants, kind) ? variants[kind] : undefined;
  if (row) return { kind, ...parseFields(row.fields, raw, at, problems, ['kind']) };
  problems.push(badField(meta, raw, at));
  return meta.default;
}

function misfits(fields: Fields, raw: unknown, at: Place, known: readonly string[]): Problem[] {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    const message = `${String(at.at(-1) ?? 'This')} is ${show(raw)}, not a group of fields.`;
    return [warning(at, message, 'It was set to its defaults.')];
  }
  const names = [...known, ...Object.keys(fields.shape)];
  const strangers = Object.keys(raw).filter((key) => !names.includes(key));
  const remedy = `It was ignored. Known: ${names.join(', ')}.`;
  const problems = strangers
    .slice(0, reportedKeys)
    .map((key) => warning([...at, plainText(key.slice(0, 40))], `There is no field ${show(key)} here.`, remedy));
  const rest = strangers.length - problems.length;
  if (rest > 0) {
    problems.push(warning(at, `There are ${rest} more unknown fields.`, 'They were ignored.'));
  }
  return problems;
}

/** What a field allows, in words: "a whole number from 1 to 512". */
export function allowed(meta: FieldMeta): string {
  switch (meta.control) {
    case 'number':
      return `a number from ${meta.min} to ${meta.max}`;
    case 'integer':
      return `a whole number from ${meta.min} to ${meta.max}`;
    case 'choice':
      return `one of ${(meta.choices ?? []).map((c) => c.value).join(', ')}`;
    case 'flag':
      return 'true or false';
    case 'text':
      return `a text of at most ${meta.max} characters`;
    case 'list':
      return `a list of at most ${meta.maxLength} numbers from ${meta.min} to ${meta.max}`;
    case 'moves':
      return `a list of at most ${meta.maxLength} pairs: a step, and a number from ${meta.min} to ${meta.max}`;
    case 'variant':
      return `an object of the kind ${Object.keys(meta.variants ?? {}).join(', ')}`;
  }
}

/** What stands in for a value that the field does not allow. */
function replacement(meta: FieldMeta, value: unknown): unknown {
  if (meta.control !== 'text' || typeof value !== 'string') return meta.default;
  return Array.from(value).slice(0, meta.max).join('');
}

function badField(meta: FieldMeta, value: unknown, at: Place): Problem {
  const isCut = meta.control === 'text' && typeof value === 'string';
  return warning(
    at,
    `${meta.label} is ${show(value)}; it must be ${allowed(meta)}.`,
    isCut ? `It was cut to its first ${meta.max} characters.` : `It was set to ${show(meta.default)}.`,
  );
}

/** The values of a group; of an empty one, nothing (zod says `Record<string, never>`, which no intersection survives). */
export type Values<F extends Fields> = keyof F['shape'] extends never ? unknown : Readonly<z.infer<F>>;
