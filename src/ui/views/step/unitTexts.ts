/** The numbers of a unit as text: with as many digits as let a reader add them up. */
import type { Arithmetic } from '../../../core/run/dissection.ts';

/** Five significant digits. */
export function exactText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(3) : String(Number(value.toPrecision(5)));
  return text.replace('e+', 'e').replaceAll('-', '−');
}

/** A weight before and after: as many digits as tell them apart, and two more. */
export function movedTexts(before: number, after: number): readonly [string, string] {
  const change = Math.abs(after - before);
  if (!(change > 0) || !Number.isFinite(change)) return [exactText(before), exactText(after)];
  const digits = Math.min(9, Math.max(4, 2 - Math.floor(Math.log10(change))));
  const text = (value: number) => value.toFixed(digits).replace('-', '−');
  return [text(before), text(after)];
}

/** Which input a weight is of: "7", or "row 1, column 2, channel 3" of the window. */
export function whereOf({ kernel: [height, width, channels] }: Pick<Arithmetic, 'kernel'>, index: number): string {
  if (height * width === 1) return String(index + 1);
  const place = Math.floor(index / channels);
  return `row ${Math.floor(place / width) + 1}, column ${(place % width) + 1}, channel ${(index % channels) + 1}`;
}

interface Factor {
  readonly index: number;
  readonly input: number;
  readonly weight: number;
  readonly product: number;
  readonly where: string;
}

/** The terms of the sum, those that add the most first. */
export function factorsOf(arithmetic: Pick<Arithmetic, 'inputs' | 'weights' | 'kernel'>): readonly Factor[] {
  const { inputs, weights } = arithmetic;
  return Array.from(inputs, (input, index) => {
    const weight = weights[index] ?? 0;
    return { index, input, weight, product: input * weight, where: whereOf(arithmetic, index) };
  }).sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
}
