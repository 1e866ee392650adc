/** How numbers are written on the page: few digits, the same width, exact where a person asks. */

/** A measured value: three significant digits, or a power of ten far from one. */
export function formatValue(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-3 || size >= 1e5) return value.toExponential(1).replace('e+', 'e').replace('-', '−');
  const digits = size >= 100 ? (size >= 1000 ? 0 : 1) : size >= 10 ? 2 : 3;
  return value.toFixed(digits).replace('-', '−');
}

/** A fader or a weight: "0.70", "1", "1e-4"; what was typed is not rounded away. */
export function formatFactor(factor: number): string {
  if (factor === 0) return '0';
  if (factor < 1e-3 || factor >= 1e4) {
    const [digits = '1', power = '0'] = factor.toExponential(2).split('e');
    return `${Number(digits)}e${Number(power)}`;
  }
  const exact = Number(factor.toPrecision(4));
  return exact.toFixed(2) === String(exact) || Number(exact.toFixed(2)) === exact ? exact.toFixed(2) : String(exact);
}

/**
 * A tick of an axis, given the distance between ticks and the largest of them: plain up to 99999, "1.5e5" from there on
 * and below a thousandth. All ticks of an axis are written in one form.
 */
export function formatTick(value: number, step: number, largest = Math.abs(value)): string {
  if (value === 0) return largest >= 1e5 || step < 1e-3 ? '0' : (0).toFixed(decimals(step));
  if (largest >= 1e5 || step < 1e-3) return powerText(value, step);
  return value.toFixed(decimals(step)).replace('-', '−');
}

/** "2.5e−4": as many digits as tell the value from one that is a step away. */
function powerText(value: number, step: number): string {
  const places = Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(step)) + 1;
  const [digits = '1', power = '0'] = value.toExponential(Math.min(6, Math.max(0, places))).split('e');
  return `${Number(digits)}e${Number(power)}`.replaceAll('-', '−');
}

/** A share of one in whole percent: "58 %". */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Decimals that a step needs: 0.25 needs two. */
function decimals(step: number): number {
  for (let digits = 0; digits < 4; digits++) {
    const scaled = step * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return digits;
  }
  return 4;
}
