/** Loops over vectors of four floats: elementwise, pooling, the optimizer, sums of products. Strides and addresses in bytes. */
import { type AssembledFunction, advance, type Code, type Local, op } from './assembler.ts';

/** out[k] = f(a[k], b[k], …) over `count` vectors; parameters: inputs, out, count. */
export function elementwise(inputs: number, value: (loaded: readonly Code[]) => Code): AssembledFunction {
  return {
    params: new Array<'i32'>(inputs + 2).fill('i32'),
    body: (params) => {
      const out = params[inputs]!;
      const loads = params.slice(0, inputs).map((pointer) => op.load(pointer.get, 0));
      return op.repeat(params[inputs + 1]!, [
        ...op.store(out.get, value(loads)),
        ...params.slice(0, inputs + 1).flatMap((pointer) => advance(pointer, 16)),
      ]);
    },
  };
}

/** out[k] = x[k] between `least` and `most`, NaN staying NaN; parameters: x, out, count of vectors, least, most. */
export const clamp: AssembledFunction = {
  params: ['i32', 'i32', 'i32', 'f32', 'f32'],
  body: ([x, out, count, least, most], local) => {
    const [low, high] = [local('v128'), local('v128')];
    return [
      ...low.set(op.splat(least!.get)),
      ...high.set(op.splat(most!.get)),
      ...op.repeat(count!, [
        ...op.store(out!.get, op.min(op.max(op.load(x!.get, 0), low.get), high.get)),
        ...advance(x!, 16),
        ...advance(out!, 16),
      ]),
    ];
  },
};

/**
 * Gradient of max-pooling over 2×2 windows side by side, a grid of `width` × `height` windows of `vectors` channels. The
 * first of equal maxima takes it all, as in the cpu backend. `col` and `row` are the strides of x in bytes.
 */
export const maxPool2Gradient: AssembledFunction = {
  params: new Array<'i32'>(8).fill('i32'),
  body: ([x, dy, dx, vectors, width, height, col, row], local) => {
    const [count, channel] = [local('i32'), local('i32')];
    const [below, dxBelow] = [local('i32'), local('i32')];
    const [a, b, c, d, most, taken, gradient] = Array.from({ length: 7 }, () => local('v128')) as [
      ...[Local, Local, Local, Local],
      ...[Local, Local, Local],
    ];
    const beside = (pointer: Local) => op.addInt(pointer.get, col!.get);
    const take = (value: Local) => op.andNot(op.equal(value.get, most.get), taken.get);
    const window = [
      ...below.set(op.addInt(x!.get, row!.get)),
      ...dxBelow.set(op.addInt(dx!.get, row!.get)),
      ...a.set(op.load(x!.get, 0)),
      ...b.set(op.load(beside(x!), 0)),
      ...c.set(op.load(below.get, 0)),
      ...d.set(op.load(beside(below), 0)),
      ...gradient.set(op.load(dy!.get, 0)),
      ...most.set(op.max(op.max(a.get, b.get), op.max(c.get, d.get))),
      ...taken.set(op.equal(a.get, most.get)),
      ...op.store(dx!.get, op.and(gradient.get, taken.get)),
      ...op.store(beside(dx!), op.and(gradient.get, take(b))),
      ...taken.set(op.or(taken.get, op.equal(b.get, most.get))),
      ...op.store(dxBelow.get, op.and(gradient.get, take(c))),
      ...taken.set(op.or(taken.get, op.equal(c.get, most.get))),
      ...op.store(beside(dxBelow), op.andNot(gradient.get, taken.get)),
      ...advance(x!, 16),
      ...advance(dx!, 16),
      ...advance(dy!, 16),
    ];
    return op.repeat(height!, [
      ...count.set(width!.get),
      ...op.repeat(count, [
        ...channel.set(vectors!.get),
        ...op.repeat(channel, window),
        ...advance(x!, col!.get),
        ...advance(dx!, col!.get),
      ]),
      ...advance(x!, row!.get),
      ...advance(dx!, row!.get),
    ]);
  },
};

/** Gradient of max-pooling over one window of any size, added to dx; strides in bytes. */
export const maxPoolWindowGradient: AssembledFunction = {
  params: new Array<'i32'>(8).fill('i32'),
  body: ([x, dy, dx, vectors, width, height, col, row], local) => {
    const [cols, rows, px, pd, rowStart] = Array.from({ length: 5 }, () => local('i32')) as [
      ...[Local, Local, Local],
      ...[Local, Local],
    ];
    const [most, left] = [local('v128'), local('v128')];
    const here = local('v128');
    const overWindow = (body: Code) => [
      ...rows.set(height!.get),
      ...rowStart.set(op.int(0)),
      ...op.repeat(rows, [
        ...px.set(op.addInt(x!.get, rowStart.get)),
        ...pd.set(op.addInt(dx!.get, rowStart.get)),
        ...cols.set(width!.get),
        ...op.repeat(cols, [...body, ...advance(px, col!.get), ...advance(pd, col!.get)]),
        ...advance(rowStart, row!.get),
      ]),
    ];
    return op.repeat(vectors!, [
      ...most.set(op.load(x!.get, 0)),
      ...overWindow(most.set(op.max(most.get, op.load(px.get, 0)))),
      ...left.set(op.load(dy!.get, 0)),
      ...overWindow([
        ...here.set(op.and(op.equal(op.load(px.get, 0), most.get), left.get)),
        ...op.store(pd.get, op.add(op.load(pd.get, 0), here.get)),
        // What was given away is no longer left for a later maximum.
        ...left.set(op.andNot(left.get, op.equal(op.load(px.get, 0), most.get))),
      ]),
      ...advance(x!, 16),
      ...advance(dx!, 16),
      ...advance(dy!, 16),
    ]);
  },
};

/** dx += share·dy over one window of any size: the gradient of average pooling; strides in bytes, share in 1/window. */
export const averageWindowGradient: AssembledFunction = {
  params: [...new Array<'i32'>(7).fill('i32'), 'f32'],
  body: ([dy, dx, vectors, width, height, col, row, share], local) => {
    const [cols, rows, start, pd] = [local('i32'), local('i32'), local('i32'), local('i32')];
    const part = local('v128');
    return op.repeat(vectors!, [
      ...part.set(op.mul(op.load(dy!.get, 0), op.splat(share!.get))),
      ...rows.set(height!.get),
      ...start.set(dx!.get),
      ...op.repeat(rows, [
        ...pd.set(start.get),
        ...cols.set(width!.get),
        ...op.repeat(cols, [...op.store(pd.get, op.add(op.load(pd.get, 0), part.get)), ...advance(pd, col!.get)]),
        ...advance(start, row!.get),
      ]),
      ...advance(dx!, 16),
      ...advance(dy!, 16),
    ]);
  },
};

/**
 * Adam on flat vectors: m' = β₁m + (1−β₁)g, v' = β₂v + (1−β₂)g², θ' = keep·θ − rate·m'/(√v' + ε); parameters: θ, g, m, v,
 * θ', m', v', count of vectors, then β₁, β₂, rate, ε, keep.
 */
export const adamStep: AssembledFunction = {
  params: [...new Array<'i32'>(8).fill('i32'), ...new Array<'f32'>(5).fill('f32')],
  body: ([theta, g, m, v, thetaOut, mOut, vOut, count, ...scalars], local) => {
    const [beta1, beta2, rate, epsilon, keep, rest1, rest2] = Array.from({ length: 7 }, () => local('v128')) as [
      ...[Local, Local, Local, Local, Local],
      ...[Local, Local],
    ];
    const [gradient, first, second] = [local('v128'), local('v128'), local('v128')];
    return [
      ...[beta1, beta2, rate, epsilon, keep].flatMap((vector, k) => vector.set(op.splat(scalars[k]!.get))),
      ...rest1.set(op.sub(op.splat(op.float(1)), beta1.get)),
      ...rest2.set(op.sub(op.splat(op.float(1)), beta2.get)),
      ...op.repeat(count!, [
        ...gradient.set(op.load(g!.get, 0)),
        ...first.set(op.add(op.mul(beta1.get, op.load(m!.get, 0)), op.mul(rest1.get, gradient.get))),
        ...second.set(
          op.add(op.mul(beta2.get, op.load(v!.get, 0)), op.mul(rest2.get, op.mul(gradient.get, gradient.get))),
        ),
        ...op.store(mOut!.get, first.get),
        ...op.store(vOut!.get, second.get),
        ...op.store(
          thetaOut!.get,
          op.sub(
            op.mul(keep.get, op.load(theta!.get, 0)),
            op.div(op.mul(rate.get, first.get), op.add(op.sqrt(second.get), epsilon.get)),
          ),
        ),
        ...[theta, g, m, v, thetaOut, mOut, vOut].flatMap((pointer) => advance(pointer!, 16)),
      ]),
    ];
  },
};

/** out[4] = lane sums of a·b over `count` times 16 numbers. */
export const dotProduct: AssembledFunction = {
  params: new Array<'i32'>(4).fill('i32'),
  body: ([a, b, out, count], local) => {
    const sums = Array.from({ length: 4 }, () => local('v128'));
    const [s0, s1, s2, s3] = sums.map((sum) => sum.get);
    return [
      ...op.repeat(count!, [
        ...sums.flatMap((sum, k) => sum.set(op.add(sum.get, op.mul(op.load(a!.get, 16 * k), op.load(b!.get, 16 * k))))),
        ...advance(a!, 64),
        ...advance(b!, 64),
      ]),
      ...op.store(out!.get, op.add(op.add(s0!, s1!), op.add(s2!, s3!))),
    ];
  },
};

/** out += weight·x over `count` vectors; parameters: x, out, count, weight. */
export const addScaled: AssembledFunction = {
  params: ['i32', 'i32', 'i32', 'f32'],
  body: ([x, out, count, weight], local) => {
    const factor = local('v128');
    return [
      ...factor.set(op.splat(weight!.get)),
      ...op.repeat(count!, [
        ...op.store(out!.get, op.add(op.load(out!.get, 0), op.mul(factor.get, op.load(x!.get, 0)))),
        ...advance(x!, 16),
        ...advance(out!, 16),
      ]),
    ];
  },
};
