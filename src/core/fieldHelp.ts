/** The help of a field in words. */
import type { FieldMeta } from './fields.ts';

/** With what is said of the choice that is made. */
export function helpOf(meta: FieldMeta, value: unknown): string {
  const choice = meta.choices?.find((one) => one.value === value);
  return choice?.help ? `${meta.help} ${choice.label}: ${choice.help}` : meta.help;
}

/** With what is said of every choice. */
export function fullHelp(meta: FieldMeta): string {
  const choices = (meta.choices ?? []).flatMap(({ label, help }) => (help ? [`${label}: ${help}`] : []));
  return [meta.help, ...choices].join(' ');
}
