/**
 * Sum and Mean on graphics devices. The stock kernels add long runs one by one in float32, where 0.1 added eight million
 * times is off by 2e-4, and transpose the whole tensor for sums of columns. Here passes add 64 numbers each, as pairs of
 * pairs of pairs, until so few are left that the stock kernel is exact enough.
 *
 * Products of matrices and convolutions stay stock there and add one by one: the gradient of a filter over 8 images of 64×64
 * is off by up to 3e-5 where all numbers are equal, by 2e-6 where they are noisy.
 */
import * as tf from '@tensorflow/tfjs-core';

/** Numbers that a pass adds up to one. */
const addends = 64;
/** The longest run that is left to the stock kernels. */
const short = 1024;

/**
 * From x [outer, rows, inner] to [outer, C, inner]: `factor` times the sums of the rows c, c + C, c + 2C, … for each c, at
 * most 64 of them.
 */
export type AddRows = (
  backend: tf.KernelBackend,
  x: tf.TensorInfo,
  outShape: [number, number, number],
  factor: number,
) => tf.TensorInfo;

/** Registers both in place of the stock ones, which keep sums over axes that are not neighbours. */
export function registerLongSums(backendName: 'webgl' | 'webgpu', addRows: AddRows): void {
  const [sum, mean, reshape] = [tf.Sum, tf.Mean, tf.Reshape].map((name) => kernelOf(name, backendName)) as [
    ...[Kernel, Kernel, Kernel],
  ];
  for (const [kernelName, stock] of [
    [tf.Sum, sum],
    [tf.Mean, mean],
  ] as const) {
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => {
        if (!(backend instanceof tf.KernelBackend)) throw new Error(`${kernelName} needs a backend.`);
        const x = inputs.x as tf.TensorInfo;
        const { axis, keepDims } = attrs as unknown as tf.SumAttrs;
        const axes = tf.util.parseAxisParam(axis, x.shape).toSorted((a, b) => a - b);
        const size = (from: number, to?: number) => tf.util.sizeFromShape(x.shape.slice(from, to));
        const [first, last] = [axes[0] ?? 0, axes.at(-1) ?? 0];
        const count = size(first, last + 1);
        const isRun = axes.length === last - first + 1;
        if (x.dtype !== 'float32' || !isRun || count <= short) return stock(backend, x, attrs);
        const [outer, inner] = [size(0, first), size(last + 1)];
        let sums = reshape(backend, x, { shape: [outer, count, inner] });
        const replace = (next: tf.TensorInfo) => {
          backend.disposeData(sums.dataId);
          sums = next;
        };
        for (let rows = count; rows > short; ) {
          rows = Math.ceil(rows / addends);
          const factor = kernelName === tf.Mean && rows <= short ? 1 / count : 1;
          replace(addRows(backend, sums, [outer, rows, inner], factor));
        }
        replace(sum(backend, sums, { axis: [1], keepDims: false }));
        const kept = x.shape.map((length, k) => (axes.includes(k) ? 1 : length));
        replace(reshape(backend, sums, { shape: keepDims ? kept : kept.filter((_, k) => !axes.includes(k)) }));
        return sums;
      },
    });
  }
}

type Kernel = (backend: tf.KernelBackend, x: tf.TensorInfo, attrs?: object) => tf.TensorInfo;

/** A kernel of one input as it is registered now. */
export function kernelOf(kernelName: string, backendName: string): Kernel {
  const kernel = tf.getKernel(kernelName, backendName);
  if (!kernel) throw new Error(`The backend ${backendName} has no kernel ${kernelName}.`);
  return (backend, x, attrs = {}) => {
    const y = kernel.kernelFunc({ inputs: { x }, backend, attrs: attrs as tf.NamedAttrMap });
    if (Array.isArray(y)) throw new Error(`${kernelName} gives several tensors.`);
    return y;
  };
}

/** The sum of 64 terms, in pairs of pairs; `term(k)` is code. */
export function inPairs(term: (k: number) => string, from = 0, count = addends): string {
  if (count === 1) return term(from);
  return `(${inPairs(term, from, count / 2)} + ${inPairs(term, from + count / 2, count / 2)})`;
}
