/** The gradients of max-pool(relu(x ∗ filter + bias)), 2×2 side by side, at once: those of filter, bias and input. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { assemble, op } from './assembler.ts';
import type { Window } from './frame.ts';
import { addressOf, floats, registerWasmKernel } from './kernel.ts';
import { entryBytes, spreadMaxima } from './maxima.ts';
import { productsPerSum } from './products.ts';
import { memoryOf, simdOf } from './simd.ts';

export const pooledConvolutionGradient = 'PooledConvolutionGradient';

/** How the convolution was done, and whether its input wants a gradient. */
export interface PooledConvolutionAttrs {
  readonly strides: [number, number];
  readonly pad: 'same' | 'valid';
  readonly needsInput: boolean;
}

/** Runs that are unrolled at most: a filter of 5×5 over 48 channels. */
const most = 300;

/** Whether the kernel takes a filter [fh, fw, i, o] and pools y [n, h, w, o] of these shapes. */
export function canPool(filterShape: readonly number[], yShape: readonly number[]): boolean {
  const [height = 0, width = 0, channels = 0] = filterShape;
  const isEven = (yShape[1] ?? 1) % 2 === 0 && (yShape[2] ?? 1) % 2 === 0;
  return isEven && height * Math.ceil((width * channels) / 4) <= most;
}

type Inputs = 'x' | 'filter' | 'y' | 'pooled' | 'dy';

/** Registers the kernel. Its outputs: the gradients by filter, by bias and, where it is wanted, by x. */
export function registerPooledConvolution(): void {
  registerWasmKernel<Inputs, PooledConvolutionAttrs>(pooledConvolutionGradient, ({ inputs, attrs, wasm }) => {
    const { x, filter, y, pooled, dy } = inputs;
    const w = tf.backend_util.computeConv2DInfo(
      x.shape as [number, number, number, number],
      filter.shape as [number, number, number, number],
      attrs.strides,
      1,
      attrs.pad,
    );
    const { batchSize, inChannels, outChannels, outHeight, outWidth, filterHeight, filterWidth } = w;
    const run = filterWidth * inChannels;
    const vectors = Math.ceil(run / 4);
    const filterBytes = 16 * filterHeight * vectors;
    const [frameHeight, frameWidth] = frameSize(w);
    const outputs = {
      filter: wasm.makeOutput(filter.shape, 'float32'),
      bias: wasm.makeOutput([outChannels], 'float32'),
      ...(attrs.needsInput ? { x: wasm.makeOutput(x.shape, 'float32') } : {}),
    };
    // A vector more than there is: the last run reads and writes beyond its end.
    const frame = wasm.makeOutput([frameHeight * frameWidth * inChannels + 4], 'float32');
    const frameGradient = wasm.makeOutput(attrs.needsInput ? frame.shape : [0], 'float32');
    const filters = wasm.makeOutput([2, outChannels, filterHeight, 4 * vectors], 'float32');
    const maxima = (outHeight * outWidth * outChannels) / 4;
    const list = wasm.makeOutput([((maxima + 1) * entryBytes) / 4 + 1], 'float32');
    // From here on nothing is allocated, so that views stay valid.
    const at = (tensor: tf.TensorInfo) => addressOf(wasm, tensor);
    const [byFilter, turned] = [at(filters), at(filters) + outChannels * filterBytes];
    for (const tensor of [outputs.bias, frame, filters]) floats(wasm, tensor).fill(0);
    rearrange(wasm, filter, w, vectors, turned, true);
    const heap = floats(wasm, frame).buffer;
    const [numbers, words] = [new Float32Array(heap), new Int32Array(heap)];
    const { add, addByInput } = loopsFor(wasm, filterHeight, vectors);
    const [xRow, xCol] = [4 * w.strideHeight * frameWidth * inChannels, 4 * w.strideWidth * inChannels];
    const [yRow, yCol] = [4 * outWidth * outChannels, 4 * outChannels];
    const end = at(list);
    const first = end + 4;
    const pooledBytes = maxima * 4;
    const most = productsPerSum * outChannels;
    let added = 0;
    const sums = [
      new LongSum(numbers, byFilter / 4, outChannels * (filterBytes / 4)),
      new LongSum(numbers, at(outputs.bias) / 4, outChannels),
    ];
    for (let b = 0; b < batchSize; b++) {
      copyFrame(numbers, w, at(x), b, at(frame), true);
      simdOf(wasm).listMaxima(
        ...[at(y) + 4 * b * pooledBytes, at(pooled) + b * pooledBytes, at(dy) + b * pooledBytes, at(outputs.bias)],
        ...[first, end, outWidth / 2, outHeight / 2, outChannels, yCol, yRow, xCol, xRow, filterBytes, 0],
      );
      const count = ((words[end / 4] ?? first) - first) / entryBytes;
      for (let done = 0; done < count; ) {
        const some = Math.min(count - done, most - added);
        add(first + done * entryBytes, some, at(frame), byFilter, 4 * frameWidth * inChannels);
        [done, added] = [done + some, (added + some) % most];
        if (added === 0) for (const sum of sums) sum.put();
      }
      if (!outputs.x) continue;
      numbers.fill(0, at(frameGradient) / 4, at(frameGradient) / 4 + frame.shape[0]!);
      if (count > 0) addByInput(first, count, at(frameGradient), turned, 4 * frameWidth * inChannels);
      copyFrame(numbers, w, at(outputs.x), b, at(frameGradient), false);
    }
    for (const sum of sums) sum.end();
    rearrange(wasm, outputs.filter, w, vectors, byFilter, false);
    for (const scratch of [frame, frameGradient, filters, list]) wasm.disposeData(scratch.dataId);
    return Object.values(outputs);
  });
}

/** Numbers on the heap to which much is added in float32: put aside from time to time, they lose little to rounding. */
class LongSum {
  readonly #heap: Float32Array;
  readonly #from: number;
  readonly #totals: Float64Array;

  constructor(heap: Float32Array, from: number, length: number) {
    this.#heap = heap;
    this.#from = from;
    this.#totals = new Float64Array(length);
  }

  put(): void {
    for (let k = 0; k < this.#totals.length; k++) this.#totals[k]! += this.#heap[this.#from + k]!;
    this.#heap.fill(0, this.#from, this.#from + this.#totals.length);
  }

  end(): void {
    this.put();
    this.#heap.set(this.#totals, this.#from);
  }
}

/** Pixels that the windows reach, with the padding around the image. */
function frameSize(w: Window): readonly [height: number, width: number] {
  const { padInfo, inHeight, inWidth } = w;
  return [
    Math.max((w.outHeight - 1) * w.strideHeight + w.filterHeight, inHeight + padInfo.top),
    Math.max((w.outWidth - 1) * w.strideWidth + w.filterWidth, inWidth + padInfo.left),
  ];
}

/** Copies an image into its frame, or out of it. */
function copyFrame(heap: Float32Array, w: Window, images: number, image: number, frame: number, isIn: boolean): void {
  const { inHeight, inWidth, inChannels, padInfo } = w;
  const [, frameWidth] = frameSize(w);
  const length = inWidth * inChannels;
  for (let row = 0; row < inHeight; row++) {
    const inImage = images / 4 + (image * inHeight + row) * length;
    const inFrame = frame / 4 + ((row + padInfo.top) * frameWidth + padInfo.left) * inChannels;
    if (isIn) heap.copyWithin(inFrame, inImage, inImage + length);
    else heap.copyWithin(inImage, inFrame, inFrame + length);
  }
}

/** Between a filter [fh, fw, i, o] and one [o, fh, 4·vectors] of runs that are filled up with zeros. */
function rearrange(
  wasm: BackendWasm,
  filter: tf.TensorInfo,
  { outChannels, filterHeight, filterWidth, inChannels }: Window,
  vectors: number,
  runs: number,
  isIn: boolean,
): void {
  const values = floats(wasm, filter);
  const heap = new Float32Array(values.buffer);
  const run = filterWidth * inChannels;
  for (let row = 0; row < filterHeight; row++)
    for (let k = 0; k < run; k++)
      for (let o = 0; o < outChannels; o++) {
        const place = runs / 4 + (o * filterHeight + row) * 4 * vectors + k;
        const index = (row * run + k) * outChannels + o;
        if (isIn) heap[place] = values[index]!;
        else values[index] = heap[place]!;
      }
}

type Loop = (list: number, count: number, x: number, filter: number, xRow: number) => void;
interface Loops {
  readonly add: Loop;
  readonly addByInput: Loop;
}
const assembled = new WeakMap<BackendWasm, Map<string, Loops>>();

/** The loops for filters of so many rows of so many vectors, assembled when first needed. */
function loopsFor(wasm: BackendWasm, rows: number, vectors: number): Loops {
  const known = assembled.get(wasm) ?? new Map<string, Loops>();
  assembled.set(wasm, known);
  const key = `${rows}x${vectors}`;
  const found = known.get(key);
  if (found) return found;
  const memory = memoryOf(wasm);
  const { isFused } = simdOf(wasm);
  const multiplyAdd: typeof op.mulAdd = isFused ? op.mulAdd : (a, b, c) => op.add(c, op.mul(a, b));
  const bytes = assemble(
    {
      add: spreadMaxima(rows, vectors, false, multiplyAdd),
      addByInput: spreadMaxima(rows, vectors, true, multiplyAdd),
    },
    !(memory.buffer instanceof ArrayBuffer),
  );
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const loops = exports as { readonly add: Loop; readonly addByInput: Loop };
  known.set(key, loops);
  return loops;
}
