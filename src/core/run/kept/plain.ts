/**
 * Values that JSON cannot carry, as values that it can: arrays of numbers as base64 of their bytes (little-endian), and
 * the numbers NaN, ±Infinity and −0. All else stays as it is, so that a file of runs can be read by any program.
 */
declare function btoa(bytes: string): string;
declare function atob(base64: string): string;

const arrays = { Float32Array, Float64Array, Int32Array, Uint32Array, Uint8Array } as const;
type ArrayName = keyof typeof arrays;
const arrayNames: readonly string[] = Object.keys(arrays);
const isArrayName = (name: string): name is ArrayName => arrayNames.includes(name);

const numbers: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
};

/** The value for `JSON.stringify`. Throws for what is no plain data: a function, a class of its own. */
export function toPlain(value: unknown): unknown {
  if (typeof value === 'number') {
    const name = Object.keys(numbers).find((one) => Object.is(numbers[one], value));
    return name === undefined ? value : { $number: name };
  }
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint')
      throw new TypeError(`A ${typeof value} cannot be written into a file.`);
    return value;
  }
  if (Array.isArray(value)) return value.map(toPlain);
  if (ArrayBuffer.isView(value)) {
    const { name } = value.constructor;
    if (!isArrayName(name)) throw new TypeError(`A ${name} cannot be written into a file.`);
    return { [`$${name}`]: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  }
  // A key that begins like ours gets one more of the sign.
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key.startsWith('$') ? `$${key}` : key, toPlain(one)]),
  );
}

/** The value again. Never throws: what is damaged is undefined. */
export function fromPlain(plain: unknown): unknown {
  if (typeof plain !== 'object' || plain === null) return plain;
  if (Array.isArray(plain)) return plain.map(fromPlain);
  const entries = Object.entries(plain);
  const [[key = '', value] = []] = entries;
  if (entries.length === 1 && typeof value === 'string') {
    if (key === '$number') return numbers[value];
    const name = key.slice(1);
    if (key.startsWith('$') && isArrayName(name)) return arrayOf(name, value);
  }
  return Object.fromEntries(
    entries.map(([one, inner]) => [one.startsWith('$$') ? one.slice(1) : one, fromPlain(inner)]),
  );
}

function arrayOf(name: ArrayName, text: string) {
  const bytes = fromBase64(text);
  const type = arrays[name];
  if (!bytes || bytes.byteLength % type.BYTES_PER_ELEMENT !== 0) return undefined;
  return new type(bytes.buffer);
}

/** How many bytes become text at once: `String.fromCharCode` takes them as arguments. */
const slice = 0x6000;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  // A multiple of three, so that the pieces join without padding.
  for (let from = 0; from < bytes.length; from += slice)
    text += btoa(String.fromCharCode(...bytes.subarray(from, from + slice)));
  return text;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const characters = atob(text);
    const bytes = new Uint8Array(characters.length);
    for (let i = 0; i < characters.length; i++) bytes[i] = characters.charCodeAt(i);
    return bytes;
  } catch {
    return undefined;
  }
}
