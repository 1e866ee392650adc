/** Our functions in WebAssembly SIMD, assembled once on the heap of the wasm backend. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type AssembledFunction, assemble, op } from './assembler.ts';
import {
  blockRows,
  blockVectors,
  channelProducts,
  columnSums,
  type MultiplyAdd,
  outerProducts,
  products,
  transposeTiles,
} from './blocks.ts';
import {
  adamStep,
  addScaled,
  averageWindowGradient,
  clamp,
  dotProduct,
  elementwise,
  maxPool2Gradient,
  maxPoolWindowGradient,
} from './loops.ts';
import { listMaxima } from './maxima.ts';

const fixed = {
  /** y ≤ 0 ? 0 : dy; parameters: y, dy, out, count of vectors. */
  reluGradient: elementwise(2, ([y, dy]) => op.andNot(dy!, op.lessOrEqual(y!, op.zero()))),
  clamp,
  /** −1, 0 or 1, NaN staying NaN; parameters: x, out, count of vectors. */
  sign: elementwise(1, ([x]) =>
    op.or(
      op.or(
        op.and(op.greater(x!, op.zero()), op.splat(op.float(1))),
        op.and(op.less(x!, op.zero()), op.splat(op.float(-1))),
      ),
      op.and(op.unequal(x!, x!), x!),
    ),
  ),
  maxPool2Gradient,
  maxPoolWindowGradient,
  adamStep,
  listMaxima,
  dotProduct,
  addScaled,
  transposeTiles,
  averageWindowGradient,
  channelProducts1: channelProducts(1),
  channelProducts4: channelProducts(4),
  columnSums1: columnSums(1),
  columnSums4: columnSums(4),
} satisfies Record<string, AssembledFunction>;

/** The blocks of every size, named by it. */
function blocksWith(multiplyAdd: MultiplyAdd): Record<string, AssembledFunction> {
  const blocks: Record<string, AssembledFunction> = {};
  for (let rows = 1; rows <= blockRows; rows++)
    for (let vectors = 1; vectors <= blockVectors; vectors++) {
      blocks[`outerProducts${rows}x${vectors}`] = outerProducts(rows, vectors, multiplyAdd);
      for (const unroll of [1, 4])
        blocks[`products${rows}x${vectors}x${unroll}`] = products(rows, vectors, unroll, multiplyAdd);
    }
  return blocks;
}

type Call = (...args: number[]) => void;

/** The assembled functions by name; all arguments are numbers. */
export type Simd = Readonly<Record<keyof typeof fixed, Call>> & {
  /** Whether a product and a sum are one instruction here: twice the arithmetic of XNNPACK, which does without. */
  readonly isFused: boolean;
  outerProducts(rows: number, vectors: number): Call;
  products(rows: number, vectors: number, unroll: number): Call;
};

const instances = new WeakMap<BackendWasm, Simd>();

/** The functions on the heap of this backend. Throws where its memory cannot be found. */
export function simdOf(wasm: BackendWasm): Simd {
  let simd = instances.get(wasm);
  if (!simd) {
    simd = instantiate(memoryOf(wasm));
    instances.set(wasm, simd);
  }
  return simd;
}

function instantiate(memory: WebAssembly.Memory): Simd {
  const shared = !(memory.buffer instanceof ArrayBuffer);
  const fused = assemble({ ...fixed, ...blocksWith(op.mulAdd) }, shared);
  const isFused = WebAssembly.validate(fused);
  const bytes = isFused ? fused : assemble({ ...fixed, ...blocksWith((a, b, c) => op.add(c, op.mul(a, b))) }, shared);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const all = exports as Readonly<Record<keyof typeof fixed, Call>> & Readonly<Record<string, Call>>;
  return {
    ...all,
    isFused,
    outerProducts: (rows, vectors) => all[`outerProducts${rows}x${vectors}`]!,
    products: (rows, vectors, unroll) => all[`products${rows}x${vectors}x${unroll}`]!,
  };
}

/** The memory behind the heap: TensorFlow.js keeps it in Emscripten's module, under one of two names. */
export function memoryOf(wasm: BackendWasm): WebAssembly.Memory {
  const module: object = wasm.wasm;
  const threaded = 'wasmMemory' in module ? module.wasmMemory : undefined;
  const exported = 'asm' in module ? module.asm : undefined;
  const single = typeof exported === 'object' && exported && 'memory' in exported ? exported.memory : undefined;
  const memory = threaded ?? single;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('The wasm backend hides its memory.');
  return memory;
}
