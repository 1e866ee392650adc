/**
 * The difference between two experiments as plain JSON: what a link carries. Sections and the items of lists (by id) keep
 * only the fields that differ; a section of another kind, or a list with other ids, is carried whole.
 */
import type { Experiment } from '../../core/experiment.ts';
import { own } from '../../core/fields.ts';

type Json = Readonly<Record<string, unknown>>;

/** What turns `base` into `experiment`; an empty object where they are equal. */
export function makePatch(base: Experiment, experiment: Experiment): Json {
  const patch: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(experiment)) {
    if (name === 'network') continue;
    const difference = changeOf(own(base, name), value);
    if (difference !== undefined) patch[name] = difference;
  }
  const layers = changeOf(base.network.layers, experiment.network.layers);
  return layers === undefined ? patch : { ...patch, network: layers };
}

/** Whether two experiments are equal in all that a link carries. */
export function isSame(a: Experiment, b: Experiment): boolean {
  return a === b || Object.keys(makePatch(a, b)).length === 0;
}

/** What the patch makes of `base`, still to be parsed: a patch may come from anybody. */
export function applyPatch(base: Experiment, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result = new Map<string, unknown>(Object.entries(base));
  for (const [name, value] of Object.entries(patch)) {
    if (name === 'network') result.set(name, { layers: applied(base.network.layers, value) });
    else result.set(name, applied(own(base, name), value));
  }
  return Object.fromEntries(result);
}

function changeOf(before: unknown, after: unknown): unknown {
  if (before === after) return undefined;
  if (isList(before) && isList(after)) {
    const sameItems =
      before.length === after.length && before.every((item, i) => own(item, 'id') === own(after[i], 'id'));
    if (!sameItems || before.some((item, i) => own(item, 'kind') !== own(after[i], 'kind'))) return after;
    const items = after.flatMap((item, i) => {
      const difference = changeOf(before[i], item);
      return difference === undefined ? [] : [[String(own(item, 'id')), difference] as const];
    });
    return items.length > 0 ? Object.fromEntries(items) : undefined;
  }
  if (isObject(before) && isObject(after)) {
    if (own(before, 'kind') !== own(after, 'kind')) return after;
    const fields = Object.entries(after).filter(([name, value]) => !isEqual(own(before, name), value));
    return fields.length > 0 ? Object.fromEntries(fields) : undefined;
  }
  return isEqual(before, after) ? undefined : after;
}

function applied(before: unknown, change: unknown): unknown {
  if (!isObject(change)) return change;
  if (isList(before)) {
    const items = before.map((item) => applied(item, own(change, String(own(item, 'id'))) ?? {}));
    const known = new Set(before.map((item) => String(own(item, 'id'))));
    // An unknown id becomes an item that the parser reports by its name.
    const strangers = Object.keys(change).filter((id) => !known.has(id));
    return [...items, ...strangers.map((id) => ({ id }))];
  }
  const kind = own(change, 'kind');
  if (!isObject(before) || (kind !== undefined && kind !== own(before, 'kind'))) return change;
  return Object.fromEntries([...Object.entries(before), ...Object.entries(change)]);
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function isList(value: unknown): value is readonly { readonly id: string }[] {
  return Array.isArray(value) && value.every((item) => typeof own(item, 'id') === 'string');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
