/**
 * The inner loops of matrix products and convolutions: a block of 6 × 8 numbers is summed in registers (12 vectors of
 * sums, 2 factors and 1 spare fill the 16 registers of a processor without AVX-512). Strides and addresses in bytes.
 */
import { type AssembledFunction, advance, type Code, op } from './assembler.ts';

/** The most rows and vectors of a block. */
export const blockRows = 6;
export const blockVectors = 2;

/** a·b + c, as one instruction where the browser has it. */
export type MultiplyAdd = (a: Code, b: Code, c: Code) => Code;

/**
 * A block of `rows` × 4·`vectors` sums of outer products: out[r][c] += Σ over a grid of points of x[point + r]·y[point + c].
 * With x an image and y the gradient of a convolution this is the gradient of a piece of its filter; with matrices it is
 * a piece of xᵀ·y. Strides in bytes.
 */
export function outerProducts(rows: number, vectors: number, multiplyAdd: MultiplyAdd): AssembledFunction {
  return {
    params: new Array<'i32'>(10).fill('i32'),
    body: ([x, y, width, height, xCol, xRow, yCol, yRow, out, outRow], local) => {
      const [px, py, count] = [local('i32'), local('i32'), local('i32')];
      const ys = Array.from({ length: vectors }, () => local('v128'));
      const value = local('v128');
      const sums = Array.from({ length: rows * vectors }, () => local('v128'));
      const point = [
        ...ys.flatMap((y, v) => y.set(op.load(py.get, 16 * v))),
        ...Array.from({ length: rows }, (_, r) => [
          ...value.set(op.loadSplat(px.get, 4 * r)),
          ...ys.flatMap((y, v) => {
            const sum = sums[r * vectors + v]!;
            return sum.set(multiplyAdd(value.get, y.get, sum.get));
          }),
        ]).flat(),
        ...advance(px, xCol!.get),
        ...advance(py, yCol!.get),
      ];
      return [
        ...op.repeat(height!, [
          ...px.set(x!.get),
          ...py.set(y!.get),
          ...count.set(width!.get),
          ...op.repeat(count, point),
          ...advance(x!, xRow!.get),
          ...advance(y!, yRow!.get),
        ]),
        ...Array.from({ length: rows }, (_, r) => [
          ...Array.from({ length: vectors }, (_, v) =>
            op.store(out!.get, op.add(op.load(out!.get, 16 * v), sums[r * vectors + v]!.get), 16 * v),
          ).flat(),
          ...advance(out!, outRow!.get),
        ]).flat(),
      ];
    },
  };
}

/**
 * A block of `rows` × 4·`vectors` of a product, for each of `height` rows of pixels:
 * out[r][c] = max(floor[c], bias[c] + Σ over segments s and k < depth of a[r][s][k]·b[s·depth + k][c]).
 * With a the pixels of an image, a segment the run of numbers below one row of the filter, and b the filter, this is a
 * convolution; with one segment and one row it is a product of matrices. `unroll` divides depth.
 */
export function products(rows: number, vectors: number, unroll: number, multiplyAdd: MultiplyAdd): AssembledFunction {
  return {
    params: new Array<'i32'>(14).fill('i32'),
    body: ([a, b, bias, out, height, aStep, outStep, segments, aSegment, depth, aRow, bRow, outRow, floor], local) => {
      const pointers = Array.from({ length: rows }, () => local('i32'));
      const [pb, start, count, segment, target] = [
        local('i32'),
        local('i32'),
        local('i32'),
        local('i32'),
        local('i32'),
      ];
      const bs = Array.from({ length: vectors }, () => local('v128'));
      const value = local('v128');
      const sums = Array.from({ length: rows * vectors }, () => local('v128'));
      const term = (k: number) => [
        ...bs.flatMap((factor, v) => factor.set(op.load(pb.get, 16 * v))),
        ...advance(pb, bRow!.get),
        ...pointers.flatMap((pointer, r) => [
          ...value.set(op.loadSplat(pointer.get, 4 * k)),
          ...bs.flatMap((factor, v) => {
            const sum = sums[r * vectors + v]!;
            return sum.set(multiplyAdd(value.get, factor.get, sum.get));
          }),
        ]),
      ];
      return [
        ...op.repeat(height!, [
          ...sums.flatMap((sum, k) => sum.set(op.load(bias!.get, 16 * (k % vectors)))),
          ...pb.set(b!.get),
          ...start.set(a!.get),
          ...segment.set(segments!.get),
          ...op.repeat(segment, [
            ...pointers.flatMap((pointer, r) =>
              pointer.set(r === 0 ? start.get : op.addInt(pointers[r - 1]!.get, aRow!.get)),
            ),
            ...count.set(depth!.get),
            ...op.repeat(
              count,
              [
                ...Array.from({ length: unroll }, (_, k) => term(k)).flat(),
                ...pointers.flatMap((pointer) => advance(pointer, 4 * unroll)),
              ],
              unroll,
            ),
            ...advance(start, aSegment!.get),
          ]),
          ...target.set(out!.get),
          ...Array.from({ length: rows }, (_, r) => [
            ...Array.from({ length: vectors }, (_, v) =>
              op.store(target.get, op.max(sums[r * vectors + v]!.get, op.load(floor!.get, 0)), 16 * v),
            ).flat(),
            ...advance(target, outRow!.get),
          ]).flat(),
          ...advance(a!, aStep!.get),
          ...advance(out!, outStep!.get),
        ]),
      ];
    },
  };
}

/** out[c][r] = x[r][c] for tiles of 4 × 4: `width` tiles beside each other, `height` below. */
export const transposeTiles: AssembledFunction = {
  params: new Array<'i32'>(6).fill('i32'),
  body: ([x, out, width, height, xRow, outRow], local) => {
    const [count, px, po] = [local('i32'), local('i32'), local('i32')];
    const rows = Array.from({ length: 4 }, () => local('v128'));
    const pairs = Array.from({ length: 4 }, () => local('v128'));
    const [r0, r1, r2, r3] = rows.map((row) => row.get) as [Code, Code, Code, Code];
    const [p0, p1, p2, p3] = pairs.map((pair) => pair.get) as [Code, Code, Code, Code];
    const at = (pointer: Code, row: Code, times: number): Code =>
      times === 0 ? pointer : op.addInt(pointer, op.mulInt(row, op.int(times)));
    return op.repeat(height!, [
      ...px.set(x!.get),
      ...po.set(out!.get),
      ...count.set(width!.get),
      ...op.repeat(count, [
        ...rows.flatMap((row, r) => row.set(op.load(at(px.get, xRow!.get, r), 0))),
        ...pairs[0]!.set(op.shuffle(r0, r1, [0, 4, 1, 5])),
        ...pairs[1]!.set(op.shuffle(r2, r3, [0, 4, 1, 5])),
        ...pairs[2]!.set(op.shuffle(r0, r1, [2, 6, 3, 7])),
        ...pairs[3]!.set(op.shuffle(r2, r3, [2, 6, 3, 7])),
        ...op.store(po.get, op.shuffle(p0, p1, [0, 1, 4, 5])),
        ...op.store(at(po.get, outRow!.get, 1), op.shuffle(p0, p1, [2, 3, 6, 7])),
        ...op.store(at(po.get, outRow!.get, 2), op.shuffle(p2, p3, [0, 1, 4, 5])),
        ...op.store(at(po.get, outRow!.get, 3), op.shuffle(p2, p3, [2, 3, 6, 7])),
        ...advance(px, 16),
        ...po.set(at(po.get, outRow!.get, 4)),
      ]),
      ...x!.set(at(x!.get, xRow!.get, 4)),
      ...advance(out!, 16),
    ]);
  },
};

/** out[c] += Σ over a grid of points of x[point][c]·y[point][c], for 4·`vectors` channels. */
export function channelProducts(vectors: number): AssembledFunction {
  return {
    params: new Array<'i32'>(9).fill('i32'),
    body: ([x, y, width, height, xCol, xRow, yCol, yRow, out], local) => {
      const [px, py, count] = [local('i32'), local('i32'), local('i32')];
      const sums = Array.from({ length: vectors }, () => local('v128'));
      return [
        ...op.repeat(height!, [
          ...px.set(x!.get),
          ...py.set(y!.get),
          ...count.set(width!.get),
          ...op.repeat(count, [
            ...sums.flatMap((sum, v) =>
              sum.set(op.add(sum.get, op.mul(op.load(px.get, 16 * v), op.load(py.get, 16 * v)))),
            ),
            ...advance(px, xCol!.get),
            ...advance(py, yCol!.get),
          ]),
          ...advance(x!, xRow!.get),
          ...advance(y!, yRow!.get),
        ]),
        ...sums.flatMap((sum, v) => op.store(out!.get, op.add(op.load(out!.get, 16 * v), sum.get), 16 * v)),
      ];
    },
  };
}

/** out[c] = Σ over rows of x[row][c], summed in float64, for 4·`vectors` columns; stride in bytes. */
export function columnSums(vectors: number): AssembledFunction {
  return {
    params: ['i32', 'i32', 'i32', 'i32'],
    body: ([x, rows, stride, out], local) => {
      const sums = Array.from({ length: 2 * vectors }, () => local('v128'));
      return [
        ...op.repeat(rows!, [
          ...sums.flatMap((sum, half) => sum.set(op.addWide(sum.get, op.loadWide(x!.get, 8 * half)))),
          ...advance(x!, stride!.get),
        ]),
        ...Array.from({ length: vectors }, (_, v) => {
          const [low, high] = [op.narrow(sums[2 * v]!.get), op.narrow(sums[2 * v + 1]!.get)];
          return op.store(out!.get, op.shuffle(low, high, [0, 1, 4, 5]), 16 * v);
        }).flat(),
      ];
    },
  };
}
