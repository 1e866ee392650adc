/** The strategies that are a total, in TensorFlow.js. No library has them for JavaScript. */
import { literal, literals } from '../names.ts';
import type { Total, TotalTable } from './mixing.ts';
import { startOf } from './start.ts';

const weighted = 'weights.mul(losses).sum()';

const distance = (ideal: readonly number[]) =>
  ideal.every((value) => value === 0) ? 'losses' : `losses.sub(${literals(ideal)})`;

export const tfjsTotals: TotalTable = {
  'trainable-weight': (options, { m, terms, draft }): Total => {
    const { form, direction, optimizer, learningRate } = options;
    const [first = '', second = ''] = terms;
    if (m === 1) return { lines: [`const loss = ${first};`], readsVector: false };
    const values = startOf(options, m);
    const own = { optimizer, learningRate, ascends: direction === 'ascent' } as const;
    if (form === 'simplex') {
      draft.function('toSimplex', [
        '// Duchi et al. 2008: the nearest with w ≥ 0 and a sum of 1',
        'const toSimplex = (w) => {',
        '  const u = [...w].sort((a, b) => b - a);',
        '  let sum = -1;',
        '  let excess = 0;',
        '  u.forEach((value, i) => {',
        '    sum += value;',
        '    if (value > sum / (i + 1)) excess = sum / (i + 1);',
        '  });',
        '  return Array.from(w, (value) => Math.max(0, value - excess));',
        '};',
      ]);
      return {
        own: { ...own, name: 'weights', initial: values },
        lines: [`const loss = ${weighted};`],
        after: ['tf.tidy(() => weights.assign(tf.tensor1d(toSimplex(weights.dataSync()))));'],
        readsVector: true,
      };
    }
    if (m === 2) {
      const name = form === 'raw' ? 'a' : 's';
      return {
        own: { ...own, name, initial: values[0] ?? 0 },
        lines: [
          ...(form === 'raw' ? [] : ['const a = s.sigmoid();']),
          `const loss = a.mul(${first}).add(tf.sub(1, a).mul(${second}));`,
        ],
        readsVector: false,
      };
    }
    return form === 'raw'
      ? {
          own: { ...own, name: 'a', initial: values },
          lines: ['const weights = a.concat(tf.sub(1, a.sum(0, true)));', `const loss = ${weighted};`],
          readsVector: true,
        }
      : {
          own: { ...own, name: 's', initial: values },
          lines: ['const weights = s.concat(tf.zeros([1])).softmax();', `const loss = ${weighted};`],
          readsVector: true,
        };
  },
  'softmax-weights': ({ optimizer, learningRate, direction }, { m }) => ({
    own: { name: 's', initial: Array(m).fill(0), optimizer, learningRate, ascends: direction === 'ascent' },
    lines: ['const weights = s.softmax();', `const loss = ${weighted};`],
    readsVector: true,
  }),
  uncertainty: ({ optimizer, learningRate, initialLogVariance }, { m }) => ({
    own: { name: 's', initial: Array(m).fill(initialLogVariance), optimizer, learningRate },
    lines: ['// s = log variance', 'const loss = s.neg().exp().mul(losses).add(s).mul(0.5).sum();'],
    readsVector: true,
  }),
  'imtl-l': ({ optimizer, learningRate }, { m }) => ({
    own: { name: 's', initial: Array(m).fill(0), optimizer, learningRate },
    lines: ['const loss = s.exp().mul(losses).sub(s).sum();'],
    readsVector: true,
  }),
  rlw: (_, { m }) => ({
    lines: [`const weights = tf.randomNormal([${m}]).softmax();`, `const loss = ${weighted};`],
    readsVector: true,
  }),
  gls: () => ({ lines: ['const loss = losses.log().mean().exp();'], readsVector: true }),
  dwa: ({ temperature }, { m, stepsPerEpoch, draft }) => {
    draft.setup('dwa', 'let epoch = [];', 'const means = [];', 'let latest;');
    return {
      lines: [
        'const [before, last] = means.slice(-2);',
        'const weights = last',
        `  ? last.div(before).div(${literal(temperature)}).softmax().mul(${m})`,
        `  : tf.ones([${m}]);`,
        'latest = tf.keep(losses.clone());',
        `const loss = ${weighted};`,
      ],
      after: [
        'epoch.push(latest);',
        `if (epoch.length === ${stepsPerEpoch}) { // steps an epoch`,
        '  means.push(tf.tidy(() => tf.stack(epoch).mean(0)));',
        '  tf.dispose(epoch);',
        '  epoch = [];',
        '}',
      ],
      readsVector: true,
    };
  },
  famo: ({ learningRate, weightDecay }, { m, draft }) => {
    draft.setup(
      'famo',
      `const logits = tf.variable(tf.zeros([${m}]), false);`,
      `const logitOptimizer = tf.train.adam(${literal(learningRate)});`,
      'let logsBefore;',
    );
    return {
      lines: [
        'const z = logits.softmax();',
        'const logs = losses.add(1e-8).log();',
        'logsBefore = tf.keep(logs.clone());',
        'const c = z.div(losses.add(1e-8)).sum().dataSync()[0]; // a constant',
        'const loss = z.mul(logs).sum().div(c);',
      ],
      after: [
        'const gradient = tf.tidy(() => {',
        '  const z = logits.softmax();',
        '  const fall = logsBefore.sub(lossesOf().add(1e-8).log()); // the same batch, after the step',
        `  return z.mul(fall.sub(z.mul(fall).sum())).add(logits.mul(${literal(weightDecay)}));`,
        '});',
        'logitOptimizer.applyGradients({ [logits.name]: gradient });',
        'tf.dispose([gradient, logsBefore]);',
      ],
      readsVector: true,
      looksAgain: true,
    };
  },
  tchebycheff: ({ ideal }, { preference, each }) => ({
    lines: [`const loss = ${distance(each(ideal))}.mul(${literals(preference)}).max();`],
    readsVector: true,
  }),
  'smooth-tchebycheff': ({ mu, ideal }, { preference, each }) => ({
    lines: [
      `const terms = ${distance(each(ideal))}.mul(${literals(preference)});`,
      `const loss = terms.div(${literal(mu)}).logSumExp().mul(${literal(mu)});`,
    ],
    readsVector: true,
  }),
  pbi: ({ theta, ideal }, { preference, each }) => ({
    lines: [
      `const ray = tf.tensor1d(${literals(preference)});`,
      'const unit = ray.div(ray.norm());',
      `const way = ${distance(each(ideal))};`,
      'const along = way.mul(unit).sum();',
      `const loss = along.add(way.sub(along.mul(unit)).norm().mul(${literal(theta)}));`,
    ],
    readsVector: true,
  }),
};
