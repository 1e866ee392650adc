/** Identifiers and numbers as Python and JavaScript write them. */

/** "head-colour-2" → "head_colour_2". */
export function snake(id: string): string {
  return id.replace(/-/g, '_');
}

/** The words of Python that a layer may be called by, in lower case. */
const reserved = new Set(
  (
    'and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** The id of a layer as an attribute in Python, "head_colour"; one that is a word of Python ends with a _, as PEP 8 has it. */
export function attribute(id: string): string {
  return reserved.has(id) ? `${id}_` : snake(id);
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

/** ", margin=2": an argument in Python, behind others; nothing where it is at its usual value. */
export function given(name: string, value: number, usual: number): string {
  return value === usual ? '' : `, ${name}=${literal(value)}`;
}

/** "2 * x", or "x" alone where the factor is 1. */
export function times(factor: string, x: string): string {
  return factor === '1' ? x : `${factor} * ${x}`;
}
