/** How numbers, fields and states are written on the page. */

import type { FieldMeta } from '../../core/fields.ts';
import { grouped } from '../../core/grouped.ts';
import type { RunStatus } from '../../core/run/protocol.ts';

/** A number as short as it stays exact to three digits: 0.001, 3e-4, 12,400. */
export function numberText(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e7) return value.toExponential(2).replace(/\.?0+e\+?/, 'e');
  if (size >= 1000) return grouped(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

/** The value of a field for a person: the label of a choice, "on", a number with its unit. */
export function fieldText(meta: FieldMeta, value: unknown): string {
  if (typeof value === 'number') return `${numberText(value)}${meta.unit ? ` ${meta.unit}` : ''}`;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (meta.control === 'choice') return meta.choices?.find((choice) => choice.value === value)?.label ?? String(value);
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** What the engine is doing, in words. */
export const statusTexts = {
  starting: 'Starting',
  compiling: 'Compiling',
  training: 'Training',
  evaluating: 'Evaluating',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
} satisfies Record<RunStatus, string>;
