/**
 * The seeded generator: sfc32 (Chris Doty-Humphrey, PractRand), seeded by splitmix32. Independent streams come from
 * `fork(name)`, so that adding a draw in one place does not change another.
 */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** Uniform integer in 0 … count − 1. */
  index(count: number): number;
  /** Normal with mean 0 and deviation 1 (Box–Muller, both values used). */
  normal(): number;
  /** A shuffled copy of 0 … count − 1 (Fisher–Yates). */
  permutation(count: number): number[];
  /** A stream of its own, a function of this stream's seed and the name only. */
  fork(name: string): Random;
}

/** The generator for `seed` (any finite number; 32 bits of it count). */
export function makeRandom(seed: number): Random {
  let mix = seed | 0;
  const split = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let t = mix ^ (mix >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) | 0;
  };
  let a = split();
  let b = split();
  let c = split();
  let d = split();
  let spare: number | undefined;

  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4294967296;
  };
  const random: Random = {
    next,
    uniform: (low, high) => low + (high - low) * next(),
    index: (count) => Math.floor(next() * count),
    normal: () => {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    permutation: (count) => {
      const order = Array.from({ length: count }, (_, i) => i);
      for (let i = count - 1; i > 0; i--) {
        const j = random.index(i + 1);
        const held = order[i] as number;
        order[i] = order[j] as number;
        order[j] = held;
      }
      return order;
    },
    fork: (name) => {
      let hash = seed | 0;
      for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) ^ (hash >>> 15);
      return makeRandom(hash);
    },
  };
  for (let i = 0; i < 12; i++) next();
  return random;
}
