/**
 * Problems: what is wrong in an Experiment, where, and what to do about it. Input never throws; it becomes Problems.
 */
import { isolated, plainText } from './plainText.ts';

/** Path into the Experiment; network layers and losses appear by id: `['network', 'conv-1', 'filters']`. */
export type Place = readonly (string | number)[];

/** A one-click repair; `core/edit` knows how to apply each. */
export type Fix =
  | {
      readonly kind: 'insert-before';
      readonly layer: string;
      readonly input: string;
      readonly insert: 'flatten' | 'global-pool';
    }
  | { readonly kind: 'project-shortcut'; readonly layer: string; readonly input: string }
  /** Takes the activation of a layer out of the way to an output that is read as logits. */
  | { readonly kind: 'linearise'; readonly layer: string; readonly output: string }
  | { readonly kind: 'read-behind'; readonly loss: string; readonly activation: 'sigmoid' }
  | {
      readonly kind: 'set';
      readonly at: Place;
      readonly value: number | string | boolean;
      /** For its button; without one, "Set units to 8". */
      readonly label?: string;
    }
  | { readonly kind: 'remove-layer'; readonly layer: string }
  | { readonly kind: 'connect'; readonly from: string; readonly to: string; readonly label: string }
  | { readonly kind: 'disconnect'; readonly from: string; readonly to: string; readonly label: string }
  | { readonly kind: 'move-after'; readonly layer: string; readonly after: string; readonly label: string }
  /** A new head with its loss. */
  | { readonly kind: 'add-head'; readonly target: string; readonly label: string }
  /** A new head behind a layer, which the losses, all of one target, read instead of what they read. */
  | { readonly kind: 'grow-head'; readonly from: string; readonly losses: readonly string[]; readonly label: string }
  | { readonly kind: 'move-loss'; readonly loss: string; readonly output: string; readonly label: string }
  | { readonly kind: 'rescope'; readonly loss: string; readonly scope: 'all' | 'shared' }
  | { readonly kind: 'unmute'; readonly loss: string; readonly label: string }
  | { readonly kind: 'remove-loss'; readonly loss: string };

/** An `error` keeps the experiment from running; a `warning` was repaired with a default or is only advice. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Where it is. */
  readonly at: Place;
  /** What was found and what is allowed, both values in it: "Conv 3 needs at least 5×5, gets 4×4". */
  readonly message: string;
  /** What to do: "remove a pooling layer or use a smaller kernel". */
  readonly remedy: string;
  readonly fix?: Fix;
}

/** A Problem that keeps the experiment from running. */
export function error(at: Place, message: string, remedy: string, fix?: Fix): Problem {
  return { severity: 'error', at, message, remedy, ...(fix ? { fix } : {}) };
}

/** A Problem that was repaired, or is only advice. */
export function warning(at: Place, message: string, remedy: string, fix?: Fix): Problem {
  return { severity: 'warning', at, message, remedy, ...(fix ? { fix } : {}) };
}

/** How a value is shown in a message: at most 40 characters, as they are seen; isolated where they are read from right to left. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : stringify(value);
  return isolated(plainText(text.length > 40 ? `${text.slice(0, 37)}…` : text));
}

function stringify(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value === undefined) return 'nothing';
  if (typeof value === 'function' || typeof value === 'symbol') return typeof value;
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return typeof value;
  }
}
