/** The strategies that are a total, in Keras 3. No library has them for Keras. */
import { floats, literal } from '../names.ts';
import type { Total, TotalTable } from './mixing.ts';
import { startOf } from './start.ts';

const weighted = 'ops.sum(weights * losses)';

const distance = (ideal: readonly number[]) =>
  ideal.every((value) => value === 0) ? 'losses' : `(losses - ops.array(${floats(ideal)}))`;

export const kerasTotals: TotalTable = {
  'trainable-weight': (options, { m, terms, draft }): Total => {
    const { form, direction, optimizer, learningRate } = options;
    const [first = '', second = ''] = terms;
    if (m === 1) return { lines: [`loss = ${first}`], readsVector: false };
    const values = startOf(options, m);
    const own = { optimizer, learningRate, ascends: direction === 'ascent' } as const;
    if (form === 'simplex') {
      draft.function('to_simplex', [
        'def to_simplex(w):  # Duchi et al. 2008: the nearest with w >= 0 and a sum of 1',
        '    u = ops.flip(ops.sort(w))',
        '    excess = (ops.cumsum(u) - 1) / ops.arange(1, len(u) + 1, dtype="float32")',
        '    last = ops.sum(ops.cast(u > excess, "int32")) - 1',
        '    return ops.relu(w - ops.take(excess, last))',
      ]);
      return {
        own: { ...own, name: 'weights', initial: values },
        lines: [`loss = ${weighted}`],
        after: ['weights.assign(to_simplex(weights))'],
        readsVector: true,
      };
    }
    if (m === 2) {
      const name = form === 'raw' ? 'a' : 's';
      return {
        own: { ...own, name, initial: values[0] ?? 0 },
        lines: [...(form === 'raw' ? [] : ['a = ops.sigmoid(s)']), `loss = a * ${first} + (1 - a) * ${second}`],
        readsVector: false,
      };
    }
    return form === 'raw'
      ? {
          own: { ...own, name: 'a', initial: values },
          lines: ['weights = ops.concatenate([a, 1 - ops.sum(a, keepdims=True)])', `loss = ${weighted}`],
          readsVector: true,
        }
      : {
          own: { ...own, name: 's', initial: values },
          lines: ['weights = ops.softmax(ops.concatenate([s, ops.zeros(1)]))', `loss = ${weighted}`],
          readsVector: true,
        };
  },
  'softmax-weights': ({ optimizer, learningRate, direction }, { m }) => ({
    own: { name: 's', initial: Array(m).fill(0), optimizer, learningRate, ascends: direction === 'ascent' },
    lines: ['weights = ops.softmax(s)', `loss = ${weighted}`],
    readsVector: true,
  }),
  uncertainty: ({ optimizer, learningRate, initialLogVariance }, { m }) => ({
    own: { name: 's', initial: Array(m).fill(initialLogVariance), optimizer, learningRate },
    lines: ['# s = log variance', 'loss = ops.sum(0.5 * ops.exp(-s) * losses + 0.5 * s)'],
    readsVector: true,
  }),
  'imtl-l': ({ optimizer, learningRate }, { m }) => ({
    own: { name: 's', initial: Array(m).fill(0), optimizer, learningRate },
    lines: ['loss = ops.sum(ops.exp(s) * losses - s)'],
    readsVector: true,
  }),
  rlw: (_, { m }) => ({
    lines: [`weights = ops.softmax(keras.random.normal((${m},)))`, `loss = ${weighted}`],
    readsVector: true,
  }),
  gls: () => ({ lines: ['loss = ops.exp(ops.mean(ops.log(losses)))'], readsVector: true }),
  dwa: ({ temperature }, { m, stepsPerEpoch, draft }) => {
    draft.setup('dwa', 'epoch, means = [], []');
    return {
      lines: [
        `weights = ops.ones(${m})`,
        'if len(means) > 1:',
        `    weights = ${m} * ops.softmax(means[-1] / means[-2] / ${literal(temperature)})`,
        `loss = ${weighted}`,
      ],
      after: [
        'epoch.append(ops.stop_gradient(losses))',
        `if len(epoch) == ${stepsPerEpoch}:  # steps an epoch`,
        '    means.append(ops.mean(ops.stack(epoch), 0))',
        '    epoch = []',
      ],
      readsVector: true,
    };
  },
  famo: ({ learningRate, weightDecay }, { m, draft }) => {
    draft.setup(
      'famo',
      `logits = keras.Variable(${floats(Array(m).fill(0))}, dtype="float32")`,
      `logit_optimizer = keras.optimizers.Adam(${literal(learningRate)})`,
    );
    return {
      lines: [
        'z = ops.stop_gradient(ops.softmax(logits))',
        'logs = ops.log(losses + 1e-8)',
        'c = ops.stop_gradient(ops.sum(z / (losses + 1e-8)))',
        'loss = ops.sum(z * logs) / c',
      ],
      after: [
        'fall = ops.stop_gradient(logs - ops.log(losses_of() + 1e-8))  # the same batch',
        `decay = ${literal(weightDecay)} * logits`,
        'logit_optimizer.apply([z * (fall - ops.sum(z * fall)) + decay], [logits])',
      ],
      readsVector: true,
      looksAgain: true,
    };
  },
  tchebycheff: ({ ideal }, { preference, each }) => ({
    lines: [`loss = ops.max(ops.array(${floats(preference)}) * ${distance(each(ideal))})`],
    readsVector: true,
  }),
  'smooth-tchebycheff': ({ mu, ideal }, { preference, each }) => ({
    lines: [
      `terms = ops.array(${floats(preference)}) * ${distance(each(ideal))}`,
      `loss = ${literal(mu)} * ops.logsumexp(terms / ${literal(mu)})`,
    ],
    readsVector: true,
  }),
  pbi: ({ theta, ideal }, { preference, each }) => ({
    lines: [
      `ray = ops.array(${floats(preference)})`,
      'ray = ray / ops.norm(ray)',
      `way = ${distance(each(ideal))}`,
      'along = ops.sum(way * ray)',
      `loss = along + ${literal(theta)} * ops.norm(way - along * ray)`,
    ],
    readsVector: true,
  }),
};
