/** Values as grey pictures. */

/** Values as grey levels: the least is black, the largest white; a constant picture is mid-grey. */
export function toBytes(values: Float32Array): Uint8Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const span = high - low;
  return Uint8Array.from(values, (value) => (span > 0 ? (255 * (value - low)) / span : 128));
}

interface Picture {
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array;
}

/** The channel of an output that varies most; a vector is one row. */
export function pictureOf(values: Float32Array, shape: readonly number[]): Picture {
  if (shape.length !== 3) return { height: 1, width: values.length, pixels: toBytes(values) };
  const [height = 1, width = 1, channels = 1] = shape;
  const area = height * width;
  const channel = (c: number) => Float32Array.from({ length: area }, (_, i) => values[i * channels + c] ?? 0);
  let chosen = channel(0);
  let most = variance(chosen);
  for (let c = 1; c < channels; c++) {
    const other = channel(c);
    const varies = variance(other);
    if (varies > most) [chosen, most] = [other, varies];
  }
  return { height, width, pixels: toBytes(chosen) };
}

function variance(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
