/**
 * A very small assembler for WebAssembly with SIMD: an expression is the list of its bytes, a statement likewise, and
 * `assemble` wraps functions into a module that works on a memory it is given (the heap of the wasm backend).
 *
 * Reference: https://webassembly.github.io/spec/core/binary/ (opcodes as named there).
 */

/** Bytes of an instruction or of a sequence of them. */
export type Code = readonly number[];

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const byte = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? byte : byte | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const byte = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0);
    bytes.push(done ? byte : byte | 0x80);
    if (done) return bytes;
  }
}

const simd = (opcode: number) => [0xfd, ...unsigned(opcode)];
const binary = (opcode: Code) => (a: Code, b: Code) => [...a, ...b, ...opcode];
const unary = (opcode: Code) => (a: Code) => [...a, ...opcode];
const load = (opcode: number) => (address: Code, offset: number) => [
  ...address,
  ...simd(opcode),
  0,
  ...unsigned(offset),
];

const scalarLoad = (opcode: number) => (address: Code, offset: number) => [...address, opcode, 0, ...unsigned(offset)];
const scalarStore = (opcode: number) => (address: Code, value: Code, offset: number) => [
  ...address,
  ...value,
  opcode,
  0,
  ...unsigned(offset),
];

/** The instructions in use. Addresses and offsets are in bytes. */
export const op = {
  int: (value: number) => [0x41, ...signed(value)],
  float: (value: number) => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
  addInt: binary([0x6a]),
  subInt: binary([0x6b]),
  mulInt: binary([0x6c]),
  loadInt: scalarLoad(0x28),
  storeInt: scalarStore(0x36),
  loadFloat: scalarLoad(0x2a),
  storeFloat: scalarStore(0x38),
  addFloat: binary([0x92]),
  /** 1 or 0 */
  greaterFloat: binary([0x5e]),
  /** 1 or 0 */
  equalFloat: binary([0x5b]),
  /** condition ? a : b, both computed */
  select: (condition: Code, a: Code, b: Code) => [...a, ...b, ...condition, 0x1b],
  splat: unary(simd(0x13)),
  load: load(0x00),
  loadSplat: load(0x09),
  store: (address: Code, value: Code, offset = 0) => [...address, ...value, ...simd(0x0b), 0, ...unsigned(offset)],
  add: binary(simd(0xe4)),
  sub: binary(simd(0xe5)),
  mul: binary(simd(0xe6)),
  div: binary(simd(0xe7)),
  /** a < b ? b : a: one instruction, where a max that heeds NaN in both takes five. Keeps a NaN in `a`. */
  max: binary(simd(0xeb)),
  /** b < a ? b : a; keeps a NaN in `a`. */
  min: binary(simd(0xea)),
  sqrt: unary(simd(0xe3)),
  equal: binary(simd(0x41)),
  unequal: binary(simd(0x42)),
  less: binary(simd(0x43)),
  greater: binary(simd(0x44)),
  lessOrEqual: binary(simd(0x45)),
  and: binary(simd(0x4e)),
  /** a ∧ ¬b */
  andNot: binary(simd(0x4f)),
  or: binary(simd(0x50)),
  /** a·b + c, rounded once or twice as the processor likes (relaxed SIMD). */
  mulAdd: (a: Code, b: Code, c: Code) => [...a, ...b, ...c, ...simd(0x105)],
  /** Two numbers of 32 bits as two of 64. */
  loadWide: (address: Code, offset: number) => [...load(0x5d)(address, offset), ...simd(0x5f)],
  addWide: binary(simd(0xf0)),
  /** Two numbers of 64 bits, rounded to 32, and two zeros. */
  narrow: unary(simd(0x5e)),
  zero: () => [...simd(0x0c), ...new Array<number>(16).fill(0)],
  /** Lanes of `a` (0–3) and `b` (4–7). */
  shuffle: (a: Code, b: Code, lanes: readonly number[]) => [
    ...a,
    ...b,
    ...simd(0x0d),
    ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte)),
  ],
  /** Repeats `body` until the counter, taken down by `by` after each turn, is no longer positive; at least once. */
  repeat: (counter: Local, body: Code, by = 1) => [
    ...[0x03, 0x40],
    ...body,
    ...op.subInt(counter.get, op.int(by)),
    ...[0x22, ...unsigned(counter.index)],
    ...op.int(0),
    ...[0x4a, 0x0d, 0x00, 0x0b],
  ],
};

/** A local variable or parameter. */
export interface Local {
  readonly index: number;
  readonly get: Code;
  readonly set: (value: Code) => Code;
}

/** `pointer += bytes`. */
export const advance = (pointer: Local, bytes: Code | number): Code =>
  pointer.set(op.addInt(pointer.get, typeof bytes === 'number' ? op.int(bytes) : bytes));

type Kind = 'i32' | 'f32' | 'v128';
const kinds = { i32: 0x7f, f32: 0x7d, v128: 0x7b } satisfies Record<Kind, number>;

/** One function: the kinds of its parameters, and its body given these and a way to make locals. */
export interface AssembledFunction {
  readonly params: readonly Kind[];
  readonly body: (params: readonly Local[], local: (kind: Kind) => Local) => Code;
}

function makeLocal(index: number): Local {
  return { index, get: [0x20, ...unsigned(index)], set: (value) => [...value, 0x21, ...unsigned(index)] };
}

const text = (name: string) => [...unsigned(name.length), ...Array.from(name, (c) => c.charCodeAt(0))];
const list = (items: readonly Code[]) => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: Code) => [...unsigned(bytes.length), ...bytes];
const section = (id: number, bytes: Code) => [id, ...sized(bytes)];

function encode({ params, body }: AssembledFunction): Code {
  const locals: Kind[] = [];
  const code = body(
    params.map((_, index) => makeLocal(index)),
    (kind) => makeLocal(params.length + locals.push(kind) - 1),
  );
  return sized([...list(locals.map((kind) => [1, kinds[kind]])), ...code, 0x0b]);
}

/** The bytes of a module with these functions, importing its memory as `env.memory`. */
export function assemble(
  functions: Readonly<Record<string, AssembledFunction>>,
  shared: boolean,
): Uint8Array<ArrayBuffer> {
  const all = Object.values(functions);
  const limits = shared ? [0x03, 0x00, ...unsigned(65536)] : [0x00, 0x00];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(all.map(({ params }) => [0x60, ...list(params.map((kind) => [kinds[kind]])), 0x00]))),
    ...section(2, list([[...text('env'), ...text('memory'), 0x02, ...limits]])),
    ...section(3, list(all.map((_, index) => unsigned(index)))),
    ...section(7, list(Object.keys(functions).map((name, index) => [...text(name), 0x00, ...unsigned(index)]))),
    ...section(10, list(all.map(encode))),
  ]);
}
