/**
 * The strategies on the Gramian as functions of NumPy, G → w, for frameworks without a library: the formulas of
 * `core/strategies` in a few lines each, with SciPy where something is solved.
 */
import { floats, literal } from '../names.ts';
import type { Asked, GramianTable } from './mixing.ts';

const numpy = 'import numpy as np';

/** The cosines C and the lengths of the rows. */
const cosines = ['    norms = np.sqrt(np.diag(G))', '    C = G / np.outer(norms, norms)'];

/** √G with rows that have G as their products. */
const root = [
  'def root(G):  # R with R.T @ R = G',
  '    values, V = np.linalg.eigh(G)',
  '    return (V * np.sqrt(values.clip(0))).T',
];

const project = [
  'def shortest(G, least):  # the w >= least with the least w @ G @ w',
  '    R = root(G)',
  '    return least + nnls(R, -R @ least)[0]',
];

/** Declares a function and what it needs, and gives the line that asks it. */
function asking({ draft }: Asked, name: string, lines: readonly string[], options = '', ...imports: string[]) {
  draft.import(numpy, ...imports);
  draft.function(name, lines);
  return { lines: [`weights = ${name}(G${options})`] };
}

const nnls = 'from scipy.optimize import nnls';

export const numpyGramians: Omit<GramianTable, 'gradnorm'> = {
  mgda: ({ normalisation }, asked) => {
    asked.draft.function('root', root);
    const { lines } = asking(
      asked,
      'mgda',
      [
        'def mgda(G):  # the shortest vector in the hull of the gradients',
        '    R = root(G / np.trace(G))',
        '    one = np.zeros(len(G) + 1)',
        '    one[-1] = 1',
        '    v = nnls(np.vstack([R, np.ones(len(G))]), one)[0]',
        '    return v / v.sum()',
      ],
      '',
      nnls,
    );
    if (normalisation === 'none') return { lines };
    const values = 'np.array([float(loss) for loss in losses])';
    const by = {
      l2: 'np.sqrt(np.diag(G))',
      loss: `np.abs(${values})`,
      'loss+': `np.abs(${values}) * np.sqrt(np.diag(G))`,
    }[normalisation];
    return { lines: [`size = ${by}`, 'weights = mgda(G / np.outer(size, size)) / size'] };
  },
  pcgrad: (_, asked) =>
    asking(asked, 'pcgrad', [
      'def pcgrad(G):',
      '    total = np.zeros(len(G))',
      '    for i, c in enumerate(np.eye(len(G))):',
      '        for j in np.random.permutation(len(G)):',
      '            if j != i and G[j] @ c < 0:',
      '                c[j] -= G[j] @ c / G[j, j]',
      '        total += c',
      '    return total',
    ]),
  gradvac: ({ beta }, asked) => {
    asked.draft.setup('targets', `targets = np.zeros((${asked.m}, ${asked.m}))  # cosines, learned`);
    return asking(
      asked,
      'gradvac',
      [
        'def gradvac(G, targets, beta):',
        ...cosines,
        '    total = np.zeros(len(G))',
        '    for i, c in enumerate(np.eye(len(G))):',
        '        for j in np.random.permutation(len(G)):',
        '            if j == i:',
        '                continue',
        '            length = np.sqrt(c @ C @ c)',
        '            phi, goal = C[j] @ c / length, targets[i, j]',
        '            if phi < goal:',
        '                sines = np.sqrt(1 - phi**2) / np.sqrt(1 - goal**2)',
        '                c[j] += length * (goal * sines - phi)',
        '            targets[i, j] += beta * (phi - goal)',
        '        total += c * norms[i] / norms',
        '    return total',
      ],
      `, targets, ${literal(beta)}`,
    );
  },
  cagrad: ({ c, rescale }, asked) => {
    const divided = { none: '', squared: ` / (1 + ${literal(c)} ** 2)`, linear: ` / (1 + ${literal(c)})` }[rescale];
    const { lines } = asking(
      asked,
      'cagrad',
      [
        'def cagrad(G, c):',
        '    G, mean = G / np.trace(G), np.full(len(G), 1 / len(G))',
        '    radius = c * np.sqrt(mean @ G @ mean)',
        '    length = lambda w: np.sqrt(w @ G @ w + 1e-12)',
        '    cost = lambda w: w @ G @ mean + radius * length(w)',
        '    whole = {"type": "eq", "fun": lambda w: w.sum() - 1}',
        '    w = minimize(cost, mean, bounds=[(0, 1)] * len(G), constraints=whole, tol=1e-10).x',
        '    return mean + radius / length(w) * w',
      ],
      `, ${literal(c)}`,
      'from scipy.optimize import minimize',
    );
    return { lines: lines.map((line) => `${line}${divided}`) };
  },
  'imtl-g': (_, asked) =>
    asking(asked, 'imtl_g', [
      'def imtl_g(G):',
      ...cosines,
      '    v = np.linalg.pinv(C).sum(1) / norms',
      '    return v / v.sum()',
    ]),
  'nash-mtl': ({ maxNorm }, asked) => {
    asked.draft.note(
      'Solved anew at every step; the published code now and then keeps the weights of the step before.',
    );
    return asking(
      asked,
      'nash_mtl',
      [
        'def nash_mtl(G, max_norm):  # G @ a = 1 / a, by Newton',
        '    a = 1 / np.sqrt(np.diag(G))',
        '    for _ in range(100):',
        '        slope = G @ a - 1 / a',
        '        step = np.linalg.solve(G + np.diag(1 / a**2), slope)',
        '        a = a - step / (1 + np.sqrt(slope @ step))',
        '    return a * min(1, max_norm / np.sqrt(a @ G @ a))',
      ],
      `, ${maxNorm === 0 ? 'np.inf' : literal(maxNorm)}`,
    );
  },
  'aligned-mtl': ({ scale }, asked) => {
    const of = { min: 'values.min()', median: 'values[(len(values) - 1) // 2]', rmse: 'values.mean()' }[scale];
    return asking(
      asked,
      'aligned_mtl',
      [
        'def aligned_mtl(G, preference):',
        '    values, V = np.linalg.eigh(G)',
        '    kept = values > values.max() * len(G) * 1e-7',
        '    values, V = values[kept], V[:, kept]',
        `    return np.sqrt(${of}) * (V / np.sqrt(values)) @ V.T @ preference`,
      ],
      `, np.array(${floats(asked.preference)})`,
    );
  },
  upgrad: ({ regularisation }, asked) => {
    asked.draft.function('root', root);
    asked.draft.function('shortest', project);
    return asking(
      asked,
      'upgrad',
      [
        'def upgrad(G, preference, eps):',
        '    G = G / np.trace(G) + eps * np.eye(len(G))',
        '    return sum(shortest(G, least) for least in np.diag(preference))',
      ],
      `, np.array(${floats(asked.preference)}), ${literal(regularisation)}`,
      nnls,
    );
  },
  dualproj: ({ regularisation }, asked) => {
    asked.draft.function('root', root);
    asked.draft.function('shortest', project);
    return asking(
      asked,
      'dualproj',
      ['def dualproj(G, preference, eps):', '    return shortest(G / np.trace(G) + eps * np.eye(len(G)), preference)'],
      `, np.array(${floats(asked.preference)}), ${literal(regularisation)}`,
      nnls,
    );
  },
  fairgrad: ({ alpha }, asked) => {
    if (alpha < 1e-6) return { lines: [`weights = [1] * ${asked.m}  # alpha = 0 is the sum`] };
    return asking(
      asked,
      'fairgrad',
      [
        'def fairgrad(G, alpha):  # G @ x = x ** (-1 / alpha), by Newton',
        '    x = np.diag(G) ** (-alpha / (1 + alpha))',
        '    for _ in range(200):',
        '        slope = G @ x - x ** (-1 / alpha)',
        '        curve = G + np.diag(x ** (-1 / alpha - 1) / alpha)',
        '        step = np.linalg.solve(curve, slope)',
        '        x = x - step * min(1, 0.5 / np.abs(step / x).max())',
        '    return x',
      ],
      `, ${literal(alpha)}`,
    );
  },
  config: (_, asked) =>
    asking(asked, 'config', [
      'def config(G):  # equal angles to all gradients',
      ...cosines,
      '    v = np.linalg.pinv(C).sum(1)',
      '    return norms @ C @ v / (v @ C @ v) * v / norms',
    ]),
};
