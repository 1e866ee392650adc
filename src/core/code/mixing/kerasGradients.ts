/**
 * The strategies on gradients, in Keras 3: no library has them, so they are written out. Known are `rows` (the gradients of
 * each loss, None where it does not reach, zeros where an update is asked for), `shared` (the places of what at least two
 * reach), `G` and `losses`; the lines give `weights` [m], or `update`, one tensor a place of `shared`.
 */
import { floats, literal } from '../names.ts';
import type { GramianTable, RowsTable } from './mixing.ts';
import { numpyGramians } from './numpy.ts';

export const kerasGradients: GramianTable & RowsTable = {
  ...numpyGramians,
  gradnorm: ({ alpha, optimizer, learningRate, parametrisation }, { m, draft }) => {
    draft.import('import numpy as np');
    const isDirect = parametrisation === 'direct';
    draft.setup(
      'own',
      `v = keras.Variable(${floats(Array(m).fill(isDirect ? 1 : 0))}, dtype="float32")`,
      `weight_optimizer = keras.optimizers.${optimizer === 'sgd' ? 'SGD' : 'Adam'}(${literal(learningRate)})`,
      'first = None',
    );
    return {
      lines: [
        `weights = ops.convert_to_numpy(${isDirect ? 'v' : `${m} * ops.softmax(v)`}).copy()`,
        'now, lengths = np.array([float(loss) for loss in losses]), np.sqrt(np.diag(G))',
        'first = now if first is None else first',
        'rates = now / first',
        `goal = (weights * lengths).mean() * (rates / rates.mean()) ** ${literal(alpha)}`,
        'pull = np.sign(weights * lengths - goal) * lengths',
        'if now is first:  # nothing to compare with yet',
        '    pull = 0 * pull',
        ...(isDirect ? [] : ['pull = weights * (pull - (weights * pull).mean())']),
        'weight_optimizer.apply([ops.array(pull, dtype="float32")], [v])',
        ...(isDirect ? [`v.assign(ops.relu(v) * ${m} / ops.sum(ops.relu(v)))`] : []),
      ],
    };
  },
  graddrop: ({ leak }, { each }) => ({
    lines: [
      `leak = ${floats(each(leak))}`,
      'update = []',
      'for i in shared:',
      '    g = ops.stack([row[i] for row in rows])',
      '    purity = 0.5 * (1 + ops.sum(g, 0) / (ops.sum(ops.abs(g), 0) + 1e-30))',
      '    positive = purity > keras.random.uniform(purity.shape)',
      '    kept = ops.cast(ops.equal(g > 0, positive), "float32")',
      '    update.append(sum((l + (1 - l) * k) * row for l, k, row in zip(leak, kept, g)))',
    ],
  }),
  'db-mtl': ({ beta, sigma }, { m, draft }) => {
    draft.setup('own', `B, t = [{} for _ in range(${m})], 0  # the averaged gradients, and the step`);
    return {
      lines: [
        't = t + 1',
        `beta = ${literal(beta)}${sigma === 0 ? '' : ` / t**${literal(sigma)}`}`,
        'for b, row, loss in zip(B, rows, losses):',
        '    for i in shared:',
        '        log = row[i] / (loss + 1e-8)  # of the logarithm',
        '        b[i] = ops.stop_gradient(beta * b.get(i, 0) + (1 - beta) * log)',
        'lengths = [float(ops.sqrt(sum(ops.sum(b[i] ** 2) for i in shared))) for b in B]',
        'update = [sum(max(lengths) / l * b[i] for l, b in zip(lengths, B)) for i in shared]',
      ],
    };
  },
};
