/** The strategies that are a total, in PyTorch. TorchJD has some of them too, in torchjd.scalarization; they are as short by hand. */
import { floats, literal } from '../names.ts';
import type { Total, TotalTable } from './mixing.ts';
import { startOf } from './start.ts';

const weighted = '(weights * losses).sum()';

/** The line of the ideal point where it is none. */
const distance = (ideal: readonly number[]) =>
  ideal.every((value) => value === 0) ? 'losses' : `(losses - torch.tensor(${floats(ideal)}))`;

export const pytorchTotals: TotalTable = {
  'trainable-weight': (options, { m, terms, draft }): Total => {
    const { form, direction, optimizer, learningRate } = options;
    const [first = '', second = ''] = terms;
    if (m === 1) return { lines: [`loss = ${first}`], readsVector: false };
    const values = startOf(options, m);
    const own = { optimizer, learningRate, ascends: direction === 'ascent' } as const;
    if (form === 'simplex') {
      draft.function('to_simplex', [
        'def to_simplex(w):  # Duchi et al. 2008: the nearest with w >= 0 and a sum of 1',
        '    u = w.sort(descending=True).values',
        '    excess = (u.cumsum(0) - 1) / torch.arange(1, len(w) + 1)',
        '    return (w - excess[(u > excess).sum() - 1]).relu()',
      ]);
      return {
        own: { ...own, name: 'weights', initial: values },
        lines: [`loss = ${weighted}`],
        after: ['with torch.no_grad():', '    weights.copy_(to_simplex(weights))'],
        readsVector: true,
      };
    }
    if (m === 2) {
      const name = form === 'raw' ? 'a' : 's';
      return {
        own: { ...own, name, initial: values[0] ?? 0 },
        lines: [...(form === 'raw' ? [] : ['a = torch.sigmoid(s)']), `loss = a * ${first} + (1 - a) * ${second}`],
        readsVector: false,
      };
    }
    return form === 'raw'
      ? {
          own: { ...own, name: 'a', initial: values },
          lines: ['weights = torch.cat([a, 1 - a.sum(0, keepdim=True)])', `loss = ${weighted}`],
          readsVector: true,
        }
      : {
          own: { ...own, name: 's', initial: values },
          lines: ['weights = torch.softmax(torch.cat([s, torch.zeros(1)]), 0)', `loss = ${weighted}`],
          readsVector: true,
        };
  },
  'softmax-weights': ({ optimizer, learningRate, direction }, { m }) => ({
    own: { name: 's', initial: Array(m).fill(0), optimizer, learningRate, ascends: direction === 'ascent' },
    lines: ['weights = torch.softmax(s, 0)', `loss = ${weighted}`],
    readsVector: true,
  }),
  uncertainty: ({ optimizer, learningRate, initialLogVariance }, { m }) => ({
    own: { name: 's', initial: Array(m).fill(initialLogVariance), optimizer, learningRate },
    lines: ['# s = log variance', 'loss = (0.5 * torch.exp(-s) * losses + 0.5 * s).sum()'],
    readsVector: true,
  }),
  'imtl-l': ({ optimizer, learningRate }, { m }) => ({
    own: { name: 's', initial: Array(m).fill(0), optimizer, learningRate },
    lines: ['loss = (torch.exp(s) * losses - s).sum()'],
    readsVector: true,
  }),
  rlw: (_, { m }) => ({
    lines: [`weights = torch.softmax(torch.randn(${m}), 0)`, `loss = ${weighted}`],
    readsVector: true,
  }),
  gls: () => ({ lines: ['loss = losses.log().mean().exp()'], readsVector: true }),
  dwa: ({ temperature }, { m, stepsPerEpoch, draft }) => {
    draft.setup('dwa', 'epoch, means = [], []');
    return {
      lines: [
        `weights = torch.ones(${m})`,
        'if len(means) > 1:',
        `    weights = ${m} * torch.softmax(means[-1] / means[-2] / ${literal(temperature)}, 0)`,
        `loss = ${weighted}`,
      ],
      after: [
        'epoch.append(losses.detach())',
        `if len(epoch) == ${stepsPerEpoch}:  # steps an epoch`,
        '    means.append(torch.stack(epoch).mean(0))',
        '    epoch = []',
      ],
      readsVector: true,
    };
  },
  famo: ({ learningRate, weightDecay }, { m, draft }) => {
    draft.setup(
      'famo',
      `logits = torch.zeros(${m}, requires_grad=True)`,
      `logit_optimizer = torch.optim.Adam([logits], lr=${literal(learningRate)}, weight_decay=${literal(weightDecay)})`,
    );
    return {
      lines: [
        'z = torch.softmax(logits, 0).detach()',
        'logs = (losses + 1e-8).log()',
        'c = (z / (losses + 1e-8)).sum().detach()',
        'loss = (z * logs).sum() / c',
      ],
      after: [
        'with torch.no_grad():',
        '    fall = logs - (losses_of() + 1e-8).log()  # the same batch, after the step',
        'logits.grad = z * (fall - (z * fall).sum())',
        'logit_optimizer.step()',
      ],
      readsVector: true,
      looksAgain: true,
    };
  },
  tchebycheff: ({ ideal }, { preference, each }) => ({
    lines: [`loss = (torch.tensor(${floats(preference)}) * ${distance(each(ideal))}).max()`],
    readsVector: true,
  }),
  'smooth-tchebycheff': ({ mu, ideal }, { preference, each }) => ({
    lines: [
      `terms = torch.tensor(${floats(preference)}) * ${distance(each(ideal))}`,
      `loss = ${literal(mu)} * torch.logsumexp(terms / ${literal(mu)}, 0)`,
    ],
    readsVector: true,
  }),
  pbi: ({ theta, ideal }, { preference, each }) => ({
    lines: [
      `ray = torch.nn.functional.normalize(torch.tensor(${floats(preference)}), dim=0)`,
      `way = ${distance(each(ideal))}`,
      'along = (way * ray).sum()',
      `loss = along + ${literal(theta)} * (way - along * ray).norm()`,
    ],
    readsVector: true,
  }),
};
