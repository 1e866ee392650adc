/**
 * The strategies on gradients, in TensorFlow.js: no library has them, so they are written out. Known are `G`, `rows`
 * (gradients by name of the variable), `shared` (names) and `losses` (numbers); the lines give `weights` [m], or `update`, a
 * function of a name.
 */
import { literal, literals } from '../names.ts';
import { javascriptGramians, lengths } from './javascript.ts';
import type { GramianTable, RowsTable } from './mixing.ts';

export const tfjsGradients: GramianTable & RowsTable = {
  ...javascriptGramians,
  gradnorm: ({ alpha, optimizer, learningRate, parametrisation }, { m, draft }) => {
    const isDirect = parametrisation === 'direct';
    draft.function('lengths', lengths);
    draft.setup(
      'own',
      `const v = tf.variable(tf.${isDirect ? 'ones' : 'zeros'}([${m}]), false);`,
      `const weightOptimizer = tf.train.${optimizer === 'sgd' ? 'sgd' : 'adam'}(${literal(learningRate)});`,
      'let first;',
      'const mean = (list) => list.reduce((a, b) => a + b) / list.length;',
    );
    return {
      lines: [
        `const weights = Array.from(tf.tidy(() => ${isDirect ? 'v' : `v.softmax().mul(${m})`}.dataSync()));`,
        'const lengths = lengthsOf(G).map((length, i) => length * weights[i]);',
        'const rates = losses.map((loss, i) => loss / (first ?? losses)[i]);',
        'let pull = lengths.map((length, i) => {',
        `  const goal = mean(lengths) * (rates[i] / mean(rates)) ** ${literal(alpha)};`,
        '  return first ? (Math.sign(length - goal) * length) / weights[i] : 0;',
        '});',
        'first ??= losses;',
        ...(isDirect
          ? []
          : [
              'const middle = mean(pull.map((value, i) => value * weights[i]));',
              'pull = pull.map((value, i) => weights[i] * (value - middle));',
            ]),
        'tf.tidy(() => weightOptimizer.applyGradients({ [v.name]: tf.tensor1d(pull) }));',
        ...(isDirect ? [`tf.tidy(() => v.assign(v.relu().mul(${m}).div(v.relu().sum())));`] : []),
      ],
    };
  },
  graddrop: ({ leak }, { each }) => ({
    lines: [
      `const leak = ${literals(each(leak))};`,
      'const update = (name) => {',
      '  const g = rows.map((row) => row[name]);',
      '  const sizes = tf.addN(g.map((one) => one.abs())).add(1e-30);',
      '  const purity = tf.addN(g).div(sizes).add(1).div(2);',
      '  const positive = purity.greater(tf.randomUniform(purity.shape));',
      '  const kept = (one) => one.greater(0).equal(positive).toFloat();',
      '  return tf.addN(g.map((one, k) => one.mul(kept(one).mul(1 - leak[k]).add(leak[k]))));',
      '};',
    ],
  }),
  'db-mtl': ({ beta, sigma }, { m, draft }) => {
    draft.setup('own', `let averaged = Array.from({ length: ${m} }, () => ({}));`, 'let t = 0;');
    return {
      lines: [
        't++;',
        `const beta = ${literal(beta)}${sigma === 0 ? '' : ` / t ** ${literal(sigma)}`};`,
        'const before = averaged;',
        'averaged = before.map((old, k) => {',
        '  const next = (name) => {',
        '    const log = rows[k][name].mul((1 - beta) / (losses[k] + 1e-8));',
        '    return old[name] ? old[name].mul(beta).add(log) : log;',
        '  };',
        '  return tf.tidy(() => Object.fromEntries(shared.map((name) => [name, next(name)])));',
        '});',
        'tf.dispose(before);',
        'const squares = (b) => tf.addN(shared.map((name) => b[name].square().sum()));',
        'const lengths = averaged.map((b) => tf.tidy(() => squares(b).sqrt().dataSync()[0]));',
        'const longest = Math.max(...lengths);',
        'const update = (name) =>',
        '  tf.addN(averaged.map((b, k) => b[name].mul(longest / lengths[k])));',
      ],
    };
  },
};
