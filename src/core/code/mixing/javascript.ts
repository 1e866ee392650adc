/**
 * The strategies on the Gramian in plain numbers, G → w: the formulas of `core/strategies` in a few lines each. What must be
 * solved is solved one number after the other. Known are `G` and `losses` (numbers); the lines give `weights` [m].
 */
import { literal, literals } from '../names.ts';
import type { Asked, FromGradients, GramianTable } from './mixing.ts';

const least = [
  '// The v ≥ floor with the least ½v·Qv − b·v, one number after the other.',
  'const least = (Q, b, floor) => {',
  '  const v = floor.map((value) => (Number.isFinite(value) ? value : 0));',
  '  for (let round = 0; round < 1000; round++)',
  '    for (let i = 0; i < v.length; i++) {',
  '      const others = Q[i].reduce((sum, q, j) => (j === i ? sum : sum + q * v[j]), 0);',
  '      v[i] = Math.max(floor[i], (b[i] - others) / Q[i][i]);',
  '    }',
  '  return v;',
  '};',
];

const scaled = [
  'const trace = (G) => G.reduce((sum, row, i) => sum + row[i], 0);',
  'const regular = (G, eps) =>',
  '  G.map((row, i) => row.map((g, j) => g / trace(G) + (i === j ? eps : 0)));',
];

/** The lengths of the gradients, and their cosines. */
export const lengths = [
  'const lengthsOf = (G) => G.map((row, i) => Math.sqrt(row[i]));',
  'const cosinesOf = (G) => {',
  '  const n = lengthsOf(G);',
  '  return G.map((row, i) => row.map((g, j) => g / (n[i] * n[j])));',
  '};',
];

const shuffled = [
  'const shuffled = (m) => {',
  '  const order = [...Array(m).keys()];',
  '  tf.util.shuffle(order);',
  '  return order;',
  '};',
];

const dot = 'const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);';

const helpers = { least, scaled, lengths, shuffled, dot: [dot] } as const;

function asking(
  { draft }: Asked,
  name: string,
  needs: readonly (keyof typeof helpers)[],
  lines: readonly string[],
  options = '',
) {
  for (const need of needs) draft.function(need, helpers[need]);
  draft.function(name, lines);
  return { lines: [`const weights = ${name}(G${options});`] };
}

/** In place of the lines, where more than two losses need what JavaScript does not have. */
function refusal({ m, draft }: Asked): FromGradients {
  if (m === 1) return { lines: ['const weights = [1];'] };
  draft.note(
    `Aligned-MTL of ${m} losses needs eigenvectors: no JavaScript library has them, TorchJD has the method in Python.`,
  );
  draft.function('solve', [
    'const solve = (G) => {',
    `  throw new Error('Aligned-MTL of ${m} losses needs a solver: see TorchJD.');`,
    '};',
  ]);
  return { lines: ['const weights = solve(G);'] };
}

export const javascriptGramians: Omit<GramianTable, 'gradnorm'> = {
  mgda: ({ normalisation }, asked) => {
    const sizes = {
      none: '',
      l2: 'const sizes = lengthsOf(G);',
      loss: 'const sizes = losses.map(Math.abs);',
      'loss+': 'const sizes = lengthsOf(G).map((length, i) => length * Math.abs(losses[i]));',
    }[normalisation];
    const { lines } = asking(asked, 'mgda', normalisation === 'none' ? ['dot'] : ['dot', 'lengths'], [
      '// The shortest vector in the hull of the gradients, two weights at a time.',
      'const mgda = (G) => {',
      '  const w = G.map(() => 1 / G.length);',
      '  for (let round = 0; round < 1000; round++)',
      '    for (let i = 0; i < w.length; i++)',
      '      for (let j = 0; j < i; j++) {',
      '        const curve = G[i][i] + G[j][j] - 2 * G[i][j];',
      '        const step = curve > 0 ? (dot(G[j], w) - dot(G[i], w)) / curve : 0;',
      '        const move = Math.max(-w[i], Math.min(w[j], step));',
      '        w[i] += move;',
      '        w[j] -= move;',
      '      }',
      '  return w;',
      '};',
    ]);
    if (normalisation === 'none') return { lines };
    return {
      lines: [
        sizes,
        'const divided = G.map((row, i) => row.map((g, j) => g / (sizes[i] * sizes[j])));',
        'const weights = mgda(divided).map((weight, i) => weight / sizes[i]);',
      ],
    };
  },
  pcgrad: (_, asked) =>
    asking(
      asked,
      'pcgrad',
      ['shuffled', 'dot'],
      [
        'const pcgrad = (G) => {',
        '  const total = G.map(() => 0);',
        '  G.forEach((_, i) => {',
        '    const c = G.map((_, j) => (j === i ? 1 : 0));',
        '    for (const j of shuffled(G.length)) {',
        '      const product = dot(G[j], c);',
        '      if (j !== i && product < 0) c[j] -= product / G[j][j];',
        '    }',
        '    c.forEach((value, j) => (total[j] += value));',
        '  });',
        '  return total;',
        '};',
      ],
    ),
  gradvac: ({ beta }, asked) => {
    asked.draft.setup(
      'targets',
      `const targets = Array.from({ length: ${asked.m} }, () => Array(${asked.m}).fill(0));`,
    );
    return asking(
      asked,
      'gradvac',
      ['lengths', 'shuffled', 'dot'],
      [
        'const gradvac = (G, targets, beta) => {',
        '  const [C, n] = [cosinesOf(G), lengthsOf(G)];',
        '  const total = G.map(() => 0);',
        '  G.forEach((_, i) => {',
        '    const c = G.map((_, j) => (j === i ? 1 : 0));',
        '    for (const j of shuffled(G.length).filter((j) => j !== i)) {',
        '      const length = Math.sqrt(dot(c, C.map((row) => dot(row, c))));',
        '      const [phi, goal] = [dot(C[j], c) / length, targets[i][j]];',
        '      const sines = Math.sqrt((1 - phi ** 2) / (1 - goal ** 2));',
        '      if (phi < goal) c[j] += length * (goal * sines - phi);',
        '      targets[i][j] += beta * (phi - goal);',
        '    }',
        '    c.forEach((value, j) => (total[j] += (value * n[i]) / n[j]));',
        '  });',
        '  return total;',
        '};',
      ],
      `, targets, ${literal(beta)}`,
    );
  },
  cagrad: ({ c, rescale }, asked) => {
    const divisor = { none: '1', squared: '1 + c ** 2', linear: '1 + c' }[rescale];
    return asking(
      asked,
      'cagrad',
      ['dot'],
      [
        '// The least of a convex function, two weights at a time.',
        'const cagrad = (G, c) => {',
        '  const times = (w) => G.map((row) => dot(row, w));',
        '  const mean = G.map(() => 1 / G.length);',
        '  const radius = c * Math.sqrt(dot(mean, times(mean)));',
        '  const length = (w) => Math.sqrt(dot(w, times(w)));',
        '  const cost = (w) => dot(w, times(mean)) + radius * length(w);',
        '  let w = mean;',
        '  const moved = (i, j, by) => w.map((value, k) => value + (k === i ? by : k === j ? -by : 0));',
        '  for (let round = 0; round < 50; round++)',
        '    for (let i = 0; i < w.length; i++)',
        '      for (let j = 0; j < i; j++) {',
        '        let [low, high] = [-w[i], w[j]];',
        '        for (let part = 0; part < 80; part++) {',
        '          const [a, b] = [(2 * low + high) / 3, (low + 2 * high) / 3];',
        '          if (cost(moved(i, j, a)) < cost(moved(i, j, b))) high = b;',
        '          else low = a;',
        '        }',
        '        w = moved(i, j, low);',
        '      }',
        '  const reach = length(w) > 0 ? radius / length(w) : 0;',
        `  return mean.map((value, i) => (value + reach * w[i]) / (${divisor}));`,
        '};',
      ],
      `, ${literal(c)}`,
    );
  },
  'imtl-g': (_, asked) =>
    asking(
      asked,
      'imtlG',
      ['least', 'lengths'],
      [
        'const imtlG = (G) => {',
        '  const free = G.map(() => -Infinity);',
        '  const n = lengthsOf(G);',
        '  const v = least(cosinesOf(G), G.map(() => 1), free).map((value, i) => value / n[i]);',
        '  const sum = v.reduce((a, b) => a + b);',
        '  return v.map((value) => value / sum);',
        '};',
      ],
    ),
  'nash-mtl': ({ maxNorm }, asked) => {
    asked.draft.note(
      'Solved anew at every step; the published code now and then keeps the weights of the step before.',
    );
    return asking(
      asked,
      'nashMtl',
      ['dot'],
      [
        '// G·a = 1/a: of each number in turn a quadratic equation.',
        'const nashMtl = (G, maxNorm) => {',
        '  const a = G.map((row, i) => 1 / Math.sqrt(row[i]));',
        '  for (let round = 0; round < 1000; round++)',
        '    for (let i = 0; i < a.length; i++) {',
        '      const others = dot(G[i], a) - G[i][i] * a[i];',
        '      const root = Math.sqrt(others ** 2 + 4 * G[i][i]);',
        '      a[i] = others > 0 ? 2 / (others + root) : (root - others) / (2 * G[i][i]);',
        '    }',
        '  const length = Math.sqrt(dot(a, G.map((row) => dot(row, a))));',
        '  return a.map((value) => value * Math.min(1, maxNorm / length));',
        '};',
      ],
      `, ${maxNorm === 0 ? 'Infinity' : literal(maxNorm)}`,
    );
  },
  'aligned-mtl': ({ scale }, asked) => {
    if (asked.m !== 2) return refusal(asked);
    const of = { min: '(sum - gap) / 2', median: '(sum - gap) / 2', rmse: 'sum / 2' }[scale];
    return asking(
      asked,
      'alignedMtl',
      [],
      [
        '// Two losses: √λ · G^(−1/2) · p, in closed form.',
        'const alignedMtl = ([[a, b], [, d]], [p, q]) => {',
        '  const [sum, root] = [a + d, Math.sqrt(a * d - b * b)];',
        '  const gap = Math.sqrt(sum ** 2 - 4 * root ** 2);',
        `  const scale = Math.sqrt(${of}) / (root * Math.sqrt(sum + 2 * root));`,
        '  return [scale * ((d + root) * p - b * q), scale * ((a + root) * q - b * p)];',
        '};',
      ],
      `, ${literals(asked.preference)}`,
    );
  },
  upgrad: ({ regularisation }, asked) =>
    asking(
      asked,
      'upgrad',
      ['least', 'scaled'],
      [
        'const upgrad = (G, preference, eps) => {',
        '  const [Q, none] = [regular(G, eps), G.map(() => 0)];',
        '  const total = [...none];',
        '  preference.forEach((share, i) => {',
        '    const v = least(Q, none, none.map((_, j) => (j === i ? share : 0)));',
        '    v.forEach((value, j) => (total[j] += value));',
        '  });',
        '  return total;',
        '};',
      ],
      `, ${literals(asked.preference)}, ${literal(regularisation)}`,
    ),
  dualproj: ({ regularisation }, asked) =>
    asking(
      asked,
      'dualproj',
      ['least', 'scaled'],
      ['const dualproj = (G, preference, eps) =>', '  least(regular(G, eps), G.map(() => 0), preference);'],
      `, ${literals(asked.preference)}, ${literal(regularisation)}`,
    ),
  fairgrad: ({ alpha }, asked) => {
    if (alpha < 1e-6) return { lines: [`const weights = ${literals(Array(asked.m).fill(1))}; // α = 0 is the sum`] };
    return asking(
      asked,
      'fairgrad',
      ['dot'],
      [
        '// G·x = x^(−1/α): of each number in turn, by halving its logarithm.',
        'const fairgrad = (G, alpha) => {',
        '  const x = G.map((row, i) => row[i] ** (-alpha / (1 + alpha)));',
        '  for (let round = 0; round < 300; round++)',
        '    for (let i = 0; i < x.length; i++) {',
        '      const others = dot(G[i], x) - G[i][i] * x[i];',
        '      let [low, high] = [Math.log(x[i]) - 10, Math.log(x[i]) + 10];',
        '      for (let half = 0; half < 60; half++) {',
        '        const middle = Math.exp((low + high) / 2);',
        '        const isShort = G[i][i] * middle + others < middle ** (-1 / alpha);',
        '        if (isShort) low = (low + high) / 2;',
        '        else high = (low + high) / 2;',
        '      }',
        '      x[i] = Math.exp((low + high) / 2);',
        '    }',
        '  return x;',
        '};',
      ],
      `, ${literal(alpha)}`,
    );
  },
  config: (_, asked) =>
    asking(
      asked,
      'config',
      ['least', 'lengths', 'dot'],
      [
        '// Equal angles to all gradients.',
        'const config = (G) => {',
        '  const [C, n] = [cosinesOf(G), lengthsOf(G)];',
        '  const v = least(C, G.map(() => 1), G.map(() => -Infinity));',
        '  const Cv = C.map((row) => dot(row, v));',
        '  return v.map((value, i) => ((dot(n, Cv) / dot(v, Cv)) * value) / n[i]);',
        '};',
      ],
    ),
};
