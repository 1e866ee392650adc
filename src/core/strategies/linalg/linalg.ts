/**
 * The small dense algebra of the strategies: m×m matrices in float64, m ≤ about 10, rows of numbers, nothing mutated.
 *
 * Gradients of different losses may differ by twenty orders of magnitude, and G squares that. So the methods work on
 * cosines C_ij = G_ij / (|g_i||g_j|), whose diagonal is one, and every threshold here is relative.
 */
import type { Matrix, Measured } from '../strategy.ts';

/** x·y. */
export function dot(x: readonly number[], y: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/** M x. */
export function times(m: Matrix, x: readonly number[]): number[] {
  return m.map((row) => dot(row, x));
}

/** Σ x_i. */
export function sum(x: readonly number[]): number {
  return x.reduce((total, value) => total + value, 0);
}

/** A list of `count` times `value`. */
export function fill(count: number, value: number): number[] {
  return new Array<number>(count).fill(value);
}

/** exp(z_i) / Σ exp(z_j), safe for any finite z. */
export function softmax(z: readonly number[]): number[] {
  const top = Math.max(...z);
  const powers = z.map((value) => Math.exp(value - top));
  const total = sum(powers);
  return powers.map((power) => power / total);
}

/** The Gramian; throws when the engine did not measure one. */
export function gramianOf(measured: Measured): Matrix {
  if (!measured.gramian) throw new Error('This strategy needs the Gramian and was not given one.');
  return measured.gramian;
}

export interface Cosines {
  /** [m] |g_i|. */
  readonly norms: readonly number[];
  /** [m×m] cosines, clamped to [−1, 1]; the row and column of a zero gradient are zero. */
  readonly cosines: Matrix;
  /** Indices of the gradients that are not zero. */
  readonly alive: readonly number[];
}

/** Splits a Gramian into lengths and angles. */
export function cosinesOf(gramian: Matrix): Cosines {
  const norms = gramian.map((row, i) => Math.sqrt(Math.max(row[i]!, 0)));
  const cosines = gramian.map((row, i) =>
    row.map((value, j) => {
      if (norms[i] === 0 || norms[j] === 0) return 0;
      return i === j ? 1 : Math.min(1, Math.max(-1, value / norms[i]! / norms[j]!));
    }),
  );
  const alive = norms.flatMap((norm, i) => (norm > 0 ? [i] : []));
  return { norms, cosines, alive };
}

/** The rows and columns of M named by `indices`. */
export function submatrix(m: Matrix, indices: readonly number[]): number[][] {
  return indices.map((i) => indices.map((j) => m[i]![j]!));
}

/** Puts `values` at `indices` of a list of `count` zeros. */
export function scatter(count: number, indices: readonly number[], values: readonly number[]): number[] {
  const result = fill(count, 0);
  for (const [k, i] of indices.entries()) result[i] = values[k]!;
  return result;
}

/** Eigenvalues (descending) and unit eigenvectors (`vectors[k]` belongs to `values[k]`) by cyclic Jacobi rotations. */
export function symmetricEigen(matrix: Matrix): { values: number[]; vectors: number[][] } {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = a.map((_, i) => scatter(n, [i], [1]));
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = a[p]![q]!;
        // Relative to the diagonal entries concerned: keeps the small eigenvalues accurate.
        if (Math.abs(apq) <= 1e-17 * Math.sqrt(Math.abs(a[p]![p]!)) * Math.sqrt(Math.abs(a[q]![q]!))) continue;
        rotated = true;
        const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const akp = a[k]![p]!;
          const akq = a[k]![q]!;
          a[k]![p] = c * akp - s * akq;
          a[k]![q] = s * akp + c * akq;
        }
        for (let k = 0; k < n; k++) {
          const apk = a[p]![k]!;
          const aqk = a[q]![k]!;
          a[p]![k] = c * apk - s * aqk;
          a[q]![k] = s * apk + c * aqk;
          const vpk = v[p]![k]!;
          const vqk = v[q]![k]!;
          v[p]![k] = c * vpk - s * vqk;
          v[q]![k] = s * vpk + c * vqk;
        }
        a[p]![q] = 0;
        a[q]![p] = 0;
      }
    }
    if (!rotated) break;
  }
  const order = a.map((row, i) => ({ value: row[i]!, vector: v[i]! })).sort((x, y) => y.value - x.value);
  return { values: order.map((pair) => pair.value), vectors: order.map((pair) => pair.vector) };
}

/** The eigenpairs above λ_max·m·precision: what of a positive semidefinite matrix is not rounding. */
export function significantEigen(
  matrix: Matrix,
  precision = Number.EPSILON,
): { values: number[]; vectors: number[][] } {
  const { values, vectors } = symmetricEigen(matrix);
  const floor = (values[0] ?? 0) * matrix.length * Math.max(precision, Number.EPSILON);
  const rank = values.filter((value) => value > floor && value > 0).length;
  return { values: values.slice(0, rank), vectors: vectors.slice(0, rank) };
}

/** M⁺b, the least-squares solution of least length. */
export function pseudoSolve(matrix: Matrix, b: readonly number[], precision?: number): number[] {
  const { values, vectors } = significantEigen(matrix, precision);
  const result = fill(b.length, 0);
  for (const [k, vector] of vectors.entries()) {
    const along = dot(vector, b) / values[k]!;
    for (let i = 0; i < result.length; i++) result[i] = result[i]! + along * vector[i]!;
  }
  return result;
}

/** A function b ↦ M⁻¹b by Cholesky on the matrix scaled to unit diagonal; undefined where M is numerically singular. */
export function factorise(matrix: Matrix): ((b: readonly number[]) => number[]) | undefined {
  const n = matrix.length;
  const scale = matrix.map((row, i) => 1 / Math.sqrt(row[i]!));
  const l = matrix.map(() => fill(n, 0));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let value = matrix[i]![j]! * scale[i]! * scale[j]!;
      for (let k = 0; k < j; k++) value -= l[i]![k]! * l[j]![k]!;
      if (i !== j) l[i]![j] = value / l[j]![j]!;
      else if (value > 1e-14) l[i]![i] = Math.sqrt(value);
      else return undefined;
    }
  }
  return (b) => {
    const x = b.map((value, i) => value * scale[i]!);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) x[i] = x[i]! - l[i]![k]! * x[k]!;
      x[i] = x[i]! / l[i]![i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) x[i] = x[i]! - l[k]![i]! * x[k]!;
      x[i] = x[i]! / l[i]![i]!;
    }
    return x.map((value, i) => value * scale[i]!);
  };
}

/** The nearest point of the simplex {w ≥ 0, Σw = 1} (Held, Wolfe & Crowder 1974). */
export function projectToSimplex(v: readonly number[]): number[] {
  const sorted = [...v].sort((x, y) => y - x);
  // Differences to the largest entry, so that entries of 1e15 do not swallow the one.
  const top = sorted[0] ?? 0;
  let total = 0;
  let shift = 0;
  for (const [k, value] of sorted.entries()) {
    total += value - top;
    const candidate = (total - 1) / (k + 1);
    if (value - top > candidate) shift = candidate;
  }
  return v.map((value) => Math.max(0, value - top - shift));
}
