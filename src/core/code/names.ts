/** Identifiers and numbers as Python and JavaScript write them. */

/** "head-colour-2" → "head_colour_2". */
export function snake(id: string): string {
  return id.replace(/-/g, '_');
}

/** "z_colour_2" → "zColour2". */
export function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A finite number as a literal of both languages, with at most ten digits. */
export function literal(value: number): string {
  return String(Number(value.toPrecision(10)));
}

/** "[0.5, 1.0]": Python makes a list of whole numbers whole. */
export function floats(values: readonly number[]): string {
  const point = (text: string) => (/^-?\d+$/.test(text) ? `${text}.0` : text);
  return `[${values.map((value) => point(literal(value))).join(', ')}]`;
}

/** "[0.5, 1]" */
export function literals(values: readonly number[]): string {
  return `[${values.map(literal).join(', ')}]`;
}

/** "2 * x", or "x" alone where the factor is 1. */
export function times(factor: string, x: string): string {
  return factor === '1' ? x : `${factor} * ${x}`;
}
