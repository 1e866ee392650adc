/**
 * The strategies on gradients, in PyTorch: by TorchJD 0.17 where it has them, else written out. The lines leave the gradients
 * in .grad: shared weights take the update, each head the gradient of its own loss.
 */
import type { Desk } from '../desk.ts';
import { floats, literal } from '../names.ts';
import type { Asked, FromGradients, GramianTable, RowsTable } from './mixing.ts';

/** Whether there is a trunk that all losses share and heads of their own: TorchJD is then given its features. */
export function hasTrunk({ sharing, hasHeads }: Desk): boolean {
  return sharing === 'one-trunk' && hasHeads;
}

/** The list of the trained weights of a module: autograd refuses frozen ones. */
export function trainedOf(module: string, { hasFrozen }: Desk): string {
  return hasFrozen ? `[w for w in ${module}.parameters() if w.requires_grad]` : `list(${module}.parameters())`;
}

/** The table for a desk with or without a trunk. */
export function pytorchGradients(desk: Desk): GramianTable & RowsTable {
  const isMulti = hasTrunk(desk);
  const weights = `model${isMulti ? '.trunk' : ''}.parameters()`;

  const noteOnWeights = (draft: Asked['draft']) => {
    if (desk.sharing === 'uneven')
      draft.note(
        'Here the gradients are compared over all weights; on this page over those that at least two losses share.',
      );
  };

  const library = ({ draft }: Asked, aggregator: string, extra = ''): FromGradients => {
    const name = aggregator.replace(/\(.*/s, '');
    draft.import(
      `from torchjd.aggregation import ${name}  # pip install "torchjd${extra}==0.17.0"`,
      `from torchjd.autojac import ${isMulti ? 'jac_to_grad, mtl_backward' : 'backward, jac_to_grad'}`,
    );
    draft.setup('aggregator', `aggregator = ${aggregator}`);
    noteOnWeights(draft);
    return {
      lines: [
        isMulti ? 'mtl_backward(losses, features=features)  # heads: their own gradient' : 'backward(losses)',
        `jac_to_grad(${desk.hasFrozen ? trainedOf(`model${isMulti ? '.trunk' : ''}`, desk) : weights}, aggregator)  # sets .grad`,
      ],
    };
  };
  const preference = ({ preference: shares }: Asked) => `pref_vector=torch.tensor(${floats(shares)})`;

  /** Rows, lines that give `update` [P], and the gradients that come of it. */
  const byHand = ({ draft }: Asked, lines: readonly string[]): FromGradients => {
    noteOnWeights(draft);
    draft.setup('shared', `shared = ${trainedOf(`model${isMulti ? '.trunk' : ''}`, desk)}`);
    const options = 'retain_graph=True, materialize_grads=True';
    return {
      lines: [
        `rows = [torch.autograd.grad(loss, shared, ${options}) for loss in losses]`,
        'J = torch.stack([torch.cat([g.flatten() for g in row]) for row in rows])',
        ...lines,
        'sum(losses).backward()  # heads: the gradient of their own loss',
        'for w, g in zip(shared, update.split([w.numel() for w in shared])):',
        '    w.grad = g.view_as(w)',
      ],
    };
  };

  return {
    mgda: ({ normalisation }, asked) => {
      if (normalisation !== 'none')
        asked.draft.note(
          'TorchJD has MGDA without a normalisation: here the gradients are not divided by their length or loss.',
        );
      return library(asked, 'MGDA()');
    },
    pcgrad: (_, asked) => library(asked, 'PCGrad()'),
    gradvac: ({ beta }, asked) => library(asked, `GradVac(beta=${literal(beta)})`),
    cagrad: ({ c, rescale }, asked) => {
      if (rescale !== 'none')
        asked.draft.note(`TorchJD does not divide the update of CAGrad by 1 + ${rescale === 'squared' ? 'c²' : 'c'}.`);
      return library(asked, `CAGrad(c=${literal(c)})`, '[cagrad]');
    },
    'imtl-g': (_, asked) => library(asked, 'IMTLG()'),
    'nash-mtl': ({ maxNorm, alwaysSolve }, asked) => {
      if (alwaysSolve) asked.draft.note('TorchJD keeps the weights of the step before where its solver gives up.');
      return library(asked, `NashMTL(n_tasks=${asked.m}, max_norm=${literal(maxNorm)})`, '[nash_mtl]');
    },
    'aligned-mtl': ({ scale }, asked) =>
      library(asked, `AlignedMTL(${preference(asked)}${scale === 'min' ? '' : `, scale_mode="${scale}"`})`),
    upgrad: ({ regularisation }, asked) =>
      library(asked, `UPGrad(${preference(asked)}, reg_eps=${literal(regularisation)})`, '[quadprog_projector]'),
    dualproj: ({ regularisation }, asked) =>
      library(asked, `DualProj(${preference(asked)}, reg_eps=${literal(regularisation)})`, '[quadprog_projector]'),
    fairgrad: ({ alpha }, asked) => library(asked, `FairGrad(alpha=${literal(alpha)})`, '[fairgrad]'),
    config: (_, asked) => library(asked, 'ConFIG()'),
    graddrop: ({ leak }, asked) => {
      const leaks = asked.each(leak);
      return library(
        asked,
        leaks.every((one) => one === 0) ? 'GradDrop()' : `GradDrop(leak=torch.tensor(${floats(leaks)}))`,
      );
    },
    gradnorm: ({ alpha, optimizer, learningRate, parametrisation }, asked) => {
      const { m, draft } = asked;
      draft.note('TorchJD 0.17 has no GradNorm: it is written out, with the loss of the first step as L(0).');
      const isDirect = parametrisation === 'direct';
      draft.setup(
        'own',
        `v = torch.${isDirect ? 'ones' : 'zeros'}(${m}, requires_grad=True)`,
        `weight_optimizer = torch.optim.${optimizer === 'sgd' ? 'SGD' : 'Adam'}([v], lr=${literal(learningRate)})`,
        'first = None',
      );
      return byHand(asked, [
        `weights = ${isDirect ? 'v.detach().clone()' : `${m} * torch.softmax(v, 0).detach()`}`,
        'now = torch.stack(losses).detach()',
        'lengths = J.norm(dim=1)',
        'pull = torch.zeros_like(weights)',
        'if first is not None:',
        '    rates = now / first',
        `    goal = (weights * lengths).mean() * (rates / rates.mean()) ** ${literal(alpha)}`,
        '    pull = torch.sign(weights * lengths - goal) * lengths',
        'first = now if first is None else first',
        isDirect ? 'v.grad = pull' : 'v.grad = weights * (pull - (weights * pull).mean())',
        'weight_optimizer.step()',
        ...(isDirect ? ['with torch.no_grad():', `    v.copy_(v.relu() * ${m} / v.relu().sum())`] : []),
        'update = weights @ J',
      ]);
    },
    'db-mtl': ({ beta, sigma }, asked) => {
      const { draft } = asked;
      draft.note('TorchJD 0.17 has no DB-MTL: it is written out.');
      draft.setup('own', 'B, t = 0, 0  # the averaged gradients [m, P], and the step');
      return byHand(asked, [
        't = t + 1',
        `beta = ${literal(beta)}${sigma === 0 ? '' : ` / t**${literal(sigma)}`}`,
        'logs = J / (torch.stack(losses).detach()[:, None] + 1e-8)  # of the logarithms',
        'B = beta * B + (1 - beta) * logs',
        'lengths = B.norm(dim=1, keepdim=True)',
        'update = (lengths.max() / lengths * B).sum(0)',
      ]);
    },
  };
}
